"""Admonitions, details and tabs of Python-Markdown: what is indented under a line of signs belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.document.dialects.signs import Sign
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_ADMONITION = compile_late(r"(?:!!!|\?\?\?\+?)[ \t]*(?:[^\W\d_][\w-]*(?:[ \t]+[\w-]+){0,2})?(?:[ \t]*\"(.*)\")?$")
_TAB = compile_late(r"===[!+]{0,2}[ \t]+(?:\"(.+)\"|'(.+)')$")


def recognise_admonition(text: str, start: int, end: int) -> Sequence[Sign]:
    """`!!! note "Title"`, and `??? note` for what is folded; translators translate the word, too."""
    found = _ADMONITION.match(text, start, end)
    if not found or found.end() - start < len("!!! a"):
        return ()
    label = Span(*found.span(1)) if found[1] and not found[1].isspace() else None
    return (Sign("open", Span(start, end), "admonition", body="indented", label=label),)


def recognise_tab(text: str, start: int, end: int) -> Sequence[Sign]:
    """`=== "Title"`."""
    found = _TAB.match(text, start, end)
    if not found:
        return ()
    label = Span(*found.span(1 if found[1] else 2))
    return (Sign("open", Span(start, end), "tab", body="indented", label=label, alternatives="branch"),)
