"""What of an article is shown where a page may not be longer: whole, without quiet passages, or around the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from endmark.document.span import Span
from endmark.reporters.html.rows import Row
from endmark.reporters.html.visible import find_visible

_FRAME = 100
"""Bytes of HTML around a row."""

_WINDOWS = (400, 120, 40, 10)
"""Code points of a row that are shown: a paragraph, a sentence, a clause, a few words."""


class Shown(NamedTuple):
    """A row that is shown; of its text only the `window` where there is one, in offsets of what is shown."""

    row: Row
    window: Span | None = None


Part = Shown | tuple[Row, ...]
"""A row that is shown, or rows in a row that are left out."""


def fold(rows: Sequence[Row], budget: int) -> list[Part]:
    """The rows so that their text takes so many bytes at most, or as few as can be; those with notes are all shown."""
    choices: list[Callable[[], list[Part]]] = [
        lambda: [Shown(row) for row in rows],
        lambda: _keep(rows, _select_near(rows)),
        lambda: _keep(rows, _select_noted(rows)),
        *(lambda window=window: _keep(rows, _select_noted(rows), window) for window in _WINDOWS),
    ]
    parts: list[Part] = []
    for choose in choices:
        parts = choose()
        if sum(map(_weigh, parts)) <= budget:
            break
    return parts


def _select_noted(rows: Sequence[Row]) -> set[int]:
    return {number for number, row in enumerate(rows) if row.notes}


def _select_near(rows: Sequence[Row]) -> set[int]:
    """Rows with notes, those beside them, and headings."""
    noted = _select_noted(rows)
    near = {number + step for number in noted for step in (-1, 0, 1)}
    headings = {number for number, row in enumerate(rows) if row.block is not None and row.block.kind == "heading"}
    return (near | headings) & set(range(len(rows)))


def _keep(rows: Sequence[Row], kept: Iterable[int], window: int = 0) -> list[Part]:
    parts: list[Part] = []
    kept = set(kept)
    left_out: list[Row] = []
    for number, row in enumerate(rows):
        if number not in kept:
            left_out.append(row)
            continue
        if left_out:
            parts.append(tuple(left_out))
            left_out = []
        parts.append(Shown(row, _choose_window(row, window) if window else None))
    if left_out:
        parts.append(tuple(left_out))
    return parts


def _choose_window(row: Row, size: int) -> Span | None:
    """So much of the text around the places that its notes are about; None where all of it is shown."""
    if row.block is not None and row.block.text.content:
        length = len(row.block.text.content)
        places = [find_visible(row.block, one.span) for one in row.notes if not one.span.contains(row.span)]
    else:
        first, length = row.span.start, row.span.end - row.span.start
        places = [(max(0, one.span.start - first), min(length, one.span.end - first)) for one in row.notes]
    marked = [place for place in places if place[0] < place[1]]
    start = min((start for start, _ in marked), default=0)
    end = min(max((end for _, end in marked), default=0), start + size)
    begin = max(0, start - size // 2)
    stop = min(length, max(end + size // 2, begin + size))
    return None if (begin, stop) == (0, length) else Span(begin, stop)


def _weigh(part: Part) -> int:
    """About how many bytes it takes."""
    if not isinstance(part, Shown):
        return _FRAME
    row, window = part
    if row.block is not None and row.block.text.content:
        text = row.block.text.content
        shown = text[window.start : window.end] if window else text
        return len(shown.encode(errors="replace")) + _FRAME
    # Of the source only the length is known here; in writing with three bytes a sign it is little that is not text.
    return (window.end - window.start if window else row.span.end - row.span.start) + _FRAME
