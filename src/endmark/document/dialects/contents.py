"""A list item in whose place kramdown puts a table of contents."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.document.dialects.signs import Sign
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_CONTENTS = compile_late(r"(?:[-*+]|\d{1,9}[.)])[ \t]+[^\n]*\n[ \t]*\{:[ \t]*toc\b[^{}\n]*\}")


def recognise_contents_item(text: str, start: int, end: int) -> Sequence[Sign]:  # noqa: ARG001
    """`* Contents`, and under it `{:toc}`."""
    found = _CONTENTS.match(text, start)
    return (Sign("alone", Span(*found.span()), "contents"),) if found else ()
