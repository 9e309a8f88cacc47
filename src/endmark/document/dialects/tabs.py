"""DocFX's tabs, which begin with a heading that links to `#tab/…` and end with a rule."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.document.dialects.signs import Sign
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_TAB = compile_late(r"#{1,6}[ \t]+\[([^\n]+)\]\(#tabs?/([^()\s]+)\)$")
_RULE = compile_late(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")


def recognise_linked_tab(text: str, start: int, end: int) -> Sequence[Sign]:
    """`# [C#](#tab/csharp)`."""
    found = _TAB.match(text, start, end)
    if not found:
        return ()
    span, label = Span(start, end), Span(*found.span(1))
    return (Sign("switch", span, "linked-tab", label=label, alternatives="switched", key=found[2]),)


def recognise_rule(text: str, start: int, end: int) -> Sequence[Sign]:
    """`---` behind a blank line."""
    if not _RULE.match(text, start, end):
        return ()
    line = text.rfind("\n", 0, start)
    before = text.rfind("\n", 0, max(0, line)) + 1
    if text[before : max(0, line)].strip(" \t\r>"):
        return ()
    return (Sign("close", Span(start, end), "linked-tab"),)
