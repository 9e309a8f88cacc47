"""Passages that share a key → those of them that are proven to be alike, letter by letter.

Among very many passages chance lets many share a key, and more with each: so little is held of each, and none of these
is kept once it was compared.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from endmark.checks.site.joint_sets import JointSets
from endmark.checks.text.equal_facts import get_key
from endmark.checks.text.folding import fold_source
from endmark.storage.key_groups import group_by_key
from endmark.storage.rows import Rows
from endmark.violation import FiledFact, FiledFacts

_KEPT_TEXTS = 4_000
"""Folded texts that are kept while passages are compared: those that may be alike come soon after each other."""

_MOST_TRIED = 50
"""Texts of one key that a text is compared with: a key that so many different texts share stands for a phrase of the
house, and what is really alike has other keys in common."""


class AlikePassages:
    """What is known of passages that several articles have, or that are alike.

    Of those that several articles have, word for word, eight bytes are held; of others that are alike, more.
    """

    def __init__(self) -> None:
        self._same = array("q")
        self._near = JointSets[int]()

    def add_same(self, head: int) -> None:
        """Several articles have a passage of that digest; digests come in ascending order."""
        self._same.append(head)

    def join(self, head: int, other: int) -> None:
        """Passages of two digests are alike."""
        self._near.join(head, other)

    def are_joined(self, head: int, other: int) -> bool:
        """Whether two digests are of one set already."""
        return self._near.find(head) == self._near.find(other)

    def find_set(self, head: int) -> int | None:
        """What stands for all passages that are alike, those of that digest among them; None where it stands alone."""
        if head in self._near:
            return self._near.find(head)
        place = bisect_left(self._same, head)
        return head if place < len(self._same) and self._same[place] == head else None


def find_alike(facts: FiledFacts, similarity: float) -> AlikePassages:
    """The passages that several articles have, or whose texts are proven to be alike."""

    @lru_cache(_KEPT_TEXTS)
    def read(number: int) -> str:
        return fold_source(facts.read_source(number))

    alike = AlikePassages()
    all_of_them = _Passages()
    for key, group in group_by_key(all_of_them.iter_keys(facts)):
        passages = [all_of_them.get(place) for place in group]
        own, several = _gather_articles(passages)
        if key in several:
            alike.add_same(key)
        for one, other in _iter_rivals(passages, own, similarity):
            if not alike.are_joined(one.head, other.head) and _are_alike(one, other, read, similarity):
                alike.join(one.head, other.head)
    return alike


def prove_alike(group: Sequence[FiledFact], read: Callable[[int], str], similarity: float) -> Sequence[int]:
    """The numbers of those facts of one key that are needed to find the same among all; `read` gives what stands there.

    They are those that several articles have, and those of which two are alike. Where there are so many that not each
    is compared with each, which are compared depends on all of them.
    """
    if len({fact.digest for fact in group}) > _MOST_TRIED:
        return [fact.number for fact in group]

    @lru_cache(_KEPT_TEXTS)
    def fold_again(number: int) -> str:
        return fold_source(read(number))

    rivals = [_Rival(fact.number, get_head(fact), fact.path, len(fold_again(fact.number))) for fact in group]
    articles, proven = _gather_articles(rivals)
    for one, other in _iter_rivals(rivals, articles, similarity):
        if not {one.head, other.head} <= proven and _are_alike(one, other, fold_again, similarity):
            proven |= {one.head, other.head}
    return [one.number for one in rivals if one.head in proven]


class _Rival(NamedTuple):
    """A passage as it is compared: what stands for its digest, its article, and how long it is, folded."""

    number: int
    head: int
    article: int | str
    length: int


class _Passages:
    """What is known of every passage of the site while they are compared: twenty-four bytes, which wait on disk."""

    def __init__(self) -> None:
        self._rows = Rows("QqII")

    def iter_keys(self, facts: FiledFacts) -> Iterator[tuple[int, int, Sequence[int]]]:
        """The article of each passage, its place here, and its keys; it is known from then on."""
        for article, (_, own) in enumerate(groupby(facts, key=attrgetter("path"))):
            for fact in own:
                place = len(self._rows)
                self._rows.append(fact.number, get_head(fact), article, _get_length(fact))
                yield article, place, fact.keys

    def get(self, place: int) -> _Rival:
        """The passage at a place."""
        return _Rival(*self._rows.get(place))


def get_head(fact: FiledFact) -> int:
    """What stands for the digest of a passage: it is a key, too, so that those that are the same are met."""
    return get_key(fact.digest)


def _get_length(fact: FiledFact) -> int:
    return int(fact.values[-1])


def _gather_articles(group: Iterable[_Rival]) -> tuple[Mapping[int, set[int | str]], set[int]]:
    """The articles in which passages of each digest stand, and the digests that several have."""
    articles: defaultdict[int, set[int | str]] = defaultdict(set)
    for one in group:
        articles[one.head].add(one.article)
    return articles, {head for head, own in articles.items() if len(own) > 1}


def _iter_rivals(
    group: Iterable[_Rival], articles: Mapping[int, set[int | str]], similarity: float
) -> Iterator[tuple[_Rival, _Rival]]:
    """The passages of one key that are compared: the first of each digest with those of some digests before it."""
    first: dict[int, _Rival] = {}
    for one in group:
        first.setdefault(one.head, one)
    tried = list(first.values())
    for place, one in enumerate(tried):
        for other in tried[max(0, place - _MOST_TRIED) : place]:
            # Passages of one article that are alike say nothing of another; nor is one alike that is much longer, and
            # most of those that share a key by chance are.
            if (len(articles[one.head]) > 1 or articles[one.head] != articles[other.head]) and (
                2 * min(one.length, other.length) >= similarity * (one.length + other.length)
            ):
                yield one, other


def _are_alike(one: _Rival, other: _Rival, read: Callable[[int], str], similarity: float) -> bool:
    from rapidfuzz.fuzz import ratio

    return ratio(read(one.number), read(other.number), score_cutoff=100 * similarity) > 0
