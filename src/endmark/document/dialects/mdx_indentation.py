"""Indentation in MDX, where it never means code: what is too far to the right for Markdown is moved to the left."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from endmark.document.dialects.places import Edit
from endmark.document.span import Span

_STEP = 4
"""Columns that make code of a line in Markdown, and that a tab fills."""

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
    starts = [span.start for span in untouched]
    items: list[_Item] = []
    in_paragraph = False
    position = start
    while position < len(text):
        end = _find_line_end(text, position, len(text))
        content = _skip_white(text, position, end)
        if content == end or text[content] == "\r":
            in_paragraph = False
            position = end + 1
            continue
        column = _measure(text[position:content])
        is_item = _match_item(text, content, end) is not None
        index = bisect_right(starts, content) - 1
        around = untouched[index] if index >= 0 and untouched[index].end > content else None
        if is_item or around or not in_paragraph:
            while items and items[-1].column > column:
                items.pop()
        base, shift = items[-1] if items else (0, 0)
        if column - base >= _STEP:
            shift += column - base
        if shift:
            yield from _take_out(text, position, content, shift)
        if is_item:
            yield from _open_items(text, content, end, _Item(column, shift), items)
        if around:
            position = _find_line_end(text, around.end - 1, len(text)) + 1
            in_paragraph = False
            yield from _iter_inner_dedents(text, end + 1, position, shift)
        else:
            position = end + 1
            in_paragraph = _NO_PARAGRAPH.match(text, content, end) is None


def _open_items(text: str, content: int, end: int, place: _Item, items: list[_Item]) -> Iterator[Edit]:
    """Note the list items that begin at `content`; what stands far behind a bullet is moved to it."""
    column, shift = place
    while (found := _match_item(text, content, end)) is not None:
        after = _skip_white(text, found.end(), end)
        behind = column + found.end() - content
        if after == end or text[after] == "\r":
            items.append(_Item(behind + 1, shift))
            return
        inner = _measure(text[found.end() : after], behind)
        if inner - behind > _STEP:
            yield Edit(found.end() + 1, after, "")
            shift += inner - behind - 1
        items.append(_Item(inner, shift))
        content, column = after, inner


def _match_item(text: str, content: int, end: int) -> re.Match[str] | None:
    return None if _BREAK.match(text, content) else _ITEM.match(text, content, end)


def _find_line_end(text: str, position: int, limit: int) -> int:
    end = text.find("\n", position, limit)
    return limit if end < 0 else end


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


def _iter_inner_dedents(text: str, start: int, end: int, shift: int) -> Iterator[Edit]:
    """The same for the lines between two offsets, whatever stands there."""
    position = start
    while shift and position < end:
        after = _find_line_end(text, position, min(end, len(text)))
        yield from _take_out(text, position, _skip_white(text, position, after), shift)
        position = after + 1


def _take_out(text: str, start: int, content: int, columns: int) -> Iterator[Edit]:
    """Take so many columns of white space out, or as many as there are; what is left of a tab becomes spaces."""
    column = 0
    for offset in range(start, content):
        if column >= columns:
            break
        column = column + _STEP - column % _STEP if text[offset] == "\t" else column + 1
    else:
        offset = content
    if offset > start:
        yield Edit(start, offset, " " * max(0, column - columns))
