"""Definition lists that were made into paragraphs: a term, a line break, and what is said of it."""

from __future__ import annotations

from endmark.document.blocks import Block
from endmark.document.sentences import TERMINALS

_LONGEST_TERM = 60
_ENDS = (*TERMINALS, ",", "，", "、", ";", "；")


def has_term_above(block: Block, source: str) -> bool:
    """Whether the first line of a paragraph is a term that a hard line break sets over what is said of it.

    `source` is the text of the document.
    """
    if block.kind != "paragraph":
        return False
    start, end = block.span
    line_end = source.find("\n", start, min(end, start + _LONGEST_TERM))
    line = source[start:line_end] if line_end > 0 else ""
    return line.endswith(("  ", "\\")) and not line.rstrip(" \\").endswith(_ENDS)
