"""Spans of one text, asked again and again whether they meet another."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, chain, islice
from operator import le

from endmark.document.span import Span


class SpanSet:
    """Spans, in any order; they may overlap each other."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        bounds = array("I", chain.from_iterable(spans))
        starts, ends = bounds[::2], bounds[1::2]
        del bounds
        if not is_in_order(starts):
            ordered = sorted(zip(starts, ends, strict=True))
            starts, ends = (array("I", column) for column in zip(*ordered, strict=True))
        self._starts, self._own_ends = starts, ends
        self._ends = ends if is_in_order(ends) else array("I", accumulate(ends, max))
        """For each span the farthest end of those up to it."""

    def overlaps(self, span: Span) -> bool:
        """Whether one of them shares a code point with the span."""
        return self.meets(*span)

    def meets(self, start: int, end: int) -> bool:
        """The same of the span between two offsets."""
        index = bisect_left(self._starts, end)
        return index > 0 and self._ends[index - 1] > start

    def find_first(self, span: Span) -> int | None:
        """The number, in the order of the text, of the first that shares a code point with the span.

        They must not overlap each other.
        """
        index = bisect_right(self._ends, span.start)
        return index if index < len(self._starts) and self._starts[index] < span.end else None

    def get_first(self, span: Span) -> Span | None:
        """The first of those that share a code point with the span; they must not overlap each other."""
        index = self.find_first(span)
        return None if index is None else Span(self._starts[index], self._own_ends[index])

    def get_holding(self, span: Span) -> Span | None:
        """The one that holds the whole span; they must not overlap each other."""
        found = self.get_first(span)
        return found if found is not None and found.contains(span) else None


def is_in_order(numbers: array[int]) -> bool:
    """Whether none of the numbers is less than the one before it."""
    return all(map(le, numbers, islice(numbers, 1, None)))
