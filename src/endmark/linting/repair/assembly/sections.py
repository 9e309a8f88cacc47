"""Blocks that may stand in the place of others."""

from __future__ import annotations

from endmark.document.blocks import Block
from endmark.document.model import Document


def are_alike(one: Block, other: Block, document: Document) -> bool:
    """Whether a block may stand where another one does: two paragraphs, or two items of lists in one line each."""
    if (one.kind, one.depth) != (other.kind, other.depth):
        return False
    if one.kind == "paragraph":
        return not one.depth
    return one.kind == "list-item" and not any(
        "\n" in document.source.get_excerpt(block.span) for block in (one, other)
    )
