"""A text that is changed before it is parsed, and the way back to where everything stood."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import le
from typing import NamedTuple

from endmark.document.blocks import Block, Piece, Text
from endmark.document.span import Span

_new = tuple.__new__
"""Makes a named tuple in half the time that its own takes: where anything was moved, so is every piece behind it."""


class Edit(NamedTuple):
    """What is put in the place of a stretch of source."""

    start: int
    end: int
    replacement: str


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, Places | None]:
    """The text with these edits, and where its parts come from: None when nothing was moved.

    Of edits that overlap, the one counts that begins first, and of those the longest;
    what is only put in stands before that.
    """
    parts: list[str] = []
    done = length = 0
    parsed, source = array("I", (0,)), array("I", (0,))
    for start, end, replacement in _sort(edits):
        if start < done:
            continue
        parts += (text[done:start], replacement)
        length += start - done
        if len(replacement) != end - start:
            if replacement:
                parsed.append(length)
                source.append(start)
            parsed.append(length + len(replacement))
            source.append(end)
        length += len(replacement)
        done = end
    parts.append(text[done:])
    return "".join(parts), Places(parsed, source) if len(parsed) > 1 else None


def _sort(edits: Iterable[Edit]) -> Sequence[Edit]:
    """The edits in the order in which they count; very many are in order already, and need no keys then."""
    ordered = list(edits)
    if not all(map(le, map(_get_order, ordered), map(_get_order, islice(ordered, 1, None)))):
        ordered.sort(key=_get_order)
    return ordered


def _get_order(edit: Edit) -> tuple[int, bool, int]:
    return edit.start, edit.end > edit.start, -edit.end


class Places:
    """Offsets in the changed text → offsets in the source."""

    def __init__(self, parsed: array[int], source: array[int]) -> None:
        self._parsed = parsed
        self._source = source

    def map_start(self, offset: int) -> int:
        """Where what stands at this offset comes from."""
        index = bisect_right(self._parsed, offset) - 1
        place = self._source[index] + offset - self._parsed[index]
        return min(place, self._source[index + 1]) if index + 1 < len(self._source) else place

    def map_span(self, span: Span) -> Span:
        """The source of a stretch: from where its first character comes from to the end of its last."""
        start = self.map_start(span.start)
        if span.end == span.start:
            return Span(start, start)
        last = span.end - 1
        index = bisect_right(self._parsed, last) - 1
        end = self._source[index] + last - self._parsed[index] + 1
        if index + 1 < len(self._source):
            end = min(end, self._source[index + 1])  # what was put in comes from nowhere
        return Span(start, max(start, end))

    def restore(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks of the changed text as blocks of the source."""
        parsed, source = self._parsed, self._source
        index = 0
        for block in blocks:
            start, end = block.span
            while index + 1 < len(parsed) and parsed[index + 1] <= start:
                index += 1
            if parsed[index] <= start and (index + 1 == len(parsed) or end <= parsed[index + 1]):
                # Nothing was changed in it.
                yield _move(block, source[index] - parsed[index])
            else:
                yield block._replace(span=self.map_span(block.span), text=self._restore_text(block.text))

    def _restore_text(self, text: Text) -> Text:
        content, pieces = text
        restored: list[Piece] = []
        for index, (offset, span) in enumerate(pieces):
            after = pieces[index + 1].start if index + 1 < len(pieces) else len(content)
            if after - offset != span.end - span.start:
                restored.append(Piece(offset, self.map_span(span)))
                continue
            # Letter by letter: what was taken out in the middle parts it.
            inside = self._parsed[bisect_right(self._parsed, span.start) : bisect_left(self._parsed, span.end)]
            for start, end in zip((span.start, *inside), (*inside, span.end), strict=True):
                if start < end:
                    restored.append(Piece(offset + start - span.start, self.map_span(Span(start, end))))
        return Text(content, tuple(restored))


def _move(block: Block, distance: int) -> Block:
    """The same block so many code points further on."""
    if not distance:
        return block
    kind, (start, end), (content, pieces), *others = block
    moved = tuple(
        [_new(Piece, (offset, _new(Span, (first + distance, last + distance)))) for offset, (first, last) in pieces]
    )
    span = _new(Span, (start + distance, end + distance))
    return _new(Block, (kind, span, _new(Text, (content, moved)), *others))
