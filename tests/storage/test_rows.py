"""Rows of numbers are those that were put there, in memory and beyond."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.storage import rows, spool
from endmark.storage.rows import Rows

COUNT = 12
PUT = st.lists(st.tuples(st.integers(0, COUNT - 1), st.integers(0, 2**32 - 1)))


@pytest.mark.parametrize(("memory", "at_once"), [(10_000, 2_000), (50, 3), (0, 1)])
@given(put=PUT)
def test_rows_are_those_of_a_list(memory: int, at_once: int, put: list[tuple[int, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "MEMORY", memory)
        patch.setattr(rows, "_AT_ONCE", at_once)
        filled, expected = Rows("QI", COUNT), [(0, 0)] * COUNT
        for number, value in put:
            filled.put(number, value, number)
            expected[number] = (value, number)
        other = filled.copy()
        other.put(3, 1, 1)
        assert list(filled) == [filled.get(number) for number in range(COUNT)] == expected
        assert list(filled.read(5, 50)) == expected[5:]
        assert list(other) == [*expected[:3], (1, 1), *expected[4:]]


def test_rows_are_added_behind_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MEMORY", 20)
    monkeypatch.setattr(rows, "_AT_ONCE", 2)
    filled = Rows("q")
    for number in range(7):
        filled.append(-number)
        assert (len(filled), filled.get(number)) == (number + 1, (-number,))
    filled.put(2, 9)
    filled.append(-7)
    assert [row for (row,) in filled] == [0, -1, 9, -3, -4, -5, -6, -7]
