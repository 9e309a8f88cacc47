"""Two blocks of which one goes on in the other → the edit that joins them."""

from __future__ import annotations

from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Edit

_ELLIPSES = ".…‥・"


def join_blocks(  # noqa: PLR0913 - two blocks, and where they meet
    document: Document, first: Block, second: Block, *, overlap: int, skipped: int, between: str
) -> Edit | None:
    """The edit that takes out what stands between two halves; None where that would cut through markup.

    Of the visible text of the first block the last `overlap` characters go, of the second the first
    `skipped`, and `between` comes between them.
    """
    content = first.text.content.rstrip()
    cut = len(content) - overlap
    if cut == 0 or _is_inside_mark(first, cut) or _is_inside_mark(second, skipped):
        return None
    start = first.text.map_span(cut - 1, cut).end
    resume = second.text.map_span(skipped, skipped + 1).start
    signs = document.source.get_excerpt(Span(second.span.start, resume))
    left = document.source.get_excerpt(Span(first.text.map_span(0, len(content)).end, first.span.end))
    if left.strip() or signs.strip().strip(_ELLIPSES):
        return None
    return Edit(Span(start, resume), between)


def _is_inside_mark(block: Block, offset: int) -> bool:
    return any(mark.start < offset < mark.end for mark in block.marks)
