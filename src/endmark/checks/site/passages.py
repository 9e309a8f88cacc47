"""Passages that several articles have → articles that have most of their text in common, and passages in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from endmark.checks.site.joint_sets import JointSets

_STOCK = 20
"""Of a passage that more articles have in common, nobody can say from which it was copied: it is stock text."""

_LEAST_PASSAGES = 2
"""Passages two articles must have in common to be called alike: of two short notes one may be a notice."""


class Passage(NamedTuple):
    """A passage in an article: the number of its fact, its place among those of the article, and what each weighs."""

    number: int
    path: str
    place: int
    weight: int
    total: int
    day: str

    @property
    def order(self) -> tuple[str, str, int]:
        """By the day of the article, then by its path: what comes later is the copy."""
        return self.day, self.path, self.place


class PassageClass(NamedTuple):
    """A passage that several articles have, once in each, the oldest first; `near`: not the same word for word."""

    places: tuple[Passage, ...]
    near: bool


class AlikeArticles(Struct, frozen=True):
    """Articles that have most of their text in common, the oldest first, each by its first such passage.

    `share` is the part of the last that stands in `nearest`, or, where `holds`, the part of `nearest` that stands in
    the last; `numbers` are the facts of all that they have in common.
    """

    articles: tuple[Passage, ...]
    nearest: Passage
    share: float
    holds: bool
    near: bool
    numbers: frozenset[int]


def find_alike_articles(classes: Iterable[PassageClass], share: float) -> list[AlikeArticles]:
    """The articles of which such a share, of the shorter one, stands in another.

    Those that lead to each other come together. Stock text tells nothing.
    """
    known = [one for one in classes if len(one.places) <= _STOCK]
    pairs: defaultdict[tuple[str, str], list[tuple[Passage, Passage]]] = defaultdict(list)
    for places, _ in known:
        for one, other in combinations(places, 2):
            pairs[one.path, other.path].append((one, other))
    alike = {pair: found for pair, found in pairs.items() if _compute_share(found) >= share}
    sets = JointSets[str]()
    for path, another in alike:
        sets.join(path, another)
    of_set: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in alike:
        of_set[sets.find(pair[0])].append(pair)
    common: defaultdict[str, list[PassageClass]] = defaultdict(list)
    for found in known:
        first, *others = {sets.find(place.path) for place in found.places}
        if not others and first in of_set:
            common[first].append(found)
    return [_describe(found, {pair: alike[pair] for pair in of_set[name]}) for name, found in common.items()]


def _compute_share(pairs: Sequence[tuple[Passage, Passage]]) -> float:
    """The part that passages of two articles make of the shorter one; 0 where they are too few to say anything."""
    if len(pairs) < _LEAST_PASSAGES:
        return 0
    one, other = pairs[0]
    return _weigh(pairs) / min(one.total, other.total)


def _weigh(pairs: Iterable[tuple[Passage, Passage]]) -> int:
    return sum(min(one.weight, other.weight) for one, other in pairs)


def _describe(
    common: Sequence[PassageClass], alike: Mapping[tuple[str, str], Sequence[tuple[Passage, Passage]]]
) -> AlikeArticles:
    firsts: dict[str, Passage] = {}
    for passage in sorted((place for found in common for place in found.places), key=get_order):
        firsts.setdefault(passage.path, passage)
    last = max(firsts.values(), key=get_order)
    of_last = [pairs for paths, pairs in alike.items() if last.path in paths]
    best = max(of_last, key=_compute_share)
    nearest = next(one for one in best[0] if one.path != last.path)
    holds = last.total > nearest.total
    return AlikeArticles(
        tuple(sorted(firsts.values(), key=get_order)),
        nearest,
        _compute_share(best),
        holds,
        any(found.near for found in common),
        frozenset(place.number for found in common for place in found.places),
    )


def group_by_articles(classes: Iterable[PassageClass]) -> list[tuple[PassageClass, ...]]:
    """The passages that the same articles have, together, in the order of the last of these articles."""
    groups: defaultdict[tuple[str, ...], list[PassageClass]] = defaultdict(list)
    for found in classes:
        groups[tuple(place.path for place in found.places)].append(found)
    return [tuple(sorted(group, key=lambda found: found.places[-1].place)) for group in groups.values()]


def iter_first_in_row(classes: Sequence[PassageClass]) -> Iterator[PassageClass]:
    """Of passages that follow each other in all their articles the first; they come in the order of the last one."""
    expected: list[tuple[str, int]] = []
    for found in classes:
        if [(place.path, place.place) for place in found.places] != expected:
            yield found
        expected = [(place.path, place.place + 1) for place in found.places]


def get_order(passage: Passage) -> tuple[str, str, int]:
    """What passages are sorted by."""
    return passage.order
