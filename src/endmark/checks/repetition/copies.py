"""What is said of copies that were found: whether each is a mistake, where it stands, and how it is taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from endmark.checks import FirstPlaces, Scope
from endmark.checks.repetition.context import build_context
from endmark.checks.repetition.description import NEARLY, REWORDED, SHARED, describe_copy, is_gathered, span_blocks
from endmark.checks.repetition.duplicate_fix import build_gathered_fix, build_repetition_fix, explain_difference
from endmark.checks.repetition.judgement import Judgement, judge_runs
from endmark.checks.repetition.pairing import quotes_shared, weigh_shared
from endmark.checks.repetition.runs import Pair, Run, group_runs
from endmark.checks.repetition.shared import judge_shared
from endmark.checks.repetition.unit_meanings import UnitMeanings
from endmark.checks.repetition.units import Unit, Units
from endmark.checks.text.labels import get_label
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Fix, Match, Reason, Related, make_reason

_DIFFERING = make_reason("duplicate.differing")


class Copies(Struct, frozen=True):
    """The pairs of units that were found in a document.

    `shared` are paragraphs of which only some sentences stand in another one, `retold` those of sections that are told
    again in other words: what stands there to the letter is no run with them. A run of pairs steps over `max_gap`
    blocks that differ.
    """

    pairs: Sequence[Pair]
    shared: Sequence[Pair]
    retold: Sequence[Pair]
    max_gap: int


def judge_copies(copies: Copies, units: Units, document: Document, scope: Scope) -> Iterator[Match]:
    """Yield one match for each maximal run of copies that may be a mistake."""
    groups = (group_runs(pairs, copies.max_gap) for pairs in (copies.pairs, copies.retold))
    found = sorted(chain.from_iterable(groups), key=_get_place)
    context = build_context(document, units, (*copies.pairs, *copies.retold))
    meanings = UnitMeanings(units, document.source.text)
    first = FirstPlaces(scope)
    runs = (_judge_likeness(run, units, meanings) for run in found)

    def weigh(pair: Pair) -> int:
        return weigh_shared(units[pair.copy].block.text.content, units[pair.original].block.text.content)

    def is_meant(pair: Pair) -> bool:
        one, other = units[pair.copy].block, units[pair.original].block
        answers_same = (label := get_label(one)) is not None and label == get_label(other)
        return answers_same or quotes_shared(one.text.content, other.text.content)

    judged = list(judge_runs(runs, units, context, document.source.text))
    shared = judge_shared(copies.shared, copies.max_gap, context, judged, weigh=weigh, is_meant=is_meant)
    for judgement in (*judged, *shared):
        copy, original = _find_places(judgement.run, units)
        if first.take(copy):
            related = (Related(original, make_reason("duplicate.original-here")),)
            match = Match(copy, describe_copy(judgement, units, document), related, certain=judgement.sure)
            yield match.with_fix(_build_fix(judgement, units, document, match, meanings)) if scope.repaired else match
        else:
            yield Match(copy, certain=judgement.sure)


def _get_place(run: Run) -> int:
    return run.pairs[0].copy


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


def _build_fix(
    judgement: Judgement, units: Sequence[Unit], document: Document, match: Match, meanings: UnitMeanings
) -> Fix | Reason:
    run, how = judgement.run, match.values["how"]
    copy, original = match.span, match.related[0].span
    fix: Fix | Reason = make_reason("duplicate.places-meant")
    if how in {NEARLY, REWORDED}:
        fix = explain_difference(run, units)
        fix = make_reason("duplicate.wordings-meant") if fix == _DIFFERING else fix
    if how == SHARED:
        return make_reason("duplicate.own-sentences") if judgement.sure else make_reason("duplicate.wordings-meant")
    if judgement.sure and not copy.overlaps(original):
        first, last = document.find_line(original.start), document.find_line(original.end - 1)
        title = make_reason("duplicate.take-out", first=first, last=last, count=last - first + 1)
        return (
            build_gathered_fix(run, units, document, title, meanings)
            if is_gathered(run)
            else build_repetition_fix(run, units, document, title)
        )
    return fix


def _find_places(run: Run, units: Sequence[Unit]) -> tuple[Span, Span]:
    """Where the repetition stands, and where what it repeats does."""
    copy = span_blocks(units[pair.copy].block for pair in run.pairs)
    original = span_blocks(units[pair.original].block for pair in run.pairs)
    return (original, copy) if is_gathered(run) else (copy, original)
