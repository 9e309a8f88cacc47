"""Stretches of the source that are set apart, many of them in little memory."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from endmark.document.span import Span


class Stretches:
    """Spans in the order of the source, none of which overlaps another."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts = array("I")
        self._ends = array("I")
        for start, end in spans:
            self._starts.append(start)
            self._ends.append(end)

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self._starts, self._ends)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def holds(self, offset: int) -> bool:
        """Whether an offset lies in one of them."""
        index = self._find(offset)
        return index >= 0 and offset < self._ends[index]

    def touch(self, span: Span) -> bool:
        """Whether one of them overlaps a span."""
        index = bisect_right(self._ends, span.start)
        return index < len(self._ends) and self._starts[index] < span.end

    def are_cut_by(self, span: Span) -> bool:
        """Whether a span begins or ends within one of them, or lies in it and does not fill it."""
        return any(
            self._starts[index] < offset < self._ends[index] for offset in span if (index := self._find(offset)) >= 0
        )

    def _find(self, offset: int) -> int:
        """The number of the last one that begins at an offset or before it; -1 when there is none."""
        return bisect_right(self._starts, offset) - 1


NONE = Stretches()
"""Those of a source in which nothing is set apart."""
