"""Whether two short texts may be alike at all: a look that spares a short article the library which measures it.

Loading rapidfuzz takes a third as long as reading an article of a few thousand letters and judging it. What is
told here is a bound: where it says no, the library would, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache

MOST_LETTERS = 12_000
"""Letters of texts that are compared here; to compare more takes longer than to load the library."""

_LIBRARY = "rapidfuzz"

_ROUNDING = 1e-9

_FEW = 128
"""Texts whose pieces are remembered: an article of so few letters has no more paragraphs."""

_PIECE = 3
"""Letters of the pieces that are compared first."""

_CHANGED_PIECES = 2 * _PIECE - 1
"""Pieces that one letter more or less makes or unmakes at most: it breaks two and makes three."""


def is_spared(texts: Iterable[str]) -> bool:
    """Whether it is quicker to look at texts here before the library is asked: it is not there, and they are short."""
    return _LIBRARY not in sys.modules and sum(map(len, texts)) <= MOST_LETTERS


def may_be_alike(one: str, other: str, similarity: float) -> bool:
    """Whether two texts may have a normalized indel similarity of at least `similarity`.

    It is False only where they have less: 2 × the longest common subsequence ÷ the sum of the lengths.
    """
    length = len(one) + len(other)
    most_changed = (1 - similarity) * length + _ROUNDING
    if length > _CHANGED_PIECES * most_changed and len(_split(one) ^ _split(other)) > _CHANGED_PIECES * most_changed:
        return False
    return length - 2 * measure_common_subsequence(one, other) <= most_changed


@lru_cache(_FEW)
def _split(text: str) -> frozenset[str]:
    """All pieces of a text."""
    return frozenset(map("".join, zip(*(text[start:] for start in range(_PIECE)), strict=False)))


def measure_common_subsequence(one: str, other: str) -> int:
    """The letters of the longest common subsequence, as computed with rows of bits (Hyyrö 2004, "Bit-parallel LCS")."""
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    row = everything = (1 << len(one)) - 1
    for letter in other:
        matching = row & places.get(letter, 0)
        row = (row + matching | row - matching) & everything
    return len(one) - row.bit_count()
