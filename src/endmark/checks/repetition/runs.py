"""Pairs of matching blocks → maximal runs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

Likeness = Literal["same", "near", "part", "scattered", "shared", "reworded"]
"""The same, or nearly; one the beginning, the end or a stretch of the other, or all its sentences there in some order,
or some of them; or two wordings of one text."""


class Pair(NamedTuple):
    """Block number `copy` says what block number `original` says.

    `strong` pairs are worth a finding by themselves; weak ones (equal headings,
    labels) only count between strong ones or next to them. `likeness` says
    how alike the texts are.
    """

    copy: int
    original: int
    strong: bool
    likeness: Likeness

    @property
    def is_verbatim(self) -> bool:
        """Whether all that the copy says stands in the original word for word."""
        return self.likeness not in {"near", "shared", "reworded"}


class Run(Struct, frozen=True):
    """Pairs whose both sides go forward together."""

    pairs: tuple[Pair, ...]


def group_runs(pairs: Iterable[Pair], max_gap: int) -> Iterator[Run]:
    """Group pairs into runs, each block in at most one; every run holds a strong pair.

    A run goes on while both sides move forward by at most `max_gap` + 1 blocks;
    the parts of one block may follow each other.
    Where a block matches several others, the run that is under way decides;
    a new run begins where most of the blocks that follow match, too.
    """
    chains = _Chains(pairs, max_gap)
    current: list[Pair] = []
    for copy, options in sorted(chains.by_copy.items()):
        strong = [pair for pair in options if pair.strong]
        following = chains.find_following(current[-1], copy) if current else None
        # A run of weak pairs only must not swallow the one strong pair there is.
        if following and (following.strong or not strong or any(pair.strong for pair in current)):
            current.append(following)
            continue
        if not strong and current and copy - current[-1].copy <= max_gap:
            continue
        yield from _finish_run(current)
        current = [chains.find_best_start(strong or options)]
    yield from _finish_run(current)


_LOOKAHEAD = 40
"""Blocks within which the run that a pair starts is measured."""


class _Chains:
    """Pairs, each with the one that goes on from it; `by_copy` has those of each copy, by their originals.

    What goes on from a pair is looked for once, however many runs could come by it.
    """

    def __init__(self, pairs: Iterable[Pair], max_gap: int) -> None:
        self.by_copy: dict[int, list[Pair]] = {}
        for pair in pairs:
            self.by_copy.setdefault(pair.copy, []).append(pair)
        for options in self.by_copy.values():
            options.sort(key=_get_original)
        self._farthest = max_gap + 1
        self._next: dict[Pair, Pair | None] = {}

    def find_following(self, last: Pair, copy: int) -> Pair | None:
        """The pair of block number `copy` with which a run goes on after its last pair."""
        if copy - last.copy > self._farthest:
            return None
        options = self.by_copy.get(copy, ())
        both_parts = last.likeness == "part"
        best: Pair | None = None
        for number in range(bisect_left(options, last.original, key=_get_original), len(options)):
            pair = options[number]
            if pair.original > last.original + self._farthest or (best and pair.original > best.original):
                break
            if pair.original == last.original and not (both_parts and pair.likeness == "part"):
                continue
            if best is None or (pair.strong and not best.strong):
                best = pair
        return best

    def find_best_start(self, options: Sequence[Pair]) -> Pair:
        """The pair from which the longest run starts; the earliest original among equals."""
        best = options[0]
        if len(options) == 1:
            return best
        longest, length = sum(copy in self.by_copy for copy in range(best.copy, best.copy + _LOOKAHEAD)), 0
        for pair in options:
            if (reach := self._measure_reach(pair)) > length:
                best, length = pair, reach
            if length == longest:
                break
        return best

    def _measure_reach(self, pair: Pair) -> int:
        """How many pairs the run has that starts with one, as far as is looked."""
        length, end = 0, pair.copy + _LOOKAHEAD
        following: Pair | None = pair
        while following is not None and following.copy < end:
            length += 1
            following = self._get_next(following)
        return length

    def _get_next(self, pair: Pair) -> Pair | None:
        """The first pair with which a run goes on after one."""
        if pair not in self._next:
            copies = range(pair.copy + 1, pair.copy + self._farthest + 1)
            self._next[pair] = next(filter(None, (self.find_following(pair, copy) for copy in copies)), None)
        return self._next[pair]


def _get_original(pair: Pair) -> int:
    return pair.original


def _finish_run(current: list[Pair]) -> Iterator[Run]:
    """The run, when it holds a strong pair; weak pairs at its beginning must not make it reach into its original."""
    if not any(pair.strong for pair in current):
        return
    last = max(pair.original for pair in current)
    first = 0
    while not current[first].strong and current[first].copy <= last:
        first += 1
    yield Run(tuple(current[first:]))
