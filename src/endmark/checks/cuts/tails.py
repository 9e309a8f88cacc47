"""The last words of a text, by which a place is recognised."""

from __future__ import annotations

from endmark.checks.cuts.endings import is_mark
from endmark.document.blocks import Block
from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES

_SHOWN_TAIL = 24
"""Characters of the end that a finding covers: enough to recognise the place."""


def find_tail(block: Block) -> tuple[int, int]:
    """Where in the text the shown end begins: on the last line, and at a word where words have spaces between them."""
    content = block.text.content
    end = len(content.rstrip())
    start = max(content.rfind("\n", 0, end) + 1, end - _SHOWN_TAIL)
    space = content.find(" ", start, end - 1)
    if start > 0 and content[start - 1].isalnum() and space >= 0 and block.language not in LANGUAGES_WITH_SUFFIXES:
        start = space
    inked = [offset for offset in range(start, end) if not content[offset].isspace()]
    # A mark belongs to the letter before it; where a line holds nothing else, marks are all there is to show.
    return next((offset for offset in inked if not is_mark(content[offset])), inked[0]), end
