"""What the units of a document say, signs included: each is read once, and only when something asks for it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from endmark.checks.repetition.units import Unit
from endmark.checks.text.folding import fold
from endmark.checks.text.meaning import (
    contains_meaning,
    join_apart,
    normalize_block,
    normalize_meaning,
    stands_verbatim,
)
from endmark.checks.text.meaning_index import MeaningIndex
from endmark.document.blocks import ATOM

_SHORT_TEXT = 100_000
"""Characters up to which it is quick to search all of a text."""


class UnitMeanings:
    """The meanings of the units of one document, by their numbers."""

    def __init__(self, units: Sequence[Unit], source: str) -> None:
        self._units = units
        self._source = source
        self._meanings: dict[int, str] = {}
        self._words: dict[int, str] = {}

    def get(self, index: int) -> str:
        """The meaning of a unit, with what stands in its inline code and other atoms."""
        if ATOM not in self._units[index].block.text.content:
            return self.get_words(index)
        if index not in self._meanings:
            self._meanings[index] = normalize_block(self._units[index].block, self._source)
        return self._meanings[index]

    def get_words(self, index: int) -> str:
        """The meaning of a unit without its atoms."""
        if index not in self._words:
            self._words[index] = normalize_meaning(self._units[index].block.text.content)
        return self._words[index]

    def says_all(self, whole: int, part: int) -> bool:
        """Whether one unit says all that another says."""
        one, other = (self._units[index].block.text.content for index in (whole, part))
        return (ATOM not in other and stands_verbatim(one, other.strip())) or contains_meaning(
            self.get(whole), self.get(part)
        )

    def is_said_before(self, index: int, sentence: str) -> bool:
        """Whether the words before a unit say this sentence; it may go on from one unit to the next."""
        said = normalize_meaning(sentence)
        if len(self._text) < _SHORT_TEXT:
            # Most stand in one unit to the letter, and those that do not are mostly said nowhere: both is known sooner.
            place = self._text.find(sentence.strip(), 0, self._ends[index])
            if place >= 0 and contains_meaning(self.get_words(bisect_right(self._ends, place) - 1), said):
                return True
            if place < 0 and fold(sentence) not in self._folded:
                return False
        return self._everything.contains(said, end=self._starts[index])

    @cached_property
    def _text(self) -> str:
        return "\n".join(unit.block.text.content for unit in self._units)

    @cached_property
    def _folded(self) -> str:
        return "".join(unit.folded if not unit.atoms else fold(unit.block.text.content) for unit in self._units)

    @cached_property
    def _ends(self) -> list[int]:
        """Where in the text ends what stands before each unit."""
        return list(accumulate((len(unit.block.text.content) + 1 for unit in self._units), initial=-1))

    @cached_property
    def _said_in_order(self) -> list[str]:
        return join_apart(map(self.get_words, range(len(self._units))))

    @cached_property
    def _starts(self) -> list[int]:
        """Where in everything each unit begins."""
        return list(accumulate(map(len, self._said_in_order), initial=0))

    @cached_property
    def _everything(self) -> MeaningIndex:
        return MeaningIndex("".join(self._said_in_order))
