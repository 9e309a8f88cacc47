"""Visible text, put together from stretches of source."""

from __future__ import annotations

from array import array

from endmark.document.blocks import Block, Kind, Mark, Text
from endmark.document.language import detect
from endmark.document.packed import build_pieces
from endmark.document.span import Span


class VisibleText:
    """The text of one block, as it grows; `end` is where its source ends."""

    def __init__(self) -> None:
        self.length = 0
        self.start = self.end = -1
        self._parts: list[str] = []
        self._pieces = array("q")

    def add(self, content: str, start: int, end: int) -> None:
        """Add text for a stretch of source; where the two are equally long, they agree letter by letter."""
        if self.start < 0:
            self.start = start
        self._parts.append(content)
        self._pieces.extend((self.length, start, end))
        self.length += len(content)
        self.end = end

    def is_blank(self) -> bool:
        """Whether there is nothing to read, perhaps but for white space."""
        return not any(part.strip() for part in self._parts)

    def build_block(self, kind: Kind, *, level: int = 0, depth: int = 0, marks: tuple[Mark, ...] = ()) -> Block:
        """The block of this text, with its script and its language."""
        content = "".join(self._parts)
        script, language = detect(content)
        text = Text(content, build_pieces(self._pieces))
        span = Span(self.start, self.end)
        return Block(kind, span, text, marks, level, depth, language, script)
