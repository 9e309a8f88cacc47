"""Rows → a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.reporters.width import measure_widest, measure_width, pad_right


def align_table(rows: Sequence[Sequence[str]], *, words: int) -> str:
    """Rows of equally many harmless cells as lines; the first `words` columns are flush left, the others right."""
    columns = zip(*rows, strict=True)
    padded = [_align_column(column, left=number < words) for number, column in enumerate(columns)]
    return "\n".join("  ".join(row).rstrip() for row in zip(*padded, strict=True))


def _align_column(column: Sequence[str], *, left: bool) -> list[str]:
    width = measure_widest(column)
    return [pad_right(cell, width) if left else " " * (width - measure_width(cell)) + cell for cell in column]
