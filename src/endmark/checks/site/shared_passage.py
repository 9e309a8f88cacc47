"""A passage, or most of an article, that stands in several articles."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Annotated, Any

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.site.passages import (
    AlikeArticles,
    Passage,
    PassageClass,
    find_alike_articles,
    get_order,
    group_by_articles,
    iter_first_in_row,
)
from endmark.checks.site.rivals import AlikePassages, find_alike, get_head, prove_alike
from endmark.checks.site.sketch import sketch_text
from endmark.checks.text.article_day import find_stated_day, is_compared
from endmark.checks.text.equal_facts import get_key, leave_translations_out
from endmark.checks.text.folding import compute_weight, fold_block, fold_source
from endmark.checks.text.other_articles import MOST_SHOWN, name_others
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.storage.key_groups import group_by_key
from endmark.storage.packed_sequence import pack_sequence
from endmark.storage.store import compute_digest
from endmark.violation import CorpusMatch, Fact, FiledFact, FiledFacts, Reason, make_reason

KIND: CheckKind = "repetition"
LIBRARY = ("rensa", "site")
VALUES = frozenset({"passage", "others", "how"})

_HERE = make_reason("shared-passage.stands-here")
_ANOTHER = make_reason("shared-passage.another")
_EXACTLY = make_reason("shared-passage.word-for-word")
_NEARLY = make_reason("shared-passage.nearly")


class Options(Struct, frozen=True):
    """How much a passage must weigh, how alike two must be, and which articles are compared.

    Passages of at least `min_weight` letters are compared; a Chinese, Japanese or Korean
    character counts as two. Two are alike where at least the part `similarity` of
    their letters is the same and in the same order; with 1 they must say the same
    word for word. A passage is told when `min_instances` articles have it. Articles
    of which the part `share` of the shorter one stands in another are told as a whole.
    `dates` are the names of the fields that say when an article appears; one
    without any of them and without a day in its path is left out. With no `dates`
    all are compared.
    """

    min_weight: Annotated[int, Meta(ge=1)] = 60
    similarity: Annotated[float, Meta(ge=0.8, le=1)] = 0.9
    min_instances: Annotated[int, Meta(ge=2)] = 2
    share: Annotated[float, Meta(gt=0, le=1)] = 0.5
    dates: tuple[str, ...] = ()


def facts(document: Document, options: Options, scope: Scope) -> Iterator[Fact]:
    """Yield the passages that others may have, with their places, their weights and the day of the article."""
    day = find_stated_day(document, options.dates)
    if not is_compared(document, options.dates, day):
        return
    passages = []
    for block in document.blocks:
        if block in scope and not _leads_elsewhere(block):
            folded = fold_block(block, document.source.text)
            if (weight := compute_weight(folded)) >= options.min_weight:
                passages.append((block.span, folded, weight))
    total = sum(weight for *_, weight in passages)
    for place, (span, folded, weight) in enumerate(passages):
        length = len(fold_source(document.source.get_excerpt(span)))
        digest = compute_digest(folded.encode("utf-8", "surrogatepass"))
        keys = sketch_text(folded) if options.similarity < 1 else ()
        yield Fact(span, digest, (place, weight, total, day, length), (get_key(digest), *keys))


def _leads_elsewhere(block: Block) -> bool:
    """Whether it is links for the greater part: two articles that name one source have not copied each other."""
    linked = sum(mark.end - mark.start for mark in block.marks if mark.kind == "Link")
    return 2 * linked > len(block.text.content)


def compare(facts: FiledFacts, options: Options) -> Iterator[CorpusMatch]:
    """Yield for articles that are alike, and for those that have passages in common, the last with those before it."""
    classes = _find_classes(facts, options)
    told = bytearray(len(classes))
    for articles in find_alike_articles(classes, options.share):
        for number in articles.classes:
            told[number] = True
        yield _tell_articles(articles)
    rest = array("I", (number for number, is_told in enumerate(told) if not is_told))
    for together in group_by_articles(classes, rest):
        yield _tell_passages(together)


def _find_classes(facts: FiledFacts, options: Options) -> Sequence[PassageClass]:
    """The passages that enough articles have, in the order of those that come first."""
    found = pack_sequence(_iter_classes(facts, options), _pack_class, _unpack_class)
    firsts = array("Q", (min(place.number for place in one.places) for one in found))
    ordered = sorted(range(len(found)), key=firsts.__getitem__)
    return pack_sequence(map(found.__getitem__, ordered), _pack_class, _unpack_class)


def _iter_classes(facts: FiledFacts, options: Options) -> Iterator[PassageClass]:
    alike = find_alike(facts, options.similarity)
    for _, numbers in group_by_key(_iter_sets(facts, alike)):
        found = {number: facts.get(number) for number in numbers}
        ordered = sorted(map(_read_passage, found.values()), key=get_order)
        by_path = {place.path: place for place in reversed(ordered)}
        originals = leave_translations_out(found[place.number] for place in reversed(by_path.values()))
        places = tuple(by_path[fact.path] for fact in originals)
        if len(places) >= options.min_instances:
            near = len({found[place.number].digest for place in places}) > 1
            yield PassageClass(places, near)


def _iter_sets(facts: FiledFacts, alike: AlikePassages) -> Iterator[tuple[int, int, Sequence[int]]]:
    """The article of each passage that is like others, its number, and what stands for all that are alike."""
    for article, (_, own) in enumerate(groupby(facts, key=attrgetter("path"))):
        for fact in own:
            if (name := alike.find_set(get_head(fact))) is not None:
                yield article, fact.number, (name,)


def _pack_class(found: PassageClass) -> tuple[tuple[Any, ...], bool]:
    return tuple(map(tuple, found.places)), found.near


def _unpack_class(packed: tuple[tuple[Any, ...], bool]) -> PassageClass:
    places, near = packed
    return PassageClass(tuple(map(Passage._make, places)), near)


def measure(values: tuple[Any, ...], options: Options) -> tuple[int, int]:
    """The letters of a passage, and the fewest that another may have that is like it."""
    length = int(values[-1])
    # One less, as the letters of both are whole numbers and the similarity is none.
    return length, max(0, int(options.similarity * length / (2 - options.similarity)) - 1)


def prove(group: Sequence[FiledFact], read: Callable[[int], str], options: Options) -> Iterable[int]:
    """The numbers of those facts of one key that `compare` needs to find the same; `read` gives what stands there."""
    return prove_alike(group, read, options.similarity)


def _read_passage(fact: FiledFact) -> Passage:
    place, weight, total, day, _ = fact.values
    return Passage(fact.number, fact.path, int(place), int(weight), int(total), str(day))


def _tell_passages(together: Sequence[PassageClass]) -> CorpusMatch:
    """One finding for all passages that the same articles have; of those in a row the first is shown."""
    *others, last = together[0].places
    related = []
    for found in iter_first_in_row(together):
        if found is not together[0]:
            related.append((found.places[-1].number, _ANOTHER))
        related += [(place.number, _HERE) for place in found.places[:-1]]
    return _tell(
        last,
        make_reason("shared-passage.paragraphs", count=len(together)),
        others,
        related,
        frozenset(place.number for found in together for place in found.places),
        near=any(found.near for found in together),
    )


def _tell_articles(alike: AlikeArticles) -> CorpusMatch:
    *others, last = alike.articles
    others.sort(key=lambda one: (one.path != alike.nearest.path, get_order(one)))
    share = int(100 * alike.share)
    return _tell(
        last,
        make_reason("shared-passage.holds", share=share)
        if alike.holds
        else make_reason("shared-passage.article", share=share),
        others,
        [(place.number, _HERE) for place in others],
        alike.numbers,
        near=alike.near,
    )


def _tell(  # noqa: PLR0913 - all that a match is made of
    last: Passage,
    passage: Reason,
    others: Sequence[Passage],
    related: Sequence[tuple[int, Reason]],
    numbers: frozenset[int],
    *,
    near: bool,
) -> CorpusMatch:
    shown = tuple(related[:MOST_SHOWN])
    return CorpusMatch(
        last.number,
        shown,
        {
            "passage": passage,
            "others": name_others([one.path for one in others]),
            "how": _NEARLY if near else _EXACTLY,
        },
        tuple(sorted(numbers.difference((last.number, *(number for number, _ in shown))))),
    )
