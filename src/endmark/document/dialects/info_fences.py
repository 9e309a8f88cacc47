"""Fences whose first line holds backticks: to CommonMark they are text, to javascript.info boxes around Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.document.dialects.signs import Sign
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_OPENING = compile_late(r"(`{3,})[\w-]+((?:[ \t]+[\w-]+=\"[^\"\n]*\"){1,9})$")
_CLOSING = compile_late(r"(`{3,})$")
_TITLE = compile_late(r"\b(?:header|title)=\"([^\"\n]+)\"")


def recognise_info_fence(text: str, start: int, end: int) -> Sequence[Sign]:
    """A line of backticks with a name and attributes that hold backticks as well, or one of backticks alone."""
    if found := _CLOSING.match(text, start, end):
        return (Sign("close", Span(start, end), "info-fence", length=len(found[1])),)
    found = _OPENING.match(text, start, end)
    if not found or "`" not in found[2]:
        return ()
    title = _TITLE.search(text, found.start(2), end)
    label = Span(*title.span(1)) if title else None
    return (Sign("open", Span(start, end), "info-fence", length=len(found[1]), label=label),)
