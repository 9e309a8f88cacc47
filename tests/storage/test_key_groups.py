"""Numbers that share a key, in memory and beyond."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.errors import InputError, Problem
from endmark.phrase import phrase
from endmark.storage import key_groups
from endmark.storage.key_groups import group_by_key
from endmark.storage.spool import Spool

KEYS = st.one_of(st.integers(-3, 3), st.integers(-(2**63), 2**63 - 1))
ENTRIES = st.lists(st.tuples(st.integers(0, 9), st.lists(KEYS, max_size=5)))
OWNERS = st.sampled_from([1, 2, 9])
"""Numbers with the same quotient by it are of one owner; 1: each is its own."""


def group_in_a_dictionary(entries: Sequence[tuple[int, int, Sequence[int]]]) -> list[tuple[int, tuple[int, ...]]]:
    expected = defaultdict[int, set[tuple[int, int]]](set)
    for owner, number, keys in entries:
        for key in keys:
            expected[key].add((owner, number))
    return [
        (key, tuple(sorted({number for _, number in found})))
        for key, found in sorted(expected.items())
        if len({owner for owner, _ in found}) > 1
    ]


@pytest.mark.parametrize("most_held", [1, 4, 1_000])
@given(numbers=ENTRIES, of_one=OWNERS)
def test_groups_are_those_of_a_dictionary(numbers: list[tuple[int, list[int]]], of_one: int, most_held: int) -> None:
    entries = [(number // of_one, number, keys) for number, keys in numbers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_groups, "_MOST_HELD", most_held)
        assert [tuple(group) for group in group_by_key(entries)] == group_in_a_dictionary(entries)


def test_a_full_disk_is_a_mistake_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_spool: Spool, _data: bytes) -> int:
        raise InputError(Problem(phrase("no space")))

    monkeypatch.setattr(key_groups, "_MOST_HELD", 1)
    monkeypatch.setattr(Spool, "append", refuse)
    with pytest.raises(InputError, match="no space"):
        list(group_by_key([(1, 1, (1, 2)), (2, 2, (1,))]))
