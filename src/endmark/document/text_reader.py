"""Plain text → blocks, with every position in code points of the source.

A blank line parts paragraphs, and so does what begins one: the indentation of a
Chinese or Japanese text, or the bullet or number of a list. A short line that stands
alone and is no sentence is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from endmark.document.blocks import Block, Text
from endmark.document.scripts import CJK
from endmark.document.span import Span
from endmark.document.visible_text import VisibleText

_RULE = re.compile(r"[-=*_~#+.·•◆◇■□●○★☆※＊－＝─━—–\s]{3,}")
"""A line of nothing but signs parts what stands above from what follows, or underlines it."""

_INDENTATION = "\u3000"
_BULLET = re.compile(r"(?:[-*+•‣◦●○■□◆◇※・]|\(?\d{1,3}[.)、．）])(?=\s)\s*|[・●○■□◆◇※]")
_ENDS_SENTENCE = re.compile(r"[.!?](?=[\s\"'”’»)\]]|$)|[。！？…‥।۔؟።։]|[,:;、，：；،؛]$")
_WIDE = re.compile(f"[{CJK}]")
_LONGEST_HEADING, _LONGEST_TITLE = 60, 120
"""Letters; a Chinese, Japanese or Korean one counts as two."""


class _Gathered(Struct, frozen=True):
    """The lines of one block."""

    visible: VisibleText
    lines: list[str]
    is_item: bool
    is_indented: bool

    def build_block(self, *, is_first: bool, is_last: bool) -> Block:
        if self.is_item:
            return self.visible.build_block("list-item", depth=1)
        longest = _LONGEST_TITLE if is_first else _LONGEST_HEADING
        if is_last or self.is_indented or not _may_be_heading(self.lines, longest):
            return self.visible.build_block("paragraph")
        return self.visible.build_block("heading", level=1)


def read_text(text: str, start: int) -> list[Block]:
    """The blocks after offset `start`, in their order."""
    parts = list(_iter_parts(text, start))
    return [
        part if isinstance(part, Block) else part.build_block(is_first=part is parts[0], is_last=part is parts[-1])
        for part in parts
    ]


def _iter_parts(text: str, start: int) -> Iterator[Block | _Gathered]:
    gathered: _Gathered | None = None
    for first, last in _iter_lines(text, start):
        written = text[first:last]
        line = written.strip()
        is_rule = _RULE.fullmatch(line) is not None
        bullet = None if is_rule else _BULLET.match(line)
        is_indented = written.startswith(_INDENTATION)
        if gathered is not None and (not line or bullet or is_rule or is_indented):
            yield gathered
            gathered = None
        if not line:
            continue
        offset = first + written.index(line)
        if is_rule:
            yield Block("thematic-break", Span(offset, offset + len(line)), Text("", ()))
            continue
        if gathered is None:
            gathered = _Gathered(VisibleText(), [], bullet is not None, is_indented)
        else:
            gathered.visible.add("\n", gathered.visible.end, offset)
        skipped = bullet.end() if bullet and bullet.end() < len(line) else 0
        gathered.visible.add(line[skipped:], offset + skipped, offset + len(line))
        gathered.lines.append(line)
    if gathered is not None:
        yield gathered


def _iter_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The first and the last offset of each line, its ending left out."""
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _may_be_heading(lines: list[str], longest: int) -> bool:
    first, *others = lines
    if others or len(first) > longest or len(first) + len(_WIDE.findall(first)) > longest:
        return False
    return _ENDS_SENTENCE.search(first) is None
