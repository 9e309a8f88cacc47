"""Anchors in two brackets behind headings, as doc-builder has them: `## Gates [[gates]]`."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.document.dialects.covering import blank, keep_outside
from endmark.document.dialects.signs import Macros
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_ANCHOR = compile_late(r"\n[ ]{0,3}#{1,6}[ \t]+([^\n]*?[^\s\n])[ \t]*(\[\[([^\[\]\n]{1,200})\]\])[ \t\r]*(?=\n|\Z)")
_FEWEST = 2
"""Headings from which an anchor is no name that somebody was to put there: who has one has them all."""


def find_heading_anchors(text: str, start: int, untouched: Sequence[Span]) -> Macros:
    """They show nothing. One alone is known by the words of its heading."""
    if "]]" not in text:
        return Macros()
    # The line break before it is looked for: a heading may be the first thing there is.
    anchors = {
        Span(found.start(2) - 1, found.end(2) - 1): _squeeze(found[1]) == _squeeze(found[3])
        for found in _ANCHOR.finditer("\n" + text, start)
    }
    outside = list(keep_outside(anchors, untouched))
    return Macros([blank(text, anchor) for anchor in outside if len(outside) >= _FEWEST or anchors[anchor]])


def _squeeze(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
