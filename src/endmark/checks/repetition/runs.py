"""Pairs of matching blocks → maximal runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

Likeness = Literal["same", "near", "part"]


class Pair(NamedTuple):
    """Block number `copy` says what block number `original` says.

    `strong` pairs are worth a finding by themselves; weak ones (equal headings,
    labels) only count between strong ones or next to them. `likeness` says
    whether the texts are the same, nearly the same, or one is part of the other.
    """

    copy: int
    original: int
    strong: bool
    likeness: Likeness


class Run(NamedTuple):
    """Pairs whose both sides go forward together."""

    pairs: tuple[Pair, ...]


def group_runs(pairs: Iterable[Pair], max_gap: int) -> Iterator[Run]:
    """Group pairs into runs, each block in at most one; every run holds a strong pair.

    A run goes on while both sides move forward by at most `max_gap` + 1 blocks;
    the parts of one block may follow each other.
    Where a block matches several others, the run that is under way decides;
    a new run begins where most of the blocks that follow match, too.
    """
    by_copy: dict[int, list[Pair]] = {}
    for pair in pairs:
        by_copy.setdefault(pair.copy, []).append(pair)
    current: list[Pair] = []
    for copy in sorted(by_copy):
        options = by_copy[copy]
        strong = [pair for pair in options if pair.strong]
        following = _find_following(current[-1], options, max_gap) if current else None
        # A run of weak pairs only must not swallow the one strong pair there is.
        if following and (following.strong or not strong or any(pair.strong for pair in current)):
            current.append(following)
            continue
        if not strong and current and copy - current[-1].copy <= max_gap:
            continue
        yield from _finish_run(current)
        current = [_find_best_start(strong or options, by_copy, max_gap)]
    yield from _finish_run(current)


def _find_following(last: Pair, options: Sequence[Pair], max_gap: int) -> Pair | None:
    if options[0].copy - last.copy > max_gap + 1:
        return None
    both_parts = last.likeness == "part"
    ahead = [
        pair
        for pair in options
        if 0 < pair.original - last.original <= max_gap + 1
        or (both_parts and pair.likeness == "part" and pair.original == last.original)
    ]
    return min(ahead, key=lambda pair: (pair.original - last.original, not pair.strong), default=None)


_LOOKAHEAD = 40


def _find_best_start(options: Sequence[Pair], by_copy: dict[int, list[Pair]], max_gap: int) -> Pair:
    """The pair from which the longest run starts; the earliest original among equals."""
    if len(options) == 1:
        return options[0]

    def measure_reach(pair: Pair) -> int:
        length, last = 1, pair
        for copy in range(pair.copy + 1, pair.copy + _LOOKAHEAD):
            if copy in by_copy and (following := _find_following(last, by_copy[copy], max_gap)):
                length, last = length + 1, following
            elif copy - last.copy > max_gap:
                break
        return length

    return max(options, key=lambda pair: (measure_reach(pair), -pair.original))


def _finish_run(current: list[Pair]) -> Iterator[Run]:
    """The run, when it holds a strong pair; weak pairs at its beginning must not make it reach into its original."""
    if not any(pair.strong for pair in current):
        return
    last = max(pair.original for pair in current)
    first = 0
    while not current[first].strong and current[first].copy <= last:
        first += 1
    yield Run(tuple(current[first:]))
