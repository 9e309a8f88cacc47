"""Passages that several articles have → articles that have most of their text in common, and passages in a row."""

from __future__ import annotations

import os
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from msgspec import Struct

from endmark.checks.site.joint_sets import JointSets
from endmark.checks.text.equal_facts import get_key
from endmark.storage.key_groups import group_by_key
from endmark.storage.store import compute_digest

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
    the last; `numbers` are the facts of all that they have in common, and `classes` the numbers of these passages.
    """

    articles: tuple[Passage, ...]
    nearest: Passage
    share: float
    holds: bool
    near: bool
    numbers: frozenset[int]
    classes: Sequence[int]


class _Pair(NamedTuple):
    """Two articles that are alike: `share` is the part of the shorter one, `one` and `other` their first passages."""

    share: float
    one: Passage
    other: Passage


def find_alike_articles(classes: Sequence[PassageClass], share: float) -> Iterator[AlikeArticles]:
    """The articles of which such a share, of the shorter one, stands in another.

    Those that lead to each other come together. Stock text tells nothing.
    """
    alike = sorted(_iter_alike_pairs(classes, share), key=itemgetter(0))
    sets = JointSets[str]()
    of_set: defaultdict[str, list[_Pair]] = defaultdict(list)
    for _, pair in alike:
        sets.join(pair.one.path, pair.other.path)
    for _, pair in alike:
        of_set[sets.find(pair.one.path)].append(pair)
    common: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
    for number, found in enumerate(classes if alike else ()):
        if len(found.places) <= _STOCK:
            first, *others = {sets.find(place.path) for place in found.places}
            if not others and first in of_set:
                common[first].append(number)
    for name, numbers in common.items():
        yield _describe(numbers, [classes[number] for number in numbers], of_set[name])


def _iter_alike_pairs(classes: Sequence[PassageClass], share: float) -> Iterator[tuple[tuple[int, int], _Pair]]:
    """The articles that are alike, by two, with what sorts them: their first passage, and their place in it.

    Few have more than one passage in common: the others are not looked at.
    """
    for key, numbers in group_by_key(_iter_pair_keys(classes)):
        pairs: defaultdict[tuple[str, str], list[tuple[Passage, Passage]]] = defaultdict(list)
        order: dict[tuple[str, str], tuple[int, int]] = {}
        for number in numbers:
            for place, (one, other) in enumerate(combinations(classes[number].places, 2)):
                if _name_pair(one, other) == key:
                    pairs[one.path, other.path].append((one, other))
                    order.setdefault((one.path, other.path), (number, place))
        for paths, found in pairs.items():
            if (part := _compute_share(found)) >= share:
                yield order[paths], _Pair(part, *found[0])


def _iter_pair_keys(classes: Iterable[PassageClass]) -> Iterator[tuple[int, int, Sequence[int]]]:
    """The number of each passage, twice, and what stands for each two articles that have it."""
    for number, found in enumerate(classes):
        if len(found.places) <= _STOCK:
            yield number, number, [_name_pair(one, other) for one, other in combinations(found.places, 2)]


def _name_pair(one: Passage, other: Passage) -> int:
    return get_key(compute_digest(os.fsencode(one.path), os.fsencode(other.path)))


def _compute_share(pairs: Sequence[tuple[Passage, Passage]]) -> float:
    """The part that passages of two articles make of the shorter one; 0 where they are too few to say anything."""
    if len(pairs) < _LEAST_PASSAGES:
        return 0
    one, other = pairs[0]
    return _weigh(pairs) / min(one.total, other.total)


def _weigh(pairs: Iterable[tuple[Passage, Passage]]) -> int:
    return sum(min(one.weight, other.weight) for one, other in pairs)


def _describe(numbers: Sequence[int], common: Sequence[PassageClass], alike: Iterable[_Pair]) -> AlikeArticles:
    firsts: dict[str, Passage] = {}
    for passage in sorted((place for found in common for place in found.places), key=get_order):
        firsts.setdefault(passage.path, passage)
    last = max(firsts.values(), key=get_order)
    best = max((pair for pair in alike if last.path in (pair.one.path, pair.other.path)), key=attrgetter("share"))
    nearest = best.other if best.one.path == last.path else best.one
    holds = last.total > nearest.total
    return AlikeArticles(
        tuple(sorted(firsts.values(), key=get_order)),
        nearest,
        best.share,
        holds,
        any(found.near for found in common),
        frozenset(place.number for found in common for place in found.places),
        numbers,
    )


def group_by_articles(classes: Sequence[PassageClass], numbers: Sequence[int]) -> Iterator[tuple[PassageClass, ...]]:
    """Of the passages of these numbers those that the same articles have, together, in the order of the last article.

    Eight bytes are held of each.
    """
    names = array("q", (_name_articles(classes[number]) for number in numbers))
    ordered = sorted(range(len(names)), key=names.__getitem__)
    for _, together in groupby(ordered, key=names.__getitem__):
        groups: defaultdict[tuple[str, ...], list[PassageClass]] = defaultdict(list)
        for place in together:
            found = classes[numbers[place]]
            groups[tuple(one.path for one in found.places)].append(found)
        for group in groups.values():
            yield tuple(sorted(group, key=lambda found: found.places[-1].place))


def _name_articles(found: PassageClass) -> int:
    return get_key(compute_digest(*(os.fsencode(place.path) for place in found.places)))


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
