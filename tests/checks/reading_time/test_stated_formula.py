"""When the times of many articles are the work of one formula, and when that is worth a word."""

from __future__ import annotations

from math import ceil

import pytest

from endmark.checks import Scope
from endmark.checks.reading_time import stated_formula
from endmark.checks.reading_time.stated_formula import Options
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.violation import CorpusMatch, FiledFact

OPTIONS = Options(("reading_time",), least=6)
WORD, KANJI = "pond ", "池の水が光る"
LENGTHS = (31, 94, 12, 55, 78, 20, 67, 42)


def compare(bodies: list[str], times: list[object], options: Options = OPTIONS) -> list[CorpusMatch]:
    facts = [
        (f"{number}.md", fact)
        for number, (body, time) in enumerate(zip(bodies, times, strict=True))
        for fact in stated_formula.facts(
            read_document(make_source(f"---\nreading_time: {time}\n---\n\n{body}\n", f"{number}.md")), options, Scope()
        )
    ]
    filed = [FiledFact(number, path, fact.digest, fact.values) for number, (path, fact) in enumerate(facts)]
    return list(stated_formula.compare(filed, options))


def words(speed: float, times: int = 10) -> tuple[list[str], list[object]]:
    return [WORD * times * length for length in LENGTHS], [ceil(times * length / speed) for length in LENGTHS]


def characters(speed: float) -> tuple[list[str], list[object]]:
    return [(KANJI + "。") * 10 * length for length in LENGTHS], [ceil(70 * length / speed) for length in LENGTHS]


@pytest.mark.parametrize(
    ("bodies", "times", "formula"),
    [
        (*words(100), "ceil(words / 100)"),
        (*words(500, 50), "ceil(words / 500)"),
        (*characters(200), "ceil(characters / 200)"),
        # A speed at which people read.
        (*words(175), None),
        (*words(300), None),
        (*characters(300), None),
        (*characters(600), None),
        # The same time everywhere is none, and neither are too many others.
        (words(100)[0], [8] * 8, None),
        (words(100)[0], [*words(100)[1][:6], 90, 3], None),
        (words(100)[0], [*words(100)[1][:7], 90], "ceil(words / 100)"),
        # Too few that state a whole number.
        (words(100)[0], [*words(100)[1][:5], "auto", "true", "3-9 min"], None),
        (words(100)[0], [*words(100)[1][:6], "auto", "3-9 min"], "ceil(words / 100)"),
    ],
)
def test_a_formula_is_named_where_no_reader_bears_it_out(
    bodies: list[str], times: list[object], formula: str | None
) -> None:
    found = [match.values["formula"] for match in compare(bodies, times)]
    assert found == ([formula] if formula else [])


def test_the_match_counts_and_stands_for_all_it_explains() -> None:
    bodies, times = words(100)
    times[0] = 77
    (match,) = compare(bodies, times, Options(("reading_time",), least=6, instead_of=("x",)))
    assert (match.values["count"], match.values["all"]) == (7, 8)
    assert (match.place, match.others, match.instead_of) == (1, (2, 3, 4, 5, 6, 7), ("x",))


def test_characters_of_a_language_with_words_are_read_faster() -> None:
    bodies, _ = words(1)
    assert not compare(bodies, [ceil(40 * length / 1000) for length in LENGTHS])
    assert compare(bodies, [ceil(40 * length / 100) for length in LENGTHS])
