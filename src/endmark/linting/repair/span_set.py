"""Spans of one text, asked again and again whether they meet another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from endmark.document.span import Span


class SpanSet:
    """Spans, in any order; they may overlap each other."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        ordered = self._spans = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))
        """For each span the farthest end of those up to it."""

    def overlaps(self, span: Span) -> bool:
        """Whether one of them shares a code point with the span."""
        index = bisect_left(self._starts, span.end)
        return index > 0 and self._ends[index - 1] > span.start

    def get_first(self, span: Span) -> Span | None:
        """The first of those that share a code point with the span; they must not overlap each other."""
        index = bisect_right(self._ends, span.start)
        return self._spans[index] if index < len(self._spans) and self._spans[index].start < span.end else None

    def get_holding(self, span: Span) -> Span | None:
        """The one that holds the whole span; they must not overlap each other."""
        found = self.get_first(span)
        return found if found is not None and found.contains(span) else None
