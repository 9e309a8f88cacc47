from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.reporters.distinct import make_distinct


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("", ""),
        ("a b", "a b"),
        ("a a a", "a a-2 a-3"),
        ("a a a-2", "a a-3 a-2"),
        ("a a a-2 a-2", "a a-3 a-2 a-2-2"),
    ],
)
def test_what_stood_before_gets_a_number(names: str, expected: str) -> None:
    assert make_distinct(names.split()) == expected.split()


@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "a-3", "b"])))
def test_no_two_are_equal(names: list[str]) -> None:
    result = make_distinct(names)
    assert len(set(result)) == len(names)
    assert all(new.startswith(old) for new, old in zip(result, names, strict=True))
