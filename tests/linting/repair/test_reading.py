"""What is read in another way after some edits, and what of that is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.repair.edit_map import splice
from endmark.linting.repair.reading import find_read_otherwise

BEANS = "##Beans\n\n##Peas\n"
"""Two headings, as two paragraphs: a blank makes each what it should be."""


def read_otherwise(text: str, edits: list[tuple[int, int, str]], meant: list[tuple[int, int]]) -> list[int]:
    after, _ = splice(text, edits)
    cut = [Span(start, end) for start, end, _ in edits]
    put, moved = [], 0
    for start, end, written in edits:
        put.append(Span(start + moved, start + moved + len(written)))
        moved += len(written) - (end - start)
    one, other = (read_document(make_source(each, "a.md")) for each in (text, after))
    return list(find_read_otherwise(one, lambda: cut, other, lambda: put, lambda: [Span(*each) for each in meant]))


@pytest.mark.parametrize(
    ("text", "edits", "meant", "found"),
    [
        (BEANS, [(2, 2, " "), (11, 11, " ")], [(0, 7), (9, 15)], []),
        (BEANS, [(2, 2, " "), (11, 11, " ")], [(0, 7)], [9, 10, 11, 12, 13, 14]),
        (BEANS, [(2, 2, " "), (11, 11, " ")], [(0, 4), (9, 15)], [4, 5, 6]),
        (BEANS, [(2, 2, " ")], [(0, 7)], []),
        # What is taken out in the midst of what is meant moves nothing into it.
        ("##Broad beans\n", [(2, 2, " "), (4, 9, "")], [(0, 6)], [9, 10, 11, 12]),
        ("A gate.\n\nA pond.\n", [(0, 0, "    ")], [], [0, 2, 3, 4, 5, 6]),
    ],
)
def test_what_is_read_otherwise_and_was_not_meant(
    text: str, edits: list[tuple[int, int, str]], meant: list[tuple[int, int]], found: list[int]
) -> None:
    assert read_otherwise(text, edits, meant) == found


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4)), max_size=4), st.lists(st.integers(0, 30), max_size=3))
def test_what_is_meant_is_all_that_is_left_of_it(gaps: list[tuple[int, int]], bounds: list[int]) -> None:
    text, cut, end = "    Gate and pond and heron", list[tuple[int, int, str]](), 0
    for gap, size in gaps:
        start = min(len(text), end + gap)
        end = min(len(text), start + size)
        cut.append((start, end, ""))
    first, last = min(bounds, default=0), min(len(text), max(bounds, default=0))
    found = read_otherwise(text, cut, [])
    assert read_otherwise(text, cut, [(first, last)] if first < last else []) == [
        offset for offset in found if not first <= offset < last
    ]
