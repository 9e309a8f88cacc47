"""A text that is open in an editor, and the places in it as editors count them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.span import Span

Json: TypeAlias = Mapping[str, Any]
"""An object of the protocol."""

_LINE_END = re.compile(r"\r\n|\r|\n")
"""Unlike a file that is checked, a text in an editor ends its lines at a lone carriage return, too."""


class Buffer(Struct, frozen=True):
    """A text at one moment; each edit makes another."""

    uri: str
    language: str
    version: int | None
    text: str

    @property
    def lines(self) -> Lines:
        """Where its lines begin."""
        return Lines(self.text)

    def change(self, version: int | None, changes: Sequence[Json]) -> Buffer:
        """The buffer after changes, each of which sees what those before it have made."""
        text = self.text
        for change in changes:
            if changed := change.get("range"):
                lines = Lines(text)
                start, end = lines.find_offset(changed["start"]), lines.find_offset(changed["end"])
                text = text[:start] + change["text"] + text[end:]
            else:
                text = change["text"]
        return replace(self, version=version, text=text)


class Lines:
    """The lines of a text; places in it count from 0, and within a line in units of UTF-16."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self._text))]

    def find_offset(self, position: Json) -> int:
        """The code point at a position; what lies behind the end of a line, or of the text, is that end."""
        line = position["line"]
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        written = _LINE_END.sub("", self._text[start:end])
        before = written.encode("utf-16-le", "surrogatepass")[: 2 * position["character"]]
        return start + len(before.decode("utf-16-le", "ignore"))

    def find_line(self, offset: int) -> Span:
        """The line around a code point, without its end."""
        line = bisect_right(self._starts, offset) - 1
        return Span(*map(self.find_offset, ({"line": line, "character": place} for place in (0, len(self._text)))))

    def locate(self, offset: int) -> Json:
        """The position of a code point."""
        line = bisect_right(self._starts, offset) - 1
        before = self._text[self._starts[line] : offset]
        return {"line": line, "character": len(before.encode("utf-16-le", "surrogatepass")) // 2}

    def locate_span(self, span: Span) -> Json:
        """The range of a span."""
        return {"start": self.locate(span.start), "end": self.locate(span.end)}

    def find_span(self, place: Json) -> Span:
        """The span of a range."""
        return Span(self.find_offset(place["start"]), self.find_offset(place["end"]))
