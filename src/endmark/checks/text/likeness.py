"""Whether two short texts may be alike at all: a look that spares a short article the library which measures it.

Loading rapidfuzz takes a twentieth of what checking an edited article takes from start to end. What is
told here is a bound: where it says no, the library would, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache
from math import ceil

MOST_LETTERS = 6_000
"""Letters of texts that are compared here; to compare more takes longer than to load the library."""

_LIBRARY = "rapidfuzz"

_ROUNDING = 1e-9

_FEW = 128
"""Texts whose pieces are remembered: an article of so few letters has no more paragraphs. With so many, taken from
several articles, the library was worth its loading."""

_PIECE = 3
"""Letters of the pieces that are compared first. Paragraphs share many shorter ones, whatever they say, and one letter
changes more of the longer ones: of 1,330 pairs in six languages these leave 216, and four leave 511."""

_STEP = 16
"""Letters after which is asked whether those that are left may be enough."""


def is_spared(texts: Iterable[str]) -> bool:
    """Whether it is quicker to look at texts here before the library is asked.

    It is not there, they are short, and not so many were looked at before that it would have been loaded by now.
    """
    if _LIBRARY in sys.modules or _split.cache_info().currsize == _FEW:
        return False
    return sum(map(len, texts)) <= MOST_LETTERS


def may_be_alike(one: str, other: str, similarity: float) -> bool:
    """Whether two texts may have a normalized indel similarity of at least `similarity`.

    It is False only where they have less: 2 × the longest common subsequence ÷ the sum of the lengths.
    """
    least = ceil(similarity * (len(one) + len(other)) / 2 - _ROUNDING)
    return _shares_pieces(one, other, least) and shares_subsequence(one, other, least)


def _shares_pieces(one: str, other: str, least: int) -> bool:
    """Whether so many pieces of the other text stand in the one as must where so many letters stand in both in order.

    A letter that is left out of the other stands in three pieces of it, one that is put in breaks two.
    """
    pieces = _split(other)
    kept = len(pieces) - _PIECE * (len(other) - least) - (_PIECE - 1) * (len(one) - least)
    if kept <= 0:
        return True
    known, distinct = _gather(one), _gather(other)
    # Most pairs are told apart by the pieces that stand in both, though all that come again be counted.
    if len(known & distinct) + len(pieces) - len(distinct) < kept:
        return False
    return sum(map(known.__contains__, pieces)) >= kept


@lru_cache(_FEW)
def _split(text: str) -> tuple[str, ...]:
    """The pieces from each letter on."""
    return tuple(map("".join, zip(*(text[start:] for start in range(_PIECE)), strict=False)))


@lru_cache(_FEW)
def _gather(text: str) -> frozenset[str]:
    return frozenset(_split(text))


def shares_subsequence(one: str, other: str, least: int) -> bool:
    """Whether the longest common subsequence of two texts has at least so many letters.

    It is computed with rows of bits (Hyyrö 2004, "Bit-parallel LCS"), and given up where too few letters are left.
    """
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    row = everything = (1 << len(one)) - 1
    for start in range(0, len(other), _STEP):
        step = other[start : start + _STEP]
        for letter in step:
            matching = row & places.get(letter, 0)
            row = row + matching | row - matching  # what is carried beyond the row changes nothing in it
        row &= everything
        if len(one) - row.bit_count() + len(other) - start - len(step) < least:
            return False
    return len(one) - row.bit_count() >= least
