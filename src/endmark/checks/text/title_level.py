"""Headings, and lines in bold letters that serve as such."""

from __future__ import annotations

from endmark.document.blocks import Block

_BELOW_HEADINGS = 7
"""The level of a line in bold letters: headings have six."""


def get_title_level(block: Block) -> int:
    """The level of a heading, or of a line in bold letters, which is one below all others; 0 of other blocks.

    What stands in a quotation or a list is none.
    """
    if block.depth:
        return 0
    if block.kind == "heading":
        return block.level
    return _BELOW_HEADINGS if block.kind == "paragraph" and is_in_bold(block) else 0


def is_in_bold(block: Block) -> bool:
    """Whether all of a text is in bold letters."""
    size = len(block.text.content)
    return any(mark.kind == "Strong" and mark.end - mark.start == size for mark in block.marks)
