"""How much two sections of a document have in common, besides what is said in both of them to be judged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from endmark.checks.repetition.runs import Run
from endmark.checks.repetition.subject import split_stems
from endmark.checks.repetition.units import Unit

_MOST_UNITS = 200
"""Blocks of a section that are read: what it tells of is clear by then."""

KINDRED = 0.25
"""Share of the words of two sections that both have, besides the passage, from which they tell of kindred things: of
651 places where published texts say a passage again a third have so many, of 3,379 where a copy was put one in
fifty."""

_FEWEST_WORDS = 5
"""Words of its own below which a section tells nothing of what it is like."""


class Kin(Struct, frozen=True):
    """What two sections are like, beside a passage of both.

    `share` is that of the words of either that stand in both. `parts` counts the headings that both have below them.
    """

    share: float
    parts: int


class Sections:
    """The sections of a document, by its units; they are looked at when something is asked for the first time."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._words: dict[int, frozenset[str]] = {}
        self._stems: dict[int, frozenset[str]] = {}
        self._common: dict[tuple[int, int], tuple[int, int]] = {}

    def compare(self, run: Run) -> Kin | None:
        """What the two sections are like in which a run stands apart; nothing where one of them says little else."""
        known = {number for pair in run.pairs for number in pair[:2]}
        return self._compare(run.pairs[0].copy, run.pairs[0].original, known, self._split(self._iter_said(run)))

    def compare_around(self, copy: int, original: int) -> Kin | None:
        """The same of the sections around two units, all that they tell."""
        return self._compare(copy, original, (), frozenset())

    def _compare(self, copy: int, original: int, known: Collection[int], said: frozenset[str]) -> Kin | None:
        """The outermost sections of which each holds one of two units, without the units `known` and what is `said`."""
        apart = self._find_apart(copy, original)
        if apart is None:
            return None
        one, other = (self._get_words(number) for number in apart)
        if apart not in self._common:
            shared = len(one & other)
            self._common[apart] = shared, len(one) + len(other) - shared
        shared, everything = self._common[apart]
        # The words of the run are left out: what is said twice is no sign that the rest is alike.
        here = [(word in one, word in other) for word in said]
        shared -= sum(map(all, here))
        everything -= sum(map(any, here))
        least = min(len(words) - len(words & said) for words in (one, other))
        if least < _FEWEST_WORDS:
            return None
        parts = [self._list_parts(number, known) for number in apart]
        return Kin(shared / everything, len(parts[0] & parts[1]))

    def are_nested(self, run: Run) -> bool:
        """Whether one of the two stands right under a heading below which, in a part of its own, the other stands."""
        one, other = map(self.list_headings, run.pairs[0][:2])
        return one != other and (one[: len(other)] == other or other[: len(one)] == one)

    def has_own_heading(self, run: Run) -> bool:
        """Whether what is said twice has a word of the headings over the first place that the other section lacks.

        A section that has it elsewhere, too, tells of the same thing: reference and usage of one call do.
        """
        strong = [pair for pair in run.pairs if pair.strong]
        first, second = map(self.list_headings, sorted(strong[0][:2]))
        own = self._split(first) - self._split(second)
        if own and all(pair.is_verbatim for pair in strong):
            own &= self._split(self._iter_said(run))
        elif own:
            own &= frozenset().union(*(self._split([copy]) & self._split([original]) for copy, original, *_ in strong))
        if not (own and second):
            return bool(own)
        known = {number for pair in run.pairs for number in pair[:2]}
        for number in self._get_below(second[-1]):
            if number not in known:
                own -= self._get_stems(number)
            if not own:
                return False
        return True

    def _iter_said(self, run: Run) -> Iterator[int]:
        """The units that say what is said twice: of what is part of a longer one, however long, only the part."""
        for pair in run.pairs:
            if pair.is_verbatim:
                yield min(pair[:2], key=lambda number: self._units[number].weight)
            else:
                yield from pair[:2]

    def _find_apart(self, copy: int, original: int) -> tuple[int, int] | None:
        both = zip(*map(self.list_headings, (copy, original)), strict=False)
        return next((headings for headings in both if headings[0] != headings[1]), None)

    def list_headings(self, number: int) -> Sequence[int]:
        """The numbers of the headings over a unit, outermost first; a heading stands under itself."""
        place = bisect_right(self._headings, number) - 1
        above: list[int] = []
        while place >= 0:
            above.append(self._headings[place])
            place = self._parents[place]
        return above[::-1]

    def _get_words(self, heading: int) -> frozenset[str]:
        if heading not in self._words:
            self._words[heading] = self._split(self._get_below(heading))
        return self._words[heading]

    def _get_stems(self, number: int) -> frozenset[str]:
        """The beginnings of the words of one unit, which many runs may ask for."""
        if number not in self._stems:
            self._stems[number] = self._split([number])
        return self._stems[number]

    def _split(self, numbers: Iterable[int]) -> frozenset[str]:
        """The beginnings of the words of some units, and of their code."""
        texts = ((unit.block.text.content, *unit.atoms) for unit in map(self._units.__getitem__, numbers))
        return frozenset(stem for text in texts for stem in split_stems(" ".join(text)))

    def _list_parts(self, heading: int, known: Collection[int]) -> set[str]:
        below = self._get_below(heading)
        first, last = (bisect_right(self._headings, number - 1) for number in (below.start, below.stop))
        return {self._units[number].folded for number in self._headings[first:last] if number not in known}

    def _get_below(self, heading: int) -> range:
        """The numbers of the units under a heading."""
        place = bisect_right(self._headings, heading) - 1
        level = self._levels[place]
        end = min(heading + 1 + _MOST_UNITS, len(self._units))
        for next_place in range(place + 1, len(self._headings)):
            if self._headings[next_place] >= end:
                break
            if self._levels[next_place] <= level:
                end = self._headings[next_place]
                break
        return range(heading + 1, end)

    @cached_property
    def _headings(self) -> Sequence[int]:
        return [number for number, unit in enumerate(self._units) if unit.block.kind == "heading"]

    @cached_property
    def _levels(self) -> Sequence[int]:
        return [self._units[number].block.level for number in self._headings]

    @cached_property
    def _parents(self) -> Sequence[int]:
        """The place of the heading over each, -1 for none."""
        parents: list[int] = []
        for place, level in enumerate(self._levels):
            above = place - 1
            while above >= 0 and self._levels[above] >= level:
                above = parents[above]
            parents.append(above)
        return parents
