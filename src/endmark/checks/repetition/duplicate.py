"""Text that stands twice, grouped into runs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.checks.repetition.context import build_context
from endmark.checks.repetition.description import NEARLY, REWORDED, SHARED, describe_copy, is_gathered, span_blocks
from endmark.checks.repetition.duplicate_fix import build_gathered_fix, build_repetition_fix, explain_difference
from endmark.checks.repetition.judgement import Judgement, judge_runs
from endmark.checks.repetition.near_copies import find_near_copies
from endmark.checks.repetition.pairing import (
    AreApart,
    SentenceIndex,
    pair_contained,
    pair_equal,
    pair_parts,
    weigh_shared,
)
from endmark.checks.repetition.retellings import find_retellings
from endmark.checks.repetition.runs import Pair, Run, group_runs
from endmark.checks.repetition.shared import judge_shared
from endmark.checks.repetition.unit_meanings import UnitMeanings
from endmark.checks.repetition.units import Unit, Units, follows_itself
from endmark.document.branches import are_alternatives
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Fix, Match, Reason, Related, make_reason

KIND: CheckKind = "repetition"
_DIFFERING = make_reason("duplicate.differing")
VALUES = frozenset({"copy", "original", "size", "how", "between", "restart", "why"})


class Options(Struct, frozen=True):
    """How much text must be how alike.

    Weights are letters, with a Chinese, Japanese or Korean character counting
    as two. `min_weight` is the least a repeated block must weigh to count by
    itself; lighter blocks (headings, labels) only count inside a run, or as a
    sentence that stands again right behind itself.
    `near_min_weight` is the least for near copies and for blocks that are the
    beginning or the end of another one. `similarity` is the least share of
    letters two near copies have in common: twice the longest common
    subsequence over the sum of both lengths, as rapidfuzz's `fuzz.ratio`
    divided by 100. `max_gap` is how many blocks that differ a run may step over.
    """

    min_weight: Annotated[int, Meta(ge=1)] = 40
    near_min_weight: Annotated[int, Meta(ge=1)] = 80
    similarity: Annotated[float, Meta(ge=0.5, le=1.0)] = 0.9
    max_gap: Annotated[int, Meta(ge=0)] = 2


_LEAST_BESIDE = 12
"""Weight of a sentence of which one stands right behind the other: three words; a shorter one may be an exclamation."""


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield one match for each maximal run of repeated blocks.

    It stands at the later place; where one block is part of another, at the
    shorter one, unless the longer comes later and holds several.
    """
    units = Units(document)
    candidates: set[int] = set()
    heavy: dict[int, str] = {}
    comparable: dict[int, str] = {}
    sentences = SentenceIndex()
    before: Unit | None = None
    for index, unit in enumerate(units.read()):
        weight = unit.weight
        counts = weight >= options.min_weight or (
            weight >= _LEAST_BESIDE and before is not None and follows_itself(before, unit)
        )
        if counts and unit.block.kind != "heading" and unit.block in scope:
            candidates.add(index)
        before = unit
        if unit.weight >= options.near_min_weight:
            heavy[index] = unit.folded
            sentences.add(index, unit)
            comparable[index] = unit.get_comparable(document.source.text)
    if not candidates:
        return
    are_apart = _build_branch_test(document, units)
    pairs = list(pair_equal(units, candidates, are_apart))
    candidates.difference_update(pair.copy for pair in pairs)
    for find_pairs in (
        pair_parts(heavy, candidates),
        pair_contained(heavy, candidates),
        sentences.pair_scattered(candidates),
    ):
        pairs += (pair for pair in find_pairs if not are_apart(pair.copy, pair.original))
        candidates.difference_update(pair.copy for pair in pairs)
    # A copy says nothing its original does not say: it need not be compared again.
    for pair in filter(attrgetter("strong"), pairs):
        comparable.pop(pair.copy, None)
        heavy.pop(pair.copy, None)
    pairs += _pair_near((comparable, heavy), options.similarity, candidates, are_apart)
    del heavy
    pairs += [
        Pair(copy, original, strong=True, likeness="reworded")
        for copy, original in find_retellings(comparable, candidates, units)
        if not are_apart(copy, original)
    ]
    del comparable
    candidates.difference_update(pair.copy for pair in pairs)
    shared = list(_pair_shared(units, sentences, candidates, pairs, are_apart))
    if not shared and not any(map(attrgetter("strong"), pairs)):
        return
    found = tuple(group_runs(pairs, options.max_gap))
    context = build_context(document, units, pairs)
    meanings = UnitMeanings(units, document.source.text)
    first = FirstPlaces(scope)
    runs = (_judge_likeness(run, units, meanings) for run in found)

    def weigh(pair: Pair) -> int:
        return weigh_shared(units[pair.copy].block.text.content, units[pair.original].block.text.content)

    judged = list(judge_runs(runs, units, context, document.source.text))
    for judgement in (*judged, *judge_shared(shared, options.max_gap, context, judged, weigh)):
        copy, _ = _find_places(judgement.run, units)
        if first.take(copy):
            yield _build_match(judgement, units, document, meanings)
        else:
            yield Match(copy, certain=judgement.sure)


def _pair_near(
    views: Iterable[Mapping[int, str]], similarity: float, candidates: set[int], are_apart: AreApart
) -> Iterator[Pair]:
    """Near copies in any of several views of the same blocks, which are no candidates any more.

    A link that a copy broke loses its address, which may be longer than all that a reader sees.
    """
    compared: Mapping[int, str] = {}
    for texts in views:
        if texts == compared:
            continue
        compared = texts
        for copy, original in find_near_copies(texts, similarity):
            if copy in candidates and not are_apart(copy, original):
                candidates.discard(copy)
                yield Pair(copy, original, strong=True, likeness="near")


def _pair_shared(
    units: Units, sentences: SentenceIndex, candidates: Container[int], pairs: Sequence[Pair], are_apart: AreApart
) -> Iterator[Pair]:
    """Paragraphs that share sentences with another one, of which none is a copy."""

    def weigh(one: int, other: int) -> int:
        if {units[one].block.kind, units[other].block.kind} != {"paragraph"} or {(one, other), (other, one)} & paired:
            return 0
        return weigh_shared(units[one].block.text.content, units[other].block.text.content)

    paired = {pair[:2] for pair in pairs}
    return (pair for pair in sentences.pair_shared(candidates, weigh) if not are_apart(pair.copy, pair.original))


def _judge_likeness(run: Run, units: Sequence[Unit], meanings: UnitMeanings) -> Run:
    """The run with those pairs as near ones that hold the same letters and digits and differ in a sign."""

    def says_the_same(pair: Pair) -> bool:
        one, other = units[pair.copy], units[pair.original]
        if one.block.text.content == other.block.text.content and one.atoms == other.atoms:
            return True
        if pair.likeness == "part":
            return meanings.says_all(pair.original, pair.copy)
        return pair.likeness == "scattered" or meanings.get(pair.copy) == meanings.get(pair.original)

    return Run(
        tuple(
            pair._replace(likeness="near") if pair.is_verbatim and not says_the_same(pair) else pair
            for pair in run.pairs
        )
    )


def _build_branch_test(document: Document, units: Units) -> AreApart:
    branches = document.branches
    if not branches:
        return lambda one, other: False  # noqa: ARG005
    return lambda one, other: are_alternatives(branches, units[one].block.span.start, units[other].block.span.start)


def _build_match(judgement: Judgement, units: Sequence[Unit], document: Document, meanings: UnitMeanings) -> Match:
    run = judgement.run
    copy, original = _find_places(run, units)
    values = describe_copy(judgement, units, document)
    fix: Fix | Reason = make_reason("duplicate.places-meant")
    if values["how"] in {NEARLY, REWORDED}:
        fix = explain_difference(run, units)
        fix = make_reason("duplicate.wordings-meant") if fix == _DIFFERING else fix
    if values["how"] == SHARED:
        fix = make_reason("duplicate.own-sentences") if judgement.sure else make_reason("duplicate.wordings-meant")
    elif judgement.sure and not copy.overlaps(original):
        first, last = document.find_line(original.start), document.find_line(original.end - 1)
        title = make_reason("duplicate.take-out", first=first, last=last, count=last - first + 1)
        fix = (
            build_gathered_fix(run, units, document, title, meanings)
            if is_gathered(run)
            else build_repetition_fix(run, units, document, title)
        )
    related = (Related(original, make_reason("duplicate.original-here")),)
    return Match(copy, values, related, certain=judgement.sure).with_fix(fix)


def _find_places(run: Run, units: Sequence[Unit]) -> tuple[Span, Span]:
    """Where the repetition stands, and where what it repeats does."""
    copy = span_blocks(units[pair.copy].block for pair in run.pairs)
    original = span_blocks(units[pair.original].block for pair in run.pairs)
    return (original, copy) if is_gathered(run) else (copy, original)
