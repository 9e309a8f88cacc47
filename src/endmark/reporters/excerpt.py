"""The part of a source line that shows a finding, and where the carets go."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from endmark.reporters.width import measure_each, to_cells

WINDOW = 96
"""Columns of source shown at most, without the ellipses."""

_PART_BEFORE = 3
"""A third of the window shows what stands before the finding."""

_ELLIPSIS = "…"
# Only this many code points are looked at: a line may be a megabyte long, with a finding in every word.
_LOOK_BACK = WINDOW
_LOOK_AHEAD = WINDOW + 8


class Excerpt(Struct, frozen=True):
    """A window of a line: `text` is harmless; carets stand at `offset`, `width` columns long.

    The first `shown` code point of the line that is in the window has index
    `start` in the line.
    """

    text: str
    offset: int
    width: int
    start: int


def cut_excerpt(line: str, start: int, end: int, columns: int = WINDOW) -> Excerpt:
    """The window around `line[start:end]`; a paragraph may be one line of many hundred characters.

    `columns` are what the window may be wide at most, never more than `WINDOW`.
    """
    columns = min(columns, WINDOW)
    start = min(start, len(line))
    end = min(max(start, end), len(line))
    low, high = max(0, start - _LOOK_BACK), min(len(line), start + _LOOK_AHEAD)
    shown = to_cells(line[low:high])
    widths = _measure_cells(shown)
    left, right = _choose_window(widths, start - low, columns)
    cut_left, cut_right = low + left > 0, low + right < len(line)
    text = _ELLIPSIS * cut_left + "".join(shown[left:right]) + _ELLIPSIS * cut_right
    offset = cut_left + sum(widths[left : start - low])
    width = sum(widths[start - low : min(end - low, right)])
    return Excerpt(text, offset, max(1, width), low + left)


def _measure_cells(cells: Sequence[str]) -> list[int]:
    """The columns that each of the cells adds to those before it."""
    text = "".join(cells)
    if len(text) == len(cells):  # nothing stands for itself in other signs
        return measure_each(text)
    each = iter(measure_each(text))
    return [sum(islice(each, len(cell))) for cell in cells]


def _choose_window(widths: list[int], start: int, columns: int) -> tuple[int, int]:
    """Which cells to show: some before `start`, the rest after it, and more before where the line ends early."""
    if sum(widths) <= columns:
        return 0, len(widths)
    left, used = _grow_left(widths, start, 0, columns // _PART_BEFORE)
    right = start
    while right < len(widths) and used + widths[right] <= columns:
        used += widths[right]
        right += 1
    left, _ = _grow_left(widths, left, used, columns)
    # A combining mark at the cut would sit on the ellipsis.
    while 0 < left < start and widths[left] == 0:
        left += 1
    return left, right


def _grow_left(widths: list[int], left: int, used: int, limit: int) -> tuple[int, int]:
    while left > 0 and used + widths[left - 1] <= limit:
        left -= 1
        used += widths[left]
    return left, used
