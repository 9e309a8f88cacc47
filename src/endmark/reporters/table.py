"""Rows → a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.reporters.width import display_width, pad, widest


def aligned(rows: Sequence[Sequence[str]], *, words: int) -> str:
    """Rows of equally many harmless cells as lines; the first `words` columns are flush left, the others right."""
    columns = zip(*rows, strict=True)
    padded = [_flush(column, left=number < words) for number, column in enumerate(columns)]
    return "\n".join("  ".join(row).rstrip() for row in zip(*padded, strict=True))


def _flush(column: Sequence[str], *, left: bool) -> list[str]:
    width = widest(column)
    return [pad(cell, width) if left else " " * (width - display_width(cell)) + cell for cell in column]
