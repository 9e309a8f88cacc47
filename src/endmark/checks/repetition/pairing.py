"""Which blocks of a document say what another one says, word for word or in part."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import itemgetter

from endmark.checks.repetition.runs import Pair
from endmark.checks.repetition.units import Unit, Units, find_repeated
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.late_pattern import compile_late
from endmark.document.sentences import TERMINALS

Weigh = Callable[[int, int], int]

AreApart = Callable[[int, int], bool]
"""Whether two units stand in branches of which a reader sees one: then neither is a copy of the other."""

_MOST_PLACES = 24
"""Places of one label that are remembered: one said a thousand times costs no more than this."""

_MOST_SAID = 200
"""Times after which a label said once more tells nothing by itself about where a passage is repeated."""

_BESIDE = 4
"""Blocks from a passage that stands twice to a label that may be part of it, though it was said very often: then it
stands for the first place of that label. Of an article that stands a thousand times each copy is found as a whole."""


def pair_equal(units: Units, candidates: Container[int], are_apart: AreApart) -> Iterator[Pair]:
    """Blocks that say the same; strong are those of the candidates."""
    places: dict[int, list[int]] = {}
    counts: dict[int, int] = {}
    telling: set[int] | None = None
    for index, folded in _select_repeated(range(len(units)), units.hashes):
        earlier = places.setdefault(folded, [])
        count = counts[folded] = counts.get(folded, 0) + 1
        strong = index in candidates
        often = not strong and count > _MOST_SAID
        if often and telling is None:
            again = _select_repeated(range(len(units)), units.hashes)
            telling = {other for other, _ in again if other in candidates}
        if telling is None or not often or not telling.isdisjoint(range(index - _BESIDE, index + _BESIDE + 1)):
            originals = [place for place in earlier[: 1 if often else None] if not are_apart(index, place)]
            for place in originals:
                yield Pair(index, place, strong=strong, likeness="same")
            strong = strong and bool(originals)
        if not earlier or (not strong and len(earlier) < _MOST_PLACES):
            earlier.append(index)


_ANCHOR_WEIGHT = 16
"""Folded characters by which a shared beginning or end is looked up before it is compared in full."""


def _select_repeated(indexes: Iterable[int], hashes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those of the indexes whose hash another one has, too, each with it."""
    repeated = find_repeated(hashes)
    return compress(zip(indexes, hashes, strict=True), map(repeated.__contains__, hashes)) if repeated else iter(())


def pair_parts(heavy: Mapping[int, str], candidates: Container[int]) -> Iterator[Pair]:
    """Blocks that are the beginning or the end of another, longer block, wherever that stands."""
    yield from _pair_by_anchor(heavy, candidates, slice(_ANCHOR_WEIGHT), str.startswith)
    yield from _pair_by_anchor(heavy, candidates, slice(-_ANCHOR_WEIGHT, None), str.endswith)


def _pair_by_anchor(
    heavy: Mapping[int, str], candidates: Container[int], anchor: slice, holds: Callable[[str, str], bool]
) -> Iterator[Pair]:
    # Most stand alone under their anchor, and need not be remembered by it.
    anchored = list(_select_repeated(heavy, array("q", map(hash, map(itemgetter(anchor), heavy.values())))))
    places: dict[int, list[int]] = {}
    for index, found in anchored:
        if len(others := places.setdefault(found, [])) < _MOST_PLACES:
            others.append(index)
    for index, found in anchored:
        folded = heavy[index]
        for other in places[found] if index in candidates else ():
            longer = heavy[other]
            if len(longer) > len(folded) and holds(longer, folded):
                yield Pair(index, other, strong=True, likeness="part")


_COLLAPSED = 400
"""Folded characters from which a block may be several paragraphs run together."""

_MOST_COLLAPSED = 16
"""Of such blocks the longest are searched: a document of nothing else costs no more than this many times its length."""


def pair_contained(heavy: Mapping[int, str], candidates: Iterable[int]) -> Iterator[Pair]:
    """Blocks that stand somewhere inside a much longer one."""
    long = [index for index, folded in heavy.items() if len(folded) >= _COLLAPSED]
    long = sorted(long, key=lambda index: (-len(heavy[index]), index))[:_MOST_COLLAPSED]
    everything = "\n".join(heavy[index] for index in long)
    for index in sorted(candidates) if long else ():
        folded = heavy.get(index)
        if folded is None or folded not in everything:
            continue
        for other in long:
            if len(heavy[other]) > len(folded) and folded in heavy[other]:
                yield Pair(index, other, strong=True, likeness="part")
                break


_BETWEEN_STOPS = compile_late(rf"[^{re.escape(TERMINALS)}\s][^{re.escape(TERMINALS)}]*")
_SENTENCE = 12
"""Characters from which the words between two stops are a sentence that tells one text from another."""

_SEVERAL = 2

LEAST_SHARED = 120
"""Weight of two sentences of a dozen words, or of thirty Chinese or Japanese signs: nobody writes them twice."""


class SentenceIndex:
    """The sentences of the blocks of a document, by which those are found that say only what one other says."""

    def __init__(self) -> None:
        self._numbers = array("I")
        self._ends = array("I")
        self._hashes = array("q")

    def add(self, number: int, unit: Unit) -> None:
        """Remember the sentences of a block, if it has several; only the words of one with inline code are known."""
        if unit.atoms:
            return
        parts = _BETWEEN_STOPS.findall(unit.block.text.content)
        if len(parts) >= _SEVERAL and len([part for part in parts if len(part) >= _SENTENCE]) >= _SEVERAL:
            self._hashes.extend(set(map(hash, parts)))
            self._ends.append(len(self._hashes))
            self._numbers.append(number)

    def pair_scattered(self, candidates: Container[int]) -> Iterator[Pair]:
        """Blocks of several sentences all of which stand in one other block, among others or in another order."""
        holders: dict[int, list[int]] = {}
        counts: dict[int, int] = {}
        said: dict[int, Sequence[int]] = {}
        for number, shared, count in self._iter_shared():
            for sentence in shared:
                if len(others := holders.setdefault(sentence, [])) < _MOST_PLACES:
                    others.append(number)
            counts[number] = count
            if number in candidates and len(shared) == count:
                said[number] = shared
        for number, sentences in said.items():
            common = set.intersection(*(set(holders[sentence]) for sentence in sentences))
            longer = [other for other in common if (counts[other], -other) > (len(sentences), -number)]
            if longer:
                yield Pair(number, min(longer), strong=True, likeness="scattered")

    def pair_shared(self, candidates: Container[int], weigh: Weigh) -> Iterator[Pair]:
        """Blocks some sentences of which stand in an earlier block, in which they weigh most, and something else here.

        `weigh` says how much those weigh that stand in both of two blocks.
        """
        holders: dict[int, list[int]] = {}
        for number, shared, _ in self._iter_shared():
            common = Counter(other for sentence in shared for other in holders.get(sentence, ()))
            if number in candidates:
                several = [other for other, count in common.items() if count >= _SEVERAL]
                weights = {other: weigh(number, other) for other in sorted(several)}
                if weights and (most := max(weights.values())) >= LEAST_SHARED:
                    original = next(other for other, weight in weights.items() if weight == most)
                    yield Pair(number, original, strong=True, likeness="shared")
            for sentence in shared:
                if len(others := holders.setdefault(sentence, [])) < _MOST_PLACES:
                    others.append(number)

    def _iter_shared(self) -> Iterator[tuple[int, Sequence[int], int]]:
        """Each block with those of its sentences that another one has, too, if there are any, and how many it has."""
        repeated = find_repeated(self._hashes)
        start = 0
        for number, end in zip(self._numbers, self._ends, strict=True) if repeated else ():
            here, start = self._hashes[start:end], end
            if shared := [sentence for sentence in here if sentence in repeated]:
                yield number, shared, len(here)


def weigh_shared(one: str, other: str) -> int:
    """How much those sentences of two texts weigh together that stand in both word for word."""
    return sum(map(compute_weight, map(fold, {*_BETWEEN_STOPS.findall(one)} & {*_BETWEEN_STOPS.findall(other)})))


def quotes_shared(one: str, other: str) -> bool:
    """Whether one of two texts has a sentence within quotation marks that stands in the other, too, word for word."""
    shared = {*_BETWEEN_STOPS.findall(one)} & {*_BETWEEN_STOPS.findall(other)}
    return any(
        found[0] in shared and _is_within_quotation(text[: found.start()])
        for text in (one, other)
        for found in _BETWEEN_STOPS.finditer(text)
    )


def _is_within_quotation(before: str) -> bool:
    """Whether a quotation is open behind a text; of marks that open and close alike, one in two opens."""
    if any(before.count(mark) % 2 for mark in _STRAIGHT):
        return True
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in _QUOTATION_MARKS)


_STRAIGHT = ('"', "＂")
_QUOTATION_MARKS = (("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("‹", "›"), ("「", "」"), ("『", "』"), ("｢", "｣"))
