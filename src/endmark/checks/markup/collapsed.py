"""Markdown run together into one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import iter_contents
from endmark.document.span import Span
from endmark.violation import Match, make_reason

KIND: CheckKind = "layout"
VALUES = frozenset({"what"})

_ITEM = compile_late(r"[。！？.!?] +((?:\d{1,2}\.|[*-]) +\*\*[^*\n]{1,40})")


class Options(Struct, frozen=True):
    """How much may stand on one line of a paragraph, in letters, a CJK character counting as two."""

    max_line_weight: Annotated[int, Meta(ge=100)] = 6000


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the first list item that stands inside a line of a block, or else a line that is a whole article long."""
    text = document.source.text
    items = " **" in text
    longest = options.max_line_weight // 2
    if not items and max(map(len, iter_contents(document.blocks)), default=0) <= longest:
        return
    for block in document.blocks:
        content = block.text.content
        if not content or not (items or len(content) * 2 > options.max_line_weight) or block not in scope:
            continue
        written = text[block.span.start : block.span.end] if items else ""
        found = _ITEM.search(written) if " **" in written else None
        start = block.span.start + found.start(1) if found else 0
        if found is not None and not _is_in_atom(block, start):
            what = make_reason("collapsed.item")
            yield Match(Span(start, start + len(found[1].rstrip())), {"what": what})
        elif len(content) * 2 > options.max_line_weight:
            yield from _find_long_line(block, options)


def _find_long_line(block: Block, options: Options) -> Iterator[Match]:
    line = max(block.text.content.split("\n"), key=len)
    line_weight = compute_weight(fold(line))
    if line_weight > options.max_line_weight:
        start = block.text.content.index(line)
        what = make_reason("collapsed.line", count=len(line))
        yield Match(block.text.map_span(start, start + min(len(line), _SHOWN_OF_LINE)), {"what": what})


_SHOWN_OF_LINE = 40


def _is_in_atom(block: Block, offset: int) -> bool:
    """Whether the place is in inline code: only visible text has pieces of its own length."""
    return any(
        piece.span.start < offset < piece.span.end and block.text.content[piece.start] == ATOM
        for piece in block.text.pieces
    )
