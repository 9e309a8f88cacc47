"""What should not be in an article, and the article as it reads without it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from endmark.document.markers import insert_markers
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis
from endmark.linting.repair.span_set import SpanSet


class Leftovers:
    """The words of an article that fixes take out because they should not be there: they say nothing."""

    def __init__(self, analysis: Analysis) -> None:
        self._document = analysis.document
        self._spans = list(_iter_apart(_iter_leftovers(analysis)))
        self._starts = [span.start for span in self._spans]
        self._gone = list(accumulate((span.end - span.start for span in self._spans), initial=0))

    def __bool__(self) -> bool:
        return bool(self._spans)

    def map_without(self, span: Span) -> Span:
        """Where something stands when they are gone; empty where nothing of it is left."""
        return Span(self._map_offset(span.start), self._map_offset(span.end))

    def read_without(self) -> Document:
        """The article without them, parted at its end markers."""
        source = self._document.source
        bounds = [0, *(offset for span in self._spans for offset in span), len(source.text)]
        text = "".join(source.text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))
        cut = SpanSet(self._spans)
        markers = (block.span for block in self._document.blocks if block.kind == "marker")
        left = [self.map_without(span) for span in markers if not cut.overlaps(span)]
        return insert_markers(read_document(Source(source.path, text, source.has_bom), self._document.dialect), left)

    def _map_offset(self, offset: int) -> int:
        index = bisect_right(self._starts, offset)
        inside = max(0, self._spans[index - 1].end - offset) if index else 0
        return offset - self._gone[index] + inside


def _iter_leftovers(analysis: Analysis) -> Iterator[Span]:
    for found in analysis.result.violations:
        if found.stands and found.fix is not None and found.fix.rewords:
            yield from (edit.span for edit in found.fix.edits if not edit.replacement)


def _iter_apart(spans: Iterator[Span]) -> Iterator[Span]:
    """The spans in order, each without what an earlier one holds."""
    end = 0
    for span in sorted(spans):
        if span.end > end:
            yield Span(max(span.start, end), span.end)
            end = span.end
