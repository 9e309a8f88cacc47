"""What the words of a remark speak of, in any language: its maker, its parts, the work on it, who is to do what.

One language learns from another by them: "the user wants" is the same in all.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

from msgspec import Struct

LIST = Path(__file__).with_name("remark_notions.txt")
"""Notions, a colon, and the words that have them; behind a star they are the beginnings of words."""

_OBJECTS = frozenset(
    {"channel", "language", "length", "note", "original", "part", "reader", "seo", "source", "style", "thing", "whole"}
)
"""What is spoken of: two of them together say what a text is about, and not who speaks to whom."""

_FIRST = 2
"""Letters of the shortest beginning."""


class _Notions(Struct, frozen=True):
    """Notions by words, by runs of letters, and by the beginnings of words, with the first letters of all of these."""

    words: dict[str, tuple[str, ...]]
    beginnings: dict[str, tuple[str, ...]]
    first: frozenset[str]
    longest: int


def list_notions(word: str) -> tuple[str, ...]:
    """The notions of a word, or of a run of letters where no spaces part the words; most have none.

    Of several beginnings the longest counts, and none where the whole word is known.
    """
    known = _read_notions()
    if word in known.words:
        return known.words[word]
    if word[:_FIRST] in known.first:
        for length in range(min(len(word), known.longest), _FIRST - 1, -1):
            if word[:length] in known.beginnings:
                return known.beginnings[word[:length]]
    return ()


def list_notions_of_runs(runs: set[str]) -> set[str]:
    """The notions of many runs of letters, which are known as a whole or not at all."""
    words = _read_notions().words
    return {notion for run in runs & words.keys() for notion in words[run]}


def pair_notions(notions: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs that tell something, the first by the alphabet first: who does what, and what is done to what."""
    return [pair for pair in combinations(sorted(notions), 2) if not _OBJECTS.issuperset(pair)]


@cache
def _read_notions() -> _Notions:
    words: dict[str, tuple[str, ...]] = {}
    beginnings: dict[str, tuple[str, ...]] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        head, _, listed = line.partition(": ")
        into = beginnings if head[-1] == "*" else words
        into.update(dict.fromkeys(listed.split(), tuple(head.rstrip("*").split())))
    first = frozenset([beginning[:_FIRST] for beginning in beginnings])
    return _Notions(words, beginnings, first, max(map(len, beginnings)))
