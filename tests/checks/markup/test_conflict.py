from __future__ import annotations

import pytest

from endmark.api import Linter
from endmark.checks import Scope
from endmark.checks.markup.conflict import Options, find
from endmark.document.dialect import Dialect
from endmark.document.reader import read_document
from endmark.document.source import make_source

BOTH = "<<<<<<< HEAD\nIt stays empty.\n=======\nIt freezes.\n>>>>>>> winter\n"
BASE = "<<<<<<< HEAD\nIt stays empty.\n||||||| 3f2a9c1\nIt is full.\n=======\nIt freezes.\n>>>>>>> winter\n"


def find_conflicts(text: str, dialect: Dialect = "markdown") -> list[tuple[str, int]]:
    document = read_document(make_source(text, "a.md"), dialect)
    return [
        (text[match.span.start : match.span.end], len(match.related)) for match in find(document, Options(), Scope())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"The pond.\n\n{BOTH}", [(BOTH[:-1], 2)]),
        (BASE, [(BASE[:-1], 3)]),
        (BOTH.replace("\n", "\r\n"), [(BOTH.replace("\n", "\r\n")[:-2], 2)]),
        # Git makes longer rows where conflicts were merged before.
        (BOTH.replace("<<<<<<<", "<" * 9).replace("=======", "=" * 9).replace(">>>>>>>", ">" * 9), None),
        ("  <<<<<<< HEAD\nA\n  =======\nB\n  >>>>>>> x\n", None),
        ("<<<<<<<\nIt stays empty.\n=======\nIt freezes.\n>>>>>>>\n", None),
        (f"{BOTH}\n{BOTH}", [(BOTH[:-1], 2), (BOTH[:-1], 2)]),
        ("------- SEARCH\nempty\n=======\nfull\n+++++++ REPLACE\n", None),
        # A version that is code, or that begins some.
        ("<<<<<<< HEAD\n```sh\nfill\n```\n=======\n```sh\ndrain\n```\n>>>>>>> x\n", None),
    ],
)
def test_two_versions_are_one_finding_from_the_first_mark_to_the_last(
    text: str, expected: list[tuple[str, int]] | None
) -> None:
    assert find_conflicts(text) == ([(text.strip(), 2)] if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("<<<<<<< HEAD\nThe pond is old.\n", ["<<<<<<< HEAD"]),
        ("The pond is old.\n>>>>>>> REPLACE\n", [">>>>>>> REPLACE"]),
        ("The pond is old.\n>>>>>>> 3f2a9c1 (pond: say what happens)\n", [">>>>>>> 3f2a9c1 (pond: say what happens)"]),
        ("The pond is old.\n>>>>>>> Stashed changes\n", [">>>>>>> Stashed changes"]),
        ("<<<<<<< HEAD\nOld.\n||||||| 3f2a9c1\nOlder.\n", ["<<<<<<< HEAD", "||||||| 3f2a9c1"]),
        # The row of signs belongs to the line that opened it, though nothing closes it.
        ("<<<<<<< HEAD\nOld.\n\n=======\nNew.\n", ["<<<<<<< HEAD", "======="]),
        ("<<<<<<< HEAD\nOld.\n>>>>>>> x\n", ["<<<<<<< HEAD", ">>>>>>> x"]),
        # Rows of other lengths do not belong together.
        ("<<<<<<< HEAD\nOld\n========\nNew\n>>>>>>> x\n", ["<<<<<<< HEAD", "========", ">>>>>>> x"]),
        ("<<<<<<< HEAD\nOld\n=======\nNew\n>>>>>>>> x\n", ["<<<<<<< HEAD", "=======", ">>>>>>>> x"]),
        ("*** Begin Patch\n*** Update File: a.md\nOld.\n*** End Patch\n", None),
        ("*** Add File: a.md\nOld.\n", ["*** Add File: a.md"]),
        (f"<<<<<<< HEAD{' ' * 99}\t\r\nOld.\n", ["<<<<<<< HEAD"]),
    ],
)
def test_a_mark_that_is_left_is_a_finding(text: str, marks: list[str] | None) -> None:
    expected = [line for line in text.splitlines() if line.startswith("***")] if marks is None else marks
    assert find_conflicts(text) == [(mark, 0) for mark in expected]


@pytest.mark.parametrize(
    "text",
    [
        "The pond\n=======\n\nIt is old.\n",
        "The pond\n-------\n\n+++++++\n\nIt is old.\n",
        f"```text\n{BOTH}```\n",
        f"```text\n<<<<<<< HEAD\n```\n\nThe pond\n=======\n\n```text\n{BOTH}```\n",
        "Between `<<<<<<< HEAD` and `>>>>>>> x` stand both.\n",
        "    <<<<<<< HEAD\n    Old.\n",
        ">>>>>>> The pond was deeper when we were young.\n",
        ">>>>>>> frogs\n>>>>>> Do they come?\n",
        ">>>>>> Do they come?\n>>>>>>> frogs\n",
        "<<<<<<< and so it flows into the sea, said the heron.\n",
        "|||||||\n\nThe pond is old.\n",
        "*** The End of the File: pond ***\n",
    ],
)
def test_rows_of_signs_that_are_something_else_are_none(text: str) -> None:
    assert find_conflicts(text) == []


@pytest.mark.parametrize("dialect", ["markdown", "gfm", "mdx", "hugo"])
def test_the_first_version_is_read_in_the_place_of_both(dialect: Dialect) -> None:
    text = f"# The pond\n\nThe pond is\n{BASE}and deep.\n"
    document = read_document(make_source(text, "a.md"), dialect)
    assert [(block.kind, block.text.content) for block in document.blocks] == [
        ("heading", "The pond"),
        ("paragraph", "The pond is\nIt stays empty.\nand deep."),
    ]
    last = document.blocks[-1]
    offset = last.text.content.index("and deep")
    assert text[slice(*last.text.map_span(offset, offset + 8))] == "and deep"
    assert len(find_conflicts(text, dialect)) == 1


def test_the_marks_make_neither_headings_nor_quotations() -> None:
    document = read_document(make_source("The pond is old.\n=======\nIt is deep.\n>>>>>>> winter\n", "a.md"))
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]
    document = read_document(make_source("<<<<<<< HEAD\nThe pond is old.\n=======\nIt is deep.\n", "a.md"))
    assert [block.text.content for block in document.blocks] == ["The pond is old.\nIt is deep."]


def test_no_other_rule_judges_the_two_versions() -> None:
    paragraph = "The pond behind the library is filled once a month, and nobody may take water out of it in summer."
    text = (
        f"# Pond\n\n## Water\n\n{paragraph}\n\n<<<<<<< HEAD\n## Frogs\n\nThey come in May, when the nights\n=======\n"
        f"## Frogs\n\n{paragraph}\n\nThey come in May, when the nights are warm.\n>>>>>>> x\nare warm.\n"
    )
    assert [violation.rule for violation in Linter.from_config(use_config=False).check(text).report.violations] == [
        "merge-conflict"
    ]
