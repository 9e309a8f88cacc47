from __future__ import annotations

from typing import get_args

import pytest

from endmark.checks.reading_time.formulas import FORMULAS, compute_minutes
from endmark.checks.reading_time.reading_time import FormulaName
from endmark.document.reader import read_document
from endmark.document.source import make_source

WORDS = "pond "
KANJI = "池の水。"
"""Three characters that are words to all of these programs, and a mark."""


def compute(text: str, formula: FormulaName) -> int:
    return compute_minutes(read_document(make_source(text, "a.md")), formula)


@pytest.mark.parametrize(
    ("formula", "text", "minutes"),
    [
        # (WordCount + 212) / 213, and (WordCount + 500) / 501 where each character counts, marks too.
        ("hugo", WORDS * 213, 1),
        ("hugo", WORDS * 214, 2),
        ("hugo", KANJI * 125 + "\n", 1),
        ("hugo", KANJI * 126 + "\n", 2),
        ("hugo", "pond\n\n```\n" + WORDS * 213 + "\n```\n", 2),
        ("hugo", "pond `" + WORDS * 213 + "`\n", 2),
        ("hugo", "![" + WORDS * 300 + "](pond.png)\n\npond\n", 1),
        # (word_count + 199) / 200 of the Markdown.
        ("zola", WORDS * 200, 1),
        ("zola", WORDS * 201, 2),
        ("zola", "---\ntitle: A pond\n---\n" + WORDS * 200, 1),
        ("zola", "[pond](a/b) " * 67, 2),
        ("zola", "pond's " * 200, 1),
        ("zola", "3.14 1,000 " * 100, 1),
        ("zola", "- - " * 300 + "pond", 1),
        ("zola", "池の" * 100, 1),
        ("zola", "池の" * 100 + "池", 2),
        ("zola", "ポンプ。" * 200, 1),
        # Math.ceil((words / 200).toFixed(2)): as the program itself says.
        ("reading-time", WORDS * 200, 1),
        ("reading-time", WORDS * 201, 1),
        ("reading-time", WORDS * 202, 2),
        ("reading-time", "a-b/c " * 202, 2),
        ("reading-time", KANJI * 67, 1),
        ("reading-time", KANJI * 68, 2),
        ("reading-time", "ポンプ" * 300, 1),
        ("reading-time", "池, pond " * 101, 2),
        # Words / 265, characters / 500, 12 seconds for the first image.
        ("medium", WORDS * 265, 1),
        ("medium", WORDS * 266, 2),
        ("medium", WORDS * 265 + "\n\n![](a.png)\n", 2),
        ("medium", "池" * 500, 1),
        ("medium", "池" * 501, 2),
        # words | divided_by: 200, and less than one minute is one.
        ("jekyll", WORDS * 10, 1),
        ("jekyll", WORDS * 399, 1),
        ("jekyll", WORDS * 400, 2),
    ],
)
def test_a_formula_gives_the_minutes_of_its_program(formula: FormulaName, text: str, minutes: int) -> None:
    assert compute(text, formula) == minutes


def test_each_program_that_a_rule_may_name_has_a_formula() -> None:
    assert {*get_args(FormulaName)} == {"none", *FORMULAS}
