from __future__ import annotations

import pytest

from endmark.checks.reading_time.quotient import MEASURES, find_quotient, measure_length, parse_quotient
from endmark.document.reader import read_document
from endmark.document.source import make_source

LENGTHS = (310, 940, 1230, 2205, 3380, 1777, 640, 2911)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("ceil(characters / 200)", 6),
        ("round(characters / 200)", 5),
        ("round(characters / 400)", 3),
        ("floor(words/200)", 5),
        ("floor( markdown-words / 2000 )", 1),
    ],
)
def test_a_quotient_is_rounded_and_never_less_than_one_minute(written: str, minutes: int) -> None:
    quotient = parse_quotient(written)
    assert quotient is not None
    assert quotient.compute_minutes(1001) == minutes


@pytest.mark.parametrize(
    "written", ["ceil(characters)", "ceil(bytes / 200)", "ceil(words / 0)", "words / 200", "hugo", ""]
)
def test_what_has_another_form_is_none(written: str) -> None:
    assert parse_quotient(written) is None


@pytest.mark.parametrize(
    ("measure", "length"),
    [("characters", 12), ("words", 4), ("markdown-characters", 43), ("markdown-words", 5)],
)
def test_what_is_measured(measure: str, length: int) -> None:
    text = "---\ntitle: A pond\n---\n\n# The *pond*\n\nA [pond](https://example.org)\n"
    assert measure_length(read_document(make_source(text, "a.md")), measure) == length


@pytest.mark.parametrize("written", ["ceil(characters / 200)", "round(words / 150)", "floor(markdown-words / 130)"])
@pytest.mark.parametrize("odd", [{}, {3: 40, 5: 30}])
def test_a_quotient_is_found_from_what_it_gave(written: str, odd: dict[int, int]) -> None:
    quotient = parse_quotient(written)
    assert quotient is not None
    stated = [
        (
            odd.get(place, quotient.compute_minutes(length)),
            {one: length if one == quotient.measure else 7 * (place * 31 % 11) + 50 for one in MEASURES},
        )
        for place, length in enumerate(LENGTHS)
    ]
    found = find_quotient(stated)
    assert found is not None
    assert (found[0].measure, found[1]) == (quotient.measure, frozenset(range(len(LENGTHS))) - odd.keys())


@pytest.mark.parametrize("stated", [[], [(1, dict.fromkeys(MEASURES, 300))], [(4, dict.fromkeys(MEASURES, 0))]])
def test_without_a_time_that_tells_anything_there_is_none(stated: list[tuple[int, dict[str, int]]]) -> None:
    assert find_quotient(stated) is None
