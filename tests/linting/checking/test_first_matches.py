from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from endmark.document.span import Span
from endmark.linting.checking.first_matches import keep_first
from endmark.violation import Match


def make_match(start: int, word: str = "", *, certain: bool = True) -> Match:
    return Match(Span(start, start + 1), {"word": word}, certain=certain)


@pytest.mark.parametrize("most", [0, 1, 3, 7, 20, 21, 500])
def test_the_first_in_the_text_are_kept_and_the_others_counted(most: int) -> None:
    matches = [make_match(number, certain=number % 3 > 0) for number in range(20)]
    mixed = [matches[7 * number % 20] for number in range(20)]
    kept, others = keep_first(mixed, most)
    assert sorted(kept, key=lambda match: match.span) == matches[:most]
    assert others[True] == sum(match.certain for match in matches[most:])
    assert others[False] == sum(not match.certain for match in matches[most:])


def test_at_one_place_the_first_that_came_is_kept() -> None:
    kept, others = keep_first([make_match(5, "a"), make_match(5, "b"), make_match(5, "c")], 1)
    assert ([match.values["word"] for match in kept], others.total()) == (["a"], 2)


def test_the_others_do_not_stay_in_memory() -> None:
    def count_matches() -> int:
        return sum(type(one) is Match for one in gc.get_objects())

    before = count_matches()

    def make_many() -> Iterator[Match]:
        for number in range(1_000):
            yield make_match(number)
            if number % 250 == 0:  # counting goes through all that is in memory
                assert count_matches() - before <= 22

    kept, others = keep_first(make_many(), 10)
    assert (len(kept), others.total()) == (10, 990)
