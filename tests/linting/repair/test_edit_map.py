from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.span import Span
from endmark.linting.repair.edit_map import apply_edits
from endmark.violation import Edit

CASES = st.lists(st.tuples(st.text(max_size=5), st.text(max_size=4), st.text(max_size=4)), max_size=6)
"""Stretches of a text: what is kept, what is taken out after it, and what is put in its place."""


@pytest.mark.parametrize(
    ("text", "edits", "after", "before"),
    [
        ("abc", [], "abc", [0, 1, 2, 3]),
        ("abc", [(1, 2, "")], "ac", [0, 2, 3]),
        ("abc", [(1, 2, "xy")], "axyc", [0, 1, 2, 2, 3]),
        ("abc", [(0, 3, "")], "", [3]),
        ("abc", [(3, 3, "d")], "abcd", [0, 1, 2, 3, 3]),
        ("abcdef", [(0, 2, ""), (4, 5, "")], "cdf", [2, 3, 5, 6]),
    ],
)
def test_where_each_offset_comes_from(
    text: str, edits: list[tuple[int, int, str]], after: str, before: list[int]
) -> None:
    result, origins = apply_edits(text, [Edit(Span(start, end), replacement) for start, end, replacement in edits])
    assert result == after
    assert [origins.map_back(offset) for offset in range(len(after) + 1)] == before


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])


@given(case=CASES, tail=st.text(max_size=5))
def test_what_is_kept_comes_from_where_it_stood(case: list[tuple[str, str, str]], tail: str) -> None:
    text = result = ""
    edits: list[Edit] = []
    kept: dict[int, int] = {}
    for stretch, taken, put in case:
        kept |= {len(result) + offset: len(text) + offset for offset in range(len(stretch))}
        text, result = text + stretch, result + stretch
        if stretch and (taken or put):
            edits.append(Edit(Span(len(text), len(text) + len(taken)), put))
            text, result = text + taken, result + put
    kept |= {len(result) + offset: len(text) + offset for offset in range(len(tail))}
    applied, origins = apply_edits(text + tail, edits)
    assert applied == result + tail
    assert {offset: origins.map_back(offset) for offset in kept} == kept
