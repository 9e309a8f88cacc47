"""Fenced code blocks: the lines that open and close them."""

from __future__ import annotations

from msgspec import Struct

from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

INDENTED = 4
"""Spaces before fence signs from which a line is no fence any more."""

_CODE_FENCE = compile_late(r"(`{3,}|~{3,})[ \t]*([^\n]*)")


class Fence(Struct, frozen=True):
    """The fences of a code block.

    `sign` opens it, `info` is the rest of that line; `opening` are both in the
    source. `content` is what stands between the fences, `closing` the span of the
    fence at the end, None where the block ends without one.
    """

    sign: str
    info: str
    opening: Span
    content: Span
    closing: Span | None

    @property
    def language(self) -> str:
        """The first word after the sign, in small letters."""
        return self.info.split(maxsplit=1)[0].lower() if self.info else ""


def read_fence(text: str, block: Block) -> Fence | None:
    """The fences of a code block; None when it is indented, or made of tags."""
    start, end = block.span
    found = _CODE_FENCE.match(text, start, end) if block.kind == "code" and block.level else None
    if found is None:
        return None
    margin = text[text.rfind("\n", 0, start) + 1 : start].expandtabs(INDENTED)
    sign = found[1]
    opening = Span(start, start + len(found[0].rstrip()))
    last = text.rfind("\n", found.end(), end) + 1
    bare = text[last:end].strip(" \t\r>") if last else ""
    # Where all is indented, in a tab or between tags, what closes is as far to the right as what opens.
    most = INDENTED if len(margin) < INDENTED else len(margin) + INDENTED
    indented = not block.depth and text[last : last + most].isspace()
    if len(bare) < len(sign) or bare.strip(sign[0]) or indented:
        return Fence(sign, found[2].strip(), opening, Span(min(found.end() + 1, end), end), None)
    closing = Span(end - len(text[last:end].lstrip(" \t>")), end)
    return Fence(sign, found[2].strip(), opening, Span(min(found.end() + 1, last), last), closing)
