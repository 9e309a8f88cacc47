"""What should not be in an article, and the article as it reads without it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain

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
        self._starts, self._ends = array("I"), array("I")
        for start, end in _iter_apart(_iter_leftovers(analysis)):
            self._starts.append(start)
            self._ends.append(end)
        lengths = (end - start for start, end in zip(self._starts, self._ends, strict=True))
        self._gone = array("I", accumulate(lengths, initial=0))

    def __bool__(self) -> bool:
        return bool(self._starts)

    def map_without(self, span: Span) -> Span:
        """Where something stands when they are gone; empty where nothing of it is left."""
        return Span(self._map_offset(span.start), self._map_offset(span.end))

    def read_without(self) -> Document:
        """The article without them, parted at its end markers."""
        if not self:
            return self._document
        source = self._document.source
        kept = zip(chain((0,), self._ends), chain(self._starts, (len(source.text),)), strict=True)
        text = "".join(source.text[start:end] for start, end in kept)
        cut = SpanSet(zip(self._starts, self._ends, strict=True))
        markers = (block.span for block in self._document.blocks if block.kind == "marker")
        left = [self.map_without(span) for span in markers if not cut.overlaps(span)]
        return insert_markers(read_document(Source(source.path, text, source.has_bom), self._document.dialect), left)

    def _map_offset(self, offset: int) -> int:
        index = bisect_right(self._starts, offset)
        inside = max(0, self._ends[index - 1] - offset) if index else 0
        return offset - self._gone[index] + inside


def _iter_leftovers(analysis: Analysis) -> Iterator[tuple[int, int]]:
    findings = analysis.findings
    wanted = [kind.stands and kind.repair is not None and kind.repair.rewords for kind in findings.kinds]
    for number, which in enumerate(findings.which) if any(wanted) else ():
        if wanted[which]:
            yield from ((start, end) for start, end, written in findings.iter_edits(number) if not written)


def _iter_apart(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order, each without what an earlier one holds."""
    last = 0
    for start, end in sorted(spans):
        if end > last:
            yield max(start, last), end
            last = end
