"""Whether what a repair leaves is still read as it was: as prose, as a heading, as code, or not at all."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from operator import ne, sub
from typing import TypeVar, get_args

from endmark.document.blocks import PROSE, Kind
from endmark.document.model import Document
from endmark.document.span import Span

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
    iter_meant: Callable[[], Iterable[Span]],
) -> Iterator[int]:
    """The offsets, before, of all that was kept and is read in another way after; blanks do not count.

    One iterates over what was taken out of the text before, the other over what was put
    into the one after, both in order. What is left of the two is the same text. `iter_meant`
    iterates over the places, before, that are to be read in another way.
    """
    was, now = _read_outside(before, iter_cut()), _read_outside(after, iter_put())
    if was == now:
        return
    kept = _Kept(iter_cut())
    for start, end in iter_meant():
        meant = slice(kept.count_before(start), kept.count_before(end))
        was[meant] = now[meant]
    text = "".join(_iter_outside(before.source.text, iter_cut()))
    for chunk in range(0, len(was), _CHUNK):
        one, other = was[chunk : chunk + _CHUNK], now[chunk : chunk + _CHUNK]
        differs = bytes(map(ne, one, other)) if one != other else b""
        place = differs.find(1)
        while place >= 0:
            if not text[chunk + place].isspace():
                yield kept.find_origin(chunk + place)
            place = differs.find(1, place + 1)


class _Kept:
    """What is left of a text when spans of it, which are in order, are taken out."""

    def __init__(self, cut: Iterable[Span]) -> None:
        self._starts: array[int] = array("I")
        self._ends: array[int] = array("I")
        for start, end in cut:
            self._starts.append(start)
            self._ends.append(end)
        # How much is taken out before each, and where it stood in what is left.
        self._gone: array[int] = array("I", accumulate(map(sub, self._ends, self._starts), initial=0))
        self._places: array[int] = array("I", map(sub, self._starts, self._gone))

    def count_before(self, offset: int) -> int:
        """How much is left of what stands before an offset."""
        number = bisect_right(self._starts, offset)
        return max(offset, self._ends[number - 1] if number else 0) - self._gone[number]

    def find_origin(self, place: int) -> int:
        """The offset of what stands at a place in what is left."""
        return place + self._gone[bisect_right(self._places, place)]


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
