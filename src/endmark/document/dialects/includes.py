"""Lines in whose place something else is shown: other files, cards, videos, a table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from endmark.document.dialects.signs import Sign
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_SNIPPET = compile_late(r"-{1,9}8<-{1,9}(?:[ \t]+(\S.*))?$")
_SNIPPETS_END = compile_late(r"^[ \t>]*-{1,9}8<-{1,9}[ \t]*$", re.MULTILINE)
_IN_BRACES = compile_late(r"\{(?:\*[ \t]+\S.*\*\}|\{#[\w-]*(?:include|playground|tabs?)\b.*\}\}|!(?![ \t]).*!\})$")
_FILE = compile_late(r"<<<[ \t]*(?:@|\.{1,2}/|/)\S.*$")
_COMMAND = compile_late(r"!(?:include|INCLUDE)[ \t]+\S.*$")
_EMBED = compile_late(r"!\[\[[^\[\]\n]+\]\]$")
_CARD = compile_late(r"@\[[\w-]{1,40}\]\([^()\s]*\)$")
_CONTENTS = compile_late(r"\[(?:\[_?toc_?\]|toc)\]$", re.IGNORECASE)
_FROM_FILE = compile_late(
    r"\[!(?:INCLUDE|code(?:-[\w#+-]{1,30})?)[ \t]*\[[^\[\]\n]*\][ \t]*\([^()\n]*\)[ \t]*\]$", re.IGNORECASE
)
_VIDEO = compile_late(r"\[!VIDEO[ \t]+\S+[ \t]*\]$", re.IGNORECASE)
_ALERT = compile_late(r"\[!([A-Za-z][\w-]{0,40})(?![\w-])([^\[\]\n]*)\][+-]?[ \t]*(.*)$")
_ABBREVIATION = compile_late(r"\*\[[^\[\]\n]+\]:[ \t]*\S.*$")


def recognise_snippet(text: str, start: int, end: int) -> Sequence[Sign]:
    """`--8<-- "file"`, and a list of files between two lines of `--8<--`."""
    found = _SNIPPET.match(text, start, end)
    if not found:
        return ()
    if found[1]:
        return _include(start, end)
    return (Sign("open", Span(start, end), "snippets", body="code", ends=_SNIPPETS_END),)


def recognise_file_in_braces(text: str, start: int, end: int) -> Sequence[Sign]:
    """`{* ../file.py hl[1,3] *}`, `{{#include file.rs}}`, `{!file.md!}`."""
    return _include(start, end) if _IN_BRACES.match(text, start, end) else ()


def recognise_file(text: str, start: int, end: int) -> Sequence[Sign]:
    """`<<< @/file.js{1,3}`."""
    return _include(start, end) if _FILE.match(text, start, end) else ()


def recognise_exclamation(text: str, start: int, end: int) -> Sequence[Sign]:
    """`!include file` and `![[file]]`."""
    if _EMBED.match(text, start, end):
        return (Sign("alone", Span(start, end), "embed", role="embed"),)
    return _include(start, end) if _COMMAND.match(text, start, end) else ()


def recognise_card(text: str, start: int, end: int) -> Sequence[Sign]:
    """`@[card](https://example.org)`."""
    return (Sign("alone", Span(start, end), "embed", role="embed"),) if _CARD.match(text, start, end) else ()


def recognise_brackets(text: str, start: int, end: int) -> Sequence[Sign]:
    """`[[toc]]`, `[!INCLUDE [a](a.md)]`, `[!VIDEO …]`, and what begins an alert or a callout: `> [!note] Title`."""
    span = Span(start, end)
    if _CONTENTS.match(text, start, end):
        return (Sign("alone", span, "contents"),)
    if _FROM_FILE.match(text, start, end):
        return _include(start, end)
    if _VIDEO.match(text, start, end):
        return (Sign("alone", span, "embed", role="embed"),)
    found = _ALERT.match(text, start, end)
    if not found or ">" not in text[text.rfind("\n", 0, start) + 1 : start]:
        return ()
    label = Span(*found.span(3)) if found[3] and not found[2] else None
    return (Sign("alone", span, "alert", label=label),)


def recognise_abbreviation(text: str, start: int, end: int) -> Sequence[Sign]:
    """`*[HTML]: Hypertext Markup Language`, which is shown where somebody points at the short form."""
    return (Sign("alone", Span(start, end), "abbreviation"),) if _ABBREVIATION.match(text, start, end) else ()


def _include(start: int, end: int) -> Sequence[Sign]:
    return (Sign("alone", Span(start, end), "include", role="include"),)
