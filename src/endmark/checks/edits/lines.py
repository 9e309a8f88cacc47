"""The lines of a text that is edited, whatever ends them: a lone carriage return ends one in Markdown, too."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from endmark.document.late_pattern import compile_late
from endmark.document.source import find_line_starts
from endmark.document.span import Span

NEWLINE = r"(?:\r\n?|\n)"
"""A line ending, as a pattern."""

_NEWLINE = compile_late(NEWLINE)


def get_line(text: str, offset: int) -> Span:
    """The line that holds an offset, without its line ending."""
    starts = _list_line_starts(text)
    index = bisect_right(starts, offset)
    start = starts[index - 1]
    if index == len(starts):
        return Span(start, len(text))
    end = starts[index] - 1
    return Span(start, end - text.startswith("\r\n", end - 1))


def find_line_start(text: str, offset: int) -> int:
    """Where the line begins that holds an offset."""
    starts = _list_line_starts(text)
    return starts[bisect_right(starts, offset) - 1]


def find_next_line(text: str, offset: int) -> int:
    """Where the next line begins after the one that holds an offset; the end of the text, where there is none."""
    starts = _list_line_starts(text)
    index = bisect_right(starts, offset)
    return starts[index] if index < len(starts) else len(text)


@lru_cache(1)
def detect_newline(text: str) -> str:
    """The line ending that a text uses, that of Unix where it has none."""
    return next((sign for sign in ("\r\n", "\n", "\r") if sign in text), "\n")


@lru_cache(1)
def _list_line_starts(text: str) -> Sequence[int]:
    """Where each line begins; an article has many repairs, and they are found once."""
    if "\r" not in text:
        return find_line_starts(text)
    return array("I", chain((0,), (newline.end() for newline in _NEWLINE.finditer(text))))
