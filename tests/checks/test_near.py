from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from endmark.checks.near import near_copies


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        (["a" * 30], []),
        (["abcdefghij" * 4, "abcdefghij" * 4], [(1, 0)]),
        (["abcdefghij" * 4, "zzzzzzzzzz" * 4, "abcdefghij" * 3 + "abcdefghiX"], [(2, 0)]),
        (["abcdefghij", "abcdefghijabcdefghij"], []),
    ],
)
def test_each_copy_has_its_best_original(texts: list[str], expected: list[tuple[int, int]]) -> None:
    assert list(near_copies(dict(enumerate(texts)), 0.9)) == expected


@given(st.lists(st.text("abc", min_size=1, max_size=24), max_size=8), st.sampled_from([0.5, 0.8, 0.9, 1.0]))
def test_it_finds_what_comparing_all_pairs_finds(texts: list[str], similarity: float) -> None:
    found = dict(near_copies(dict(enumerate(texts)), similarity))
    for copy, text in enumerate(texts):
        alike = [n for n in range(copy) if fuzz.ratio(text, texts[n]) / 100 >= similarity]
        assert (copy in found) == bool(alike)
        assert copy not in found or found[copy] in alike
