"""Numbers that share a key, in memory and beyond."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.errors import InputError
from endmark.storage.key_groups import group_by_key

KEYS = st.one_of(st.integers(-3, 3), st.integers(-(2**63), 2**63 - 1))


@given(st.lists(st.tuples(KEYS, st.integers(0, 9))))
def test_groups_are_those_of_a_dictionary(entries: list[tuple[int, int]]) -> None:
    expected = defaultdict[int, set[int]](set)
    for key, number in entries:
        expected[key].add(number)
    assert list(group_by_key(entries)) == [
        tuple(sorted(numbers)) for _, numbers in sorted(expected.items()) if len(numbers) > 1
    ]


def test_a_full_disk_is_a_mistake_that_is_told() -> None:
    def fill() -> Iterator[tuple[int, int]]:
        yield 1, 1
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(InputError, match="cannot be compared on disk: database or disk is full"):
        list(group_by_key(fill()))
