"""A block → HTML of what a reader sees in it, with the places of findings marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from endmark.document.blocks import ATOM, Block, Piece
from endmark.document.span import Span
from endmark.reporters.html.elements import element, escape

_ELEMENTS = {
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "s",
    "Superscript": "sup",
    "Subscript": "sub",
    "Link": "u",
}
"""Inline markup → the element that shows it; a link leads nowhere from here."""

_CODE = re.compile(r"(`+)(.*?)\1", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]]*)\]")


class Found(NamedTuple):
    """A stretch of source that a finding marks: `id` is its own on the page, `kind` how it looks."""

    span: Span
    kind: str
    id: str


class _Cut(NamedTuple):
    """A stretch of visible text inside an element."""

    start: int
    end: int
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


def show_text(block: Block, source: str, found: Sequence[Found], window: Span | None = None) -> str:
    """The visible text of a block as HTML; of a `window`, in offsets of that text, only what lies in it."""
    content = block.text.content
    cuts = [_Cut(mark.start, mark.end, tag) for mark in block.marks if (tag := _ELEMENTS.get(mark.kind))]
    for one in found:
        start, end = find_visible(block, one.span)
        if start < end:
            cuts.append(_Cut(start, end, "mark", (("class_", one.kind),)))
    return "".join(_nest(block, source, cuts, window or Span(0, len(content))))


def show_source(source: str, span: Span, found: Sequence[Found]) -> str:
    """A stretch of the source letter by letter, with the places of findings marked."""
    edges = {span.start, span.end}
    for one in found:
        edges.update(edge for edge in one.span if span.start < edge < span.end)
    parts = []
    places = sorted(edges)
    for start, end in pairwise(places):
        over = [one for one in found if one.span.start <= start and end <= one.span.end]
        text = escape(source[start:end].replace("\r\n", "\n"))
        parts.append(element("mark", text, class_=over[0].kind) if over else text)
    return "".join(parts)


def find_visible(block: Block, span: Span) -> tuple[int, int]:
    """Which stretch of the visible text of a block stands for a stretch of its source; an empty one where none does."""
    pieces, length = block.text.pieces, len(block.text.content)
    if not pieces:
        return 0, 0
    first = bisect_right(pieces, span.start, key=_get_end)
    after = bisect_left(pieces, span.end, key=_get_start)
    if first >= after:
        return 0, 0
    return _to_visible(pieces, first, span.start, length), _to_visible(pieces, after - 1, span.end, length, end=True)


def _get_start(piece: Piece) -> int:
    return piece.span.start


def _get_end(piece: Piece) -> int:
    return piece.span.end


def _to_visible(pieces: Sequence[Piece], index: int, offset: int, length: int, *, end: bool = False) -> int:
    """An offset in the source as one in the visible text, in the piece of that index or at the edge of it."""
    piece = pieces[index]
    after = pieces[index + 1].start if index + 1 < len(pieces) else length
    begin, stop = piece.span
    if stop - begin == after - piece.start and begin <= offset <= stop:
        return piece.start + offset - begin
    return after if end else piece.start


def _nest(block: Block, source: str, cuts: Iterable[_Cut], limits: Span) -> Iterator[str]:
    """Each stretch of text in its elements: they are closed and opened again where they overlap, so all are nested."""
    content = block.text.content
    cuts = sorted(cuts, key=lambda cut: (cut.start, -cut.end))
    edges = {limits.start, limits.end}
    for cut in cuts:
        edges.update(edge for edge in (cut.start, cut.end) if limits.start < edge < limits.end)
    places = sorted(edges)
    active: list[_Cut] = []
    waiting = 0
    for start, end in pairwise(places):
        while waiting < len(cuts) and cuts[waiting].start <= start:
            active.append(cuts[waiting])
            waiting += 1
        active = [cut for cut in active if cut.end > start]
        html = _show_stretch(block, content, source, start, end)
        for tag, attributes in dict.fromkeys((cut.tag, cut.attributes) for cut in reversed(active)):
            html = element(tag, html, **dict(attributes))
        yield html


def _show_stretch(block: Block, content: str, source: str, start: int, end: int) -> str:
    """Text as it is; what stands in it for code or an image, as that is written."""
    text = content[start:end]
    if ATOM not in text:
        return escape(text)
    parts = []
    for offset, part in enumerate(re.split(f"({ATOM})", text)):
        if offset % 2 == 0:
            parts.append(escape(part))
            start += len(part)
        else:
            parts.append(_show_atom(source, block.text.map_span(start, start + 1)))
            start += 1
    return "".join(parts)


def _show_atom(source: str, span: Span) -> str:
    written = source[span.start : span.end]
    if code := _CODE.fullmatch(written.strip()):
        return element("code", escape(code[2].strip()))
    if image := _IMAGE.match(written):
        return element("span", escape(image[1] or "…"), class_="image")
    return element("code", escape(written))
