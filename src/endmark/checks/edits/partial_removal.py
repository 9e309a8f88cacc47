"""The beginning or the end of a block taken out of it, and no markup cut in two."""

from __future__ import annotations

from endmark.checks.edits.block_removal import BLANK
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Edit

_TAG = compile_late(r"</?[A-Za-z]")


def remove_head(document: Document, block: Block, kept: int) -> Edit | None:
    """The edit that takes out what a block says before an offset; None where that would cut through markup."""
    if not _is_between_marks(block, kept) or _is_marked_from_outside(block):
        return None
    before, after = block.text.map_span(kept - 1, kept).end, block.text.map_span(kept, kept + 1).start
    signs = document.source.text[before:after].lstrip(BLANK)
    # The signs before a sentence are its own, but for those that close what stands before it.
    closes = any(mark.end == kept for mark in block.marks)
    return _remove_part(document, Span(block.span.start, after if closes else after - len(signs)))


def remove_tail(document: Document, block: Block, kept: int) -> Edit | None:
    """The edit that takes out what a block says from an offset on; None where that would cut through markup."""
    if not _is_between_marks(block, kept) or _is_marked_from_outside(block):
        return None
    closes = any(mark.end == kept for mark in block.marks)
    text = block.text
    start = text.map_span(kept, kept + 1).start if closes else text.map_span(kept - 1, kept).end
    return _remove_part(document, Span(start, block.span.end))


def _remove_part(document: Document, span: Span) -> Edit | None:
    """The edit that takes out a part of a block, unless it would part two HTML tags."""
    return None if _TAG.search(document.source.text, *span) else Edit(span, "")


def _is_between_marks(block: Block, offset: int) -> bool:
    """Whether no emphasis and no link goes on here, nor one ends where another begins."""
    before = any(mark.start < offset <= mark.end for mark in block.marks)
    after = any(mark.start <= offset < mark.end for mark in block.marks)
    return not (before and after)


def _is_marked_from_outside(block: Block) -> bool:
    """Whether a block that a marker cut off begins or ends in emphasis or a link whose signs are not in it."""
    size = len(block.text.content)
    first, last = block.text.map_span(0, size)
    return any(
        (mark.start == 0 and block.span.start == first) or (mark.end == size and block.span.end == last)
        for mark in block.marks
    )
