"""Attribute lists, which say how something looks or what it is called: kramdown's, Python-Markdown's, goldmark's."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.document.dialects.covering import is_at_start
from endmark.document.dialects.macro_signs import ATTRIBUTE_LIST, IMAGE_SIZE
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_KRAMDOWN = compile_late(r"\{:[^{}\n]*\}")
_LONGEST_ADDRESS = 2_000
_END_OF_LINE = compile_late(r"[ \t\r]*(?:\n|\Z)")


def iter_attributes(text: str, start: int) -> Iterator[Span]:
    """The lists of attributes after an offset, and the sizes that stand behind the address of an image."""
    if "{:" in text:
        yield from (Span(*found.span()) for found in _KRAMDOWN.finditer(text, start))
    if " =" in text:
        yield from (
            Span(*found.span()) for found in IMAGE_SIZE.finditer(text, start) if _ends_address(text, found.start())
        )
    for found in ATTRIBUTE_LIST.finditer(text, start):
        if _is_attached(text, *found.span()):
            yield Span(*found.span())


def _ends_address(text: str, offset: int) -> bool:
    """Whether the address of an image or a link ends there, which has no space in it."""
    opened = text.rfind("](", max(0, offset - _LONGEST_ADDRESS), offset)
    return opened >= 0 and not any(map(str.isspace, text[opened + 2 : offset]))


def _is_attached(text: str, start: int, end: int) -> bool:
    """Whether a list belongs to a link, an image or code, to a heading, or as a line of its own to a block."""
    before = text[start - 1 : start]
    if before in (")", "]", "`"):
        return True
    # In formulas, others stand behind these: `x_{n=1}`.
    if (before == "*" or text.endswith("__", 0, start)) and text[start + 1 : end].lstrip()[0] in "#.":
        return True
    if not _END_OF_LINE.match(text, end):
        return False
    if is_at_start(text, start):
        return True
    line = text.rfind("\n", 0, start) + 1
    return before.isspace() and (text[start + 1 : end].lstrip().startswith("#") or text[line : line + 1] == "#")
