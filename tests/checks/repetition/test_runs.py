from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.work import count_lines

from endmark.checks.repetition.runs import Pair, group_runs


def pairs(text: str) -> list[Pair]:
    """`5=1` a strong pair, `5~1` a part, `5-1` a weak one."""
    made = []
    for word in text.split():
        sign = next(sign for sign in "=~-" if sign in word)
        copy, original = word.split(sign)
        made.append(Pair(int(copy), int(original), sign != "-", "part" if sign == "~" else "same"))
    return made


@pytest.mark.parametrize(
    ("given_pairs", "expected"),
    [
        ("", []),
        ("5=1", [[(5, 1)]]),
        ("5=1 6=2 7=3", [[(5, 1), (6, 2), (7, 3)]]),
        ("5=1 6-2 7=3", [[(5, 1), (6, 2), (7, 3)]]),
        ("4-0 5=1", [[(4, 0), (5, 1)]]),
        ("5-1", []),
        ("5=1 8=4", [[(5, 1), (8, 4)]]),
        ("5=1 9=5", [[(5, 1)], [(9, 5)]]),
        ("5=1 6=9", [[(5, 1)], [(6, 9)]]),
        ("5=1 6=1", [[(5, 1)], [(6, 1)]]),
        ("5~1 6~1 7=2", [[(5, 1), (6, 1), (7, 2)]]),
        ("5=0 5=3 6=4 7=5", [[(5, 3), (6, 4), (7, 5)]]),
        ("5=3 5=0", [[(5, 0)]]),
        ("5-4 6=0 6-5", [[(6, 0)]]),
        ("5=1 6-9 7=2", [[(5, 1), (7, 2)]]),
    ],
)
def test_pairs_become_maximal_runs(given_pairs: str, expected: list[list[tuple[int, int]]]) -> None:
    found = [[(pair.copy, pair.original) for pair in run.pairs] for run in group_runs(pairs(given_pairs), 2)]
    assert found == expected


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 29), st.booleans()), max_size=40), st.integers(0, 3))
def test_every_copy_is_in_at_most_one_run_and_no_strong_one_is_lost(
    numbers: list[tuple[int, int, bool]], max_gap: int
) -> None:
    made = [Pair(copy, original, strong, "same") for copy, original, strong in numbers if original < copy]
    found = [pair for run in group_runs(made, max_gap) for pair in run.pairs]
    copies = [pair.copy for pair in found]
    assert len(copies) == len(set(copies))
    assert copies == sorted(copies)
    assert {pair.copy for pair in made if pair.strong} <= set(copies)


@pytest.mark.parametrize("places", [24, 72])
def test_where_all_is_said_in_many_places_each_pair_is_followed_once(places: int) -> None:
    # An article of a few blocks that stands there again and again, and each time in other words between them.
    said_often = [
        Pair(copy, original, copy % 7 == 0, "same")
        for copy in range(places * 4, places * 4 + 400)
        for original in range(copy % 4, places * 4, 4)
    ]
    work = count_lines(lambda: list(group_runs(said_often, 2)))
    assert work < 15 * len(said_often)
