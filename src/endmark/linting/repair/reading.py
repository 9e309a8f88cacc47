"""Whether what a repair leaves is still read as it was: as prose, as a heading, as code, or not at all."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from operator import ne
from typing import TypeVar, get_args

from endmark.document.blocks import PROSE, Kind
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.repair.span_set import SpanSet

_PROSE = 1
_READINGS = {
    kind: _PROSE if kind in PROSE and kind != "heading" else number for number, kind in enumerate(get_args(Kind), 2)
}
"""A number for each way in which text is read; 0 is left for what a reader does not see."""

_CHUNK = 4096
_Text = TypeVar("_Text", str, bytearray)


def find_read_otherwise(
    before: Document,
    iter_cut: Callable[[], Iterable[Span]],
    after: Document,
    iter_put: Callable[[], Iterable[Span]],
    find_meant: Callable[[], SpanSet],
) -> Iterator[int]:
    """The offsets, before, of all that was kept and is read in another way after; blanks do not count.

    One iterates over what was taken out of the text before, the other over what was put
    into the one after, both in order. What is left of the two is the same text. `find_meant`
    finds the places, before, that are to be read in another way.
    """
    was, now = _read_outside(before, iter_cut()), _read_outside(after, iter_put())
    if was == now:
        return
    text = "".join(_iter_outside(before.source.text, iter_cut()))
    kept_before = array("I", accumulate((span.end - span.start for span in iter_cut()), initial=0))
    starts = array("I", (span.start - gone for span, gone in zip(iter_cut(), kept_before, strict=False)))
    meant = find_meant()
    for chunk in range(0, len(was), _CHUNK):
        one, other = was[chunk : chunk + _CHUNK], now[chunk : chunk + _CHUNK]
        differs = bytes(map(ne, one, other)) if one != other else b""
        place = differs.find(1)
        while place >= 0:
            offset, step = chunk + place, 1
            if not text[offset].isspace():
                cuts = bisect_right(starts, offset)
                origin = offset + kept_before[cuts]
                if span := meant.get_first(Span(origin, origin + 1)):
                    # All of it is meant, as far as nothing is taken out of it.
                    step = min((span.end - origin, *(start - offset for start in starts[cuts : cuts + 1])))
                else:
                    yield origin
            place = differs.find(1, place + step)


def _read_outside(document: Document, gone: Iterable[Span]) -> bytearray:
    """How each character is read that stands outside of the spans."""
    kept = bytearray()
    for part in _iter_outside(_mark_readings(document), gone):
        kept += part
    return kept


def _mark_readings(document: Document) -> bytearray:
    """How each character of the source is read."""
    readings = bytearray(len(document.source.text))
    for block in document.blocks:
        spans = [piece.span for piece in block.text.pieces] if block.kind in PROSE else [block.span]
        for start, end in spans:
            readings[start:end] = bytes((_READINGS[block.kind],)) * (end - start)
    return readings


def _iter_outside(text: _Text, spans: Iterable[Span]) -> Iterator[_Text]:
    """What stands before, between and after the spans."""
    end = 0
    for span in spans:
        yield text[end : span.start]
        end = span.end
    yield text[end:]
