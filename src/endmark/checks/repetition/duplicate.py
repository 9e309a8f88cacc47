"""Text that stands twice, grouped into runs."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.repetition.pairing import (
    AreApart,
    SentenceIndex,
    pair_contained,
    pair_equal,
    pair_parts,
    weigh_shared,
)
from endmark.checks.repetition.runs import Pair
from endmark.checks.repetition.units import Unit, Units, follows_itself
from endmark.checks.text.folding import compute_weight
from endmark.document.model import Document
from endmark.violation import Match

KIND: CheckKind = "repetition"
VALUES = frozenset({"copy", "original", "size", "how", "between", "restart", "why"})


class Options(Struct, frozen=True):
    """How much text must be how alike.

    Weights are letters, with a Chinese, Japanese or Korean character counting
    as two. `min_weight` is the least a repeated block must weigh to count by
    itself; lighter blocks (headings, labels) only count inside a run, or as a
    sentence that stands again right behind itself, or one that points to another page and has
    that weight together with the address.
    `near_min_weight` is the least for near copies and for blocks that are the
    beginning or the end of another one. `similarity` is the least share of
    letters two near copies have in common: twice the longest common
    subsequence over the sum of both lengths, as rapidfuzz's `fuzz.ratio`
    divided by 100. `max_gap` is how many blocks that differ a run may step over.
    """

    min_weight: Annotated[int, Meta(ge=1)] = 40
    near_min_weight: Annotated[int, Meta(ge=1)] = 80
    similarity: Annotated[float, Meta(ge=0.5, le=1)] = 0.9
    max_gap: Annotated[int, Meta(ge=0)] = 2


_LEAST_BESIDE = 12
"""Weight of a sentence of which one stands right behind the other: three words; a shorter one may be an exclamation."""

_LEAST_POINTER = 24
"""Weight of a sentence that points to another page, without its address."""


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield one match for each maximal run of repeated blocks.

    It stands at the later place; where one block is part of another, at the
    shorter one, unless the longer comes later and holds several.
    """
    units = Units(document)
    heavy: dict[int, str] = {}
    comparable: dict[int, str] = {}
    sentences = SentenceIndex()
    chosen = _Candidates(document.source.text, options, scope)
    for index, unit in enumerate(units.read()):
        chosen.add(index, unit)
        if unit.weight >= options.near_min_weight:
            heavy[index] = unit.folded
            sentences.add(index, unit)
            comparable[index] = unit.get_comparable(document.source.text)
        elif (
            unit.weight >= options.min_weight
            and unit.block.kind == "paragraph"
            and unit.is_marked_up(document.source.text)
        ):
            compared = unit.get_comparable(document.source.text)
            if compute_weight(compared) >= options.near_min_weight:
                comparable[index] = compared
    candidates = chosen.numbers
    if not candidates:
        return
    are_apart = _build_branch_test(document, units)
    pairs = list(map(chosen.weaken, pair_equal(units, candidates, are_apart)))
    candidates.difference_update(pair.copy for pair in pairs)
    for find_pairs in (
        pair_parts(heavy, candidates),
        pair_contained(heavy, candidates),
        sentences.pair_scattered(candidates),
    ):
        pairs += (pair for pair in find_pairs if not are_apart(pair.copy, pair.original))
        candidates.difference_update(pair.copy for pair in pairs)
    # A copy says nothing its original does not say: it need not be compared again.
    for pair in pairs:
        if pair.strong:
            comparable.pop(pair.copy, None)
            heavy.pop(pair.copy, None)
    if len(comparable) > 1:
        pairs += _pair_alike(units, (comparable, heavy), candidates, options.similarity, are_apart)
    numbers = list(comparable)
    del heavy
    del comparable
    candidates.difference_update(pair.copy for pair in pairs)
    shared = list(_pair_shared(units, sentences, candidates, pairs, are_apart))
    candidates.difference_update(pair.copy for pair in shared)
    retold = _pair_retold(units, numbers, candidates, are_apart)
    if not shared and not retold and not any(map(attrgetter("strong"), pairs)):
        return
    from endmark.checks.repetition.copies import Copies, judge_copies  # most articles hold none

    yield from judge_copies(Copies(pairs, shared, retold, options.max_gap), units, document, scope)


class _Candidates:
    """The numbers of the units that count by themselves where they stand again.

    Of a light sentence that points to another page the address belongs to what it says.
    """

    def __init__(self, source: str, options: Options, scope: Scope) -> None:
        self.numbers: set[int] = set()
        self._source = source
        self._options = options
        self._scope = scope
        self._pointers: dict[int, str] = {}
        self._before: Unit | None = None

    def add(self, number: int, unit: Unit) -> None:
        """Look at the next unit."""
        before, self._before = self._before, unit
        weight = unit.weight
        counts = weight >= self._options.min_weight or (
            weight >= _LEAST_BESIDE and before is not None and follows_itself(before, unit)
        )
        if not counts and weight >= _LEAST_POINTER and (pointer := self._read_pointer(unit)):
            self._pointers[number] = pointer
            counts = True
        if counts and unit.block.kind != "heading" and unit.block in self._scope:
            self.numbers.add(number)

    def weaken(self, pair: Pair) -> Pair:
        """The pair, as one that says nothing by itself where the same few words point to two pages."""
        pointer = self._pointers.get(pair.copy)
        return pair if pointer in {None, self._pointers.get(pair.original)} else pair._replace(strong=False)

    def _read_pointer(self, unit: Unit) -> str:
        """What a light paragraph says together with the address that it links to, if that is enough."""
        marks = unit.block.marks
        if unit.block.kind != "paragraph" or not marks or all(mark.kind != "Link" for mark in marks):
            return ""
        compared = unit.get_comparable(self._source)
        return compared if compute_weight(compared) >= self._options.min_weight else ""


def _pair_alike(
    units: Units,
    views: Sequence[Mapping[int, str]],
    candidates: set[int],
    similarity: float,
    are_apart: AreApart,
) -> list[Pair]:
    """Near copies, and paragraphs that are reworded; of `candidates` the near copies are taken.

    The `views` are what is compared of each block: all of it, and what a reader sees. A link that a copy broke
    loses its address, which may be longer than that.
    """
    from endmark.checks.repetition.near_copies import find_near_copies  # an article has two long paragraphs, a note not
    from endmark.checks.repetition.retellings import find_retellings

    comparable, *others = views
    near: list[Pair] = []
    for texts in (comparable, *(view for view in others if view != comparable)):
        for copy, original in find_near_copies(texts, similarity):
            if copy in candidates and not are_apart(copy, original):
                candidates.discard(copy)
                near.append(Pair(copy, original, strong=True, likeness="near"))
    reworded = [
        Pair(copy, original, strong=True, likeness="reworded")
        for copy, original in find_retellings(comparable, candidates, units)
        if not are_apart(copy, original)
    ]
    return near + reworded


def _pair_shared(
    units: Units, sentences: SentenceIndex, candidates: Container[int], pairs: Sequence[Pair], are_apart: AreApart
) -> Iterator[Pair]:
    """Paragraphs that share sentences with another one, of which none is a copy."""

    def weigh(one: int, other: int) -> int:
        first, second = units[one], units[other]
        if {first.block.kind, second.block.kind} != {"paragraph"} or {(one, other), (other, one)} & paired:
            return 0
        # What is folded away or quoted is what the text beside it speaks of.
        if first.quoted != second.quoted:
            return 0
        return weigh_shared(first.block.text.content, second.block.text.content)

    paired = {pair[:2] for pair in pairs}
    return (pair for pair in sentences.pair_shared(candidates, weigh) if not are_apart(pair.copy, pair.original))


def _pair_retold(units: Units, numbers: Sequence[int], candidates: set[int], are_apart: AreApart) -> Sequence[Pair]:
    """Paragraphs of sections that are told again in other words."""
    if len(numbers) <= 1:
        return ()
    from endmark.checks.repetition.retold import find_retold  # an article has two long paragraphs, a note not

    return [
        Pair(copy, original, strong=True, likeness="reworded")
        for copy, original in find_retold(numbers, candidates, units)
        if not are_apart(copy, original)
    ]


def _build_branch_test(document: Document, units: Units) -> AreApart:
    branches = document.branches
    if not branches:
        return lambda one, other: False  # noqa: ARG005
    from endmark.document.branches import are_alternatives

    return lambda one, other: are_alternatives(branches, units[one].block.span.start, units[other].block.span.start)
