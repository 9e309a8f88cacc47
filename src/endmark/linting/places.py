"""Spans of one text, asked again and again whether they meet another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from endmark.document.span import Span


class Places:
    """Spans, in any order; they may overlap each other."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))
        """For each span the farthest end of those up to it."""

    def meet(self, span: Span) -> bool:
        """Whether one of them shares a code point with the span."""
        index = bisect_left(self._starts, span.end)
        return index > 0 and self._ends[index - 1] > span.start
