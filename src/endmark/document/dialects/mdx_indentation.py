"""Indentation in MDX, where it never means code: what is too far to the right for Markdown is moved to the left."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from endmark.document.dialects.lines import find_line_end
from endmark.document.dialects.places import Edit
from endmark.document.span import Span

_STEP = 4
"""Columns that make code of a line in Markdown, and that a tab fills."""

_MOST_QUOTES = 9
"""Quotes in each other that are told apart."""

_QUOTES = re.compile(r"(?:[ \t]{0,3}>[ ]?)*")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t\r\n]|\Z)")
_BREAK = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}\r?(?:\n|\Z)")
_NO_PARAGRAPH = re.compile(r"#{1,6}[ \t]|`{3}|~{3}|>|\|")


class _Item(NamedTuple):
    """A list item: the column at which what it holds begins, and by how many columns that is moved."""

    column: int
    shift: int


def iter_dedents(text: str, start: int, untouched: Sequence[Span]) -> Iterator[Edit]:
    """The white space to be taken out of the lines after `start`.

    `untouched` are code and signs, in the order of the source: the lines of code move
    with the one that opens it.
    """
    lines = _Lines(text, untouched)
    position = start
    while position < len(text):
        position = lines.read(position)
        yield from lines.edits
        lines.edits.clear()


class _Lines:
    """Reads the lines of one text, one after the other."""

    def __init__(self, text: str, untouched: Sequence[Span]) -> None:
        self.edits: list[Edit] = []
        self._text = text
        self._untouched = untouched
        self._starts = [span.start for span in untouched]
        self._lists: list[list[_Item]] = [[]]
        """The items that a line may belong to: outside of all quotes, in one, in two and so on."""
        self._in_paragraph = False

    def read(self, position: int) -> int:
        """Look at the line that begins here; where the next one does that is not of the same code or sign."""
        text = self._text
        end = find_line_end(text, position, len(text))
        quotes = 0
        while True:
            content = _skip_white(text, position, end)
            if content == end or text[content] == "\r":
                self._in_paragraph = False
                return end + 1
            inner = _skip_bullets(text, content, end)
            around = self._find_around(inner)
            items = self._lists[quotes]
            shift = self._shift(position, content, items, starts_block=bool(around) or inner > content)
            if inner > content:
                self._open_items(content, end, _Item(_measure(text[position:content]), shift), items)
                del self._lists[quotes + 1 :]
            if around or inner == end or text[inner] != ">" or quotes == _MOST_QUOTES:
                break
            position = inner + 1 + (text[inner + 1 : inner + 2] == " ")
            quotes += 1
            if quotes == len(self._lists):
                self._lists.append([])
        del self._lists[quotes + 1 :]
        if around is None:
            self._in_paragraph = _NO_PARAGRAPH.match(text, content, end) is None
            return end + 1
        after = find_line_end(text, around.end - 1, len(text)) + 1
        self._in_paragraph = False
        if shift:
            self._move_lines(end + 1, after, shift)
        return after

    def _find_around(self, offset: int) -> Span | None:
        index = bisect_right(self._starts, offset) - 1
        return self._untouched[index] if index >= 0 and self._untouched[index].end > offset else None

    def _shift(self, position: int, content: int, items: list[_Item], *, starts_block: bool) -> int:
        """Move what stands behind this white space as far as its list item, or to where the text of that begins."""
        column = _measure(self._text[position:content])
        if starts_block or self._text[content] == ">" or not self._in_paragraph:
            while items and items[-1].column > column:
                items.pop()
        base, shift = items[-1] if items else (0, 0)
        if column - base >= _STEP:
            shift += column - base
        if shift:
            self._take_out(position, content, shift)
        return shift

    def _open_items(self, content: int, end: int, place: _Item, items: list[_Item]) -> None:
        """Note the list items that begin at `content`; what stands far behind a bullet is moved to it."""
        text = self._text
        column, shift = place
        while (found := _match_item(text, content, end)) is not None:
            after = _skip_white(text, found.end(), end)
            behind = column + found.end() - content
            if after == end or text[after] == "\r":
                items.append(_Item(behind + 1, shift))
                return
            inner = _measure(text[found.end() : after], behind)
            if inner - behind > _STEP:
                self.edits.append(Edit(found.end() + 1, after, ""))
                shift += inner - behind - 1
            items.append(_Item(inner, shift))
            content, column = after, inner

    def _move_lines(self, position: int, end: int, columns: int) -> None:
        """Move the lines between two offsets, whatever stands there."""
        while position < end:
            after = find_line_end(self._text, position, min(end, len(self._text)))
            margin = _QUOTES.match(self._text, position, after).end()  # type: ignore[union-attr]
            self._take_out(margin, _skip_white(self._text, margin, after), columns)
            position = after + 1

    def _take_out(self, start: int, content: int, columns: int) -> None:
        """Take so many columns of white space out, or as many as there are; what is left of a tab becomes spaces."""
        column = 0
        for offset in range(start, content):
            if column >= columns:
                break
            column = column + _STEP - column % _STEP if self._text[offset] == "\t" else column + 1
        else:
            offset = content
        if offset > start:
            self.edits.append(Edit(start, offset, " " * max(0, column - columns)))


def _skip_bullets(text: str, content: int, end: int) -> int:
    while (found := _match_item(text, content, end)) is not None:
        content = _skip_white(text, found.end(), end)
    return content


def _match_item(text: str, content: int, end: int) -> re.Match[str] | None:
    return None if _BREAK.match(text, content) else _ITEM.match(text, content, end)


def _skip_white(text: str, position: int, end: int) -> int:
    while position < end and text[position] in " \t":
        position += 1
    return position


def _measure(white: str, column: int = 0) -> int:
    """The column after this white space, which begins at a column."""
    if "\t" not in white:
        return column + len(white)
    for sign in white:
        column = column + _STEP - column % _STEP if sign == "\t" else column + 1
    return column
