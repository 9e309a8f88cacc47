"""A document in which stray end markers stand as blocks of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from endmark.document.blocks import NO_TEXT, Block, Mark, Piece
from endmark.document.model import Document
from endmark.document.packed_blocks import pack_blocks
from endmark.document.span import Span

"""One for all markers: there may be a hundred thousand."""


def insert_markers(document: Document, spans: Sequence[Span]) -> Document:
    """The document with each of `spans` made a `marker` block.

    A block that a marker stands in is cut in two, so that what stands before a
    marker ends there, and what follows begins anew.
    """
    if not spans:
        return document
    return replace(document, blocks=pack_blocks(iter_parted(document, sorted(spans)), document.source.text))


def iter_parted(document: Document, spans: Sequence[Span]) -> Iterator[Block]:
    """The blocks of the document with each of `spans`, which are in order, made one: see `insert_markers`."""
    text = document.source.text
    first, count = 0, len(spans)
    for block in document.blocks:
        start, end = block.span
        while first < count and spans[first].end <= start:
            first += 1
        if first == count or spans[first].start >= end:
            yield block
            continue
        number = first  # the last of them may reach into the next block
        while number < count and (span := spans[number]).start < end:
            yield from _cut_block(block, start, span.start, text)
            yield Block("marker", span, NO_TEXT, depth=block.depth)
            start = span.end
            number += 1
        yield from _cut_block(block, start, end, text)


def _get_piece_start(piece: Piece) -> int:
    return piece.span.start


def _get_piece_end(piece: Piece) -> int:
    return piece.span.end


def _cut_block(block: Block, start: int, end: int, source: str) -> Iterator[Block]:
    """The part of a block whose text stands between two offsets of the source, when there is any."""
    pieces = block.text.pieces
    first = bisect_right(pieces, start, key=_get_piece_end)
    last = bisect_left(pieces, end, key=_get_piece_start)
    if first >= last:
        return
    opening, closing = pieces[first], pieces[last - 1]
    from_offset = opening.start + max(0, start - opening.span.start)
    after = pieces[last].start if last < len(pieces) else len(block.text.content)
    to_offset = after - max(0, closing.span.end - end)
    text = block.text.cut(from_offset, to_offset)
    if not text.content:
        return
    marks: tuple[Mark, ...] = ()
    if block.marks:
        shift = block.text.content.index(text.content, from_offset)
        marks = tuple(
            Mark(mark.kind, max(0, mark.start - shift), min(len(text.content), mark.end - shift))
            for mark in block.marks
            if mark.start < shift + len(text.content) and mark.end > shift
        )
    # One span for both where it is the same.
    span = text.pieces[0].span if len(text.pieces) == 1 else text.map_span(0, len(text.content))
    from endmark.document.role_reading import read_role  # few articles have a marker

    part = Block(block.kind, span, text, marks, block.level, block.depth, block.language, block.script)
    yield part if part.kind == "heading" else part._replace(role=read_role(part, source))
