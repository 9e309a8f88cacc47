"""Definition lists: terms, and under them what they mean, behind a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from endmark.document.dialects.signs import Sign
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_MARK = compile_late(r":[ \t]+")
_PLAIN_MARK = compile_late(r":(?: {3,}|\t)[ \t]*")
_NO_TERM = compile_late(r"[#|:~`<]|[-*+][ \t]|[-*_=]{3}|\d{1,9}[.)][ \t]")

_MOST_TERMS = 4
"""Lines of terms over one definition: more of them are a paragraph."""


def recognise_plain_definition(text: str, start: int, end: int) -> Sequence[Sign]:
    """`:   Meaning`: what programs write, and nobody by accident."""
    return _recognise(_PLAIN_MARK, text, start, end)


def recognise_definition(text: str, start: int, end: int) -> Sequence[Sign]:
    """`: Meaning`."""
    return _recognise(_MARK, text, start, end)


def _recognise(mark: re.Pattern[str], text: str, start: int, end: int) -> Sequence[Sign]:
    found = mark.match(text, start, end)
    if not found or found.end() == end:
        return ()
    span = Span(start, found.end())
    above = _find_terms(text, text.rfind("\n", 0, start) + 1)
    if above is None:
        return ()
    term = above if above.end > above.start else None
    return (Sign("open", span, "definition", body="indented", indent=min(4, span.end - start), term=term, leads=True),)


def _find_terms(text: str, line: int) -> Span | None:
    """The lines of terms above a definition; an empty span where another definition of theirs stands there."""
    start, end = _find_line_before(text, line)
    if start == end:
        start, end = _find_line_before(text, start)
    if start == end:
        return None
    if text[start:end].lstrip(">").startswith((" ", "\t", ":")):
        return Span(end, end)
    last, first = end, start
    for _ in range(_MOST_TERMS):
        content = text[start:end].lstrip("> \t")
        if not content:
            return Span(first, last)
        if _NO_TERM.match(content):
            return None
        first = start
        if not start:
            return Span(first, last)
        start, end = _find_line_before(text, start)
    return None


def _find_line_before(text: str, line: int) -> tuple[int, int]:
    """The ends of the line before an offset at which one begins; they are the same where it is blank."""
    end = max(0, line - 1)
    start = text.rfind("\n", 0, end) + 1
    return (start, end) if text[start:end].strip("> \t\r") else (start, start)
