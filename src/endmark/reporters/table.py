"""Rows → a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.reporters.width import measure_widest, measure_width, pad_right, sanitize, wrap_text

NARROWEST = 20
"""Columns of a screen below which the last cells of a table are not broken: it would be a word a line."""


def align_rows(rows: Sequence[Sequence[str]], *, words: int | None = None, screen: int | None = None) -> list[str]:
    """Rows of equally many cells as lines, harmless and aligned as a terminal shows them.

    The first `words` columns are flush left, the others right; None: all are flush left. The last cells are broken
    at words so that the lines fit a `screen` that is so many columns wide.
    """
    columns = [[sanitize(cell) for cell in column] for column in zip(*rows, strict=True)]
    padded = [_align_column(column, left=words is None or number < words) for number, column in enumerate(columns)]
    used = sum(measure_widest(column) + 2 for column in padded[:-1])
    if screen is None or screen - used < NARROWEST:
        return ["  ".join(row).rstrip() for row in zip(*padded, strict=True)]
    lines = []
    for row in zip(*padded, strict=True):
        first, *more = wrap_text(row[-1].rstrip(), screen - used) or [""]
        lines += ["  ".join([*row[:-1], first]).rstrip(), *(f"{' ' * used}{line}" for line in more)]
    return lines


def align_table(rows: Sequence[Sequence[str]], *, words: int) -> str:
    """The lines of `align_rows` as one text."""
    return "\n".join(align_rows(rows, words=words))


def _align_column(column: Sequence[str], *, left: bool) -> list[str]:
    width = measure_widest(column)
    return [pad_right(cell, width) if left else " " * (width - measure_width(cell)) + cell for cell in column]
