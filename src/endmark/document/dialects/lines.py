"""Where lines end, and paragraphs with them."""

from __future__ import annotations

from endmark.document.late_pattern import compile_late

BLANK_LINE = compile_late(r"\n[ \t\r]*\n")


def find_line_end(text: str, offset: int, limit: int) -> int:
    """The offset of the first line break from `offset` on; `limit` when there is none before that."""
    end = text.find("\n", offset, limit)
    return limit if end < 0 else end
