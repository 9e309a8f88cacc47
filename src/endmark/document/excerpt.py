"""Text of an article, as a sentence about it quotes it."""

from __future__ import annotations


def shorten(text: str, most: int) -> str:
    """The text on one line; of a longer one `most` characters and an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
