"""Rows → a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.reporters.width import measure_widest, measure_width, pad_right, sanitize


def align_rows(rows: Sequence[Sequence[str]], *, words: int | None = None) -> list[str]:
    """Rows of equally many cells as lines, harmless and aligned as a terminal shows them.

    The first `words` columns are flush left, the others right; None: all are flush left.
    """
    columns = [[sanitize(cell) for cell in column] for column in zip(*rows, strict=True)]
    padded = [_align_column(column, left=words is None or number < words) for number, column in enumerate(columns)]
    return ["  ".join(row).rstrip() for row in zip(*padded, strict=True)]


def align_table(rows: Sequence[Sequence[str]], *, words: int) -> str:
    """The lines of `align_rows` as one text."""
    return "\n".join(align_rows(rows, words=words))


def _align_column(column: Sequence[str], *, left: bool) -> list[str]:
    width = measure_widest(column)
    return [pad_right(cell, width) if left else " " * (width - measure_width(cell)) + cell for cell in column]
