"""Text that stands twice, grouped into runs."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.checks.repetition.boilerplate import is_boilerplate
from endmark.checks.repetition.context import RepetitionContext, build_context
from endmark.checks.repetition.duplicate_fix import build_gathered_fix, build_repetition_fix
from endmark.checks.repetition.near_copies import find_near_copies
from endmark.checks.repetition.runs import Pair, Run, group_runs
from endmark.checks.repetition.unit_meanings import UnitMeanings
from endmark.checks.repetition.units import Unit, Units, find_repeated
from endmark.document.blocks import Block
from endmark.document.branches import are_alternatives
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Fix, Match, Reason, Related, Value, make_reason

KIND: CheckKind = "repetition"
VALUES = frozenset({"copy", "original", "size", "how", "restart"})


@dataclass(frozen=True, slots=True)
class Options:
    """How much text must be how alike.

    Weights are letters, with a Chinese, Japanese or Korean character counting
    as two. `min_weight` is the least a repeated block must weigh to count by
    itself; lighter blocks (headings, labels) only count inside a run.
    `near_min_weight` is the least for near copies and for blocks that are the
    beginning or the end of another one. `similarity` is the least share of
    letters two near copies have in common: twice the longest common
    subsequence over the sum of both lengths, as rapidfuzz's `fuzz.ratio`
    divided by 100. `max_gap` is how many blocks that differ a run may step over.
    """

    min_weight: int = field(default=40, metadata={"min": 1})
    near_min_weight: int = field(default=80, metadata={"min": 1})
    similarity: float = field(default=0.9, metadata={"min": 0.5, "max": 1.0})
    max_gap: int = field(default=2, metadata={"min": 0})


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield one match for each maximal run of repeated blocks.

    It stands at the later place; where one block is part of another, at the
    shorter one, unless the longer comes later and holds several.
    """
    units = Units(document)
    candidates: set[int] = set()
    heavy: dict[int, str] = {}
    comparable: dict[int, str] = {}
    for index, unit in enumerate(units.read()):
        if unit.weight >= options.min_weight and unit.block.kind != "heading" and unit.block in scope:
            candidates.add(index)
        if unit.weight >= options.near_min_weight:
            heavy[index] = unit.folded
            comparable[index] = unit.get_comparable(document.source.text)
    if not candidates:
        return
    are_apart = _build_branch_test(document, units)
    pairs = list(_pair_equal(units, candidates, are_apart))
    candidates.difference_update(pair.copy for pair in pairs)
    for find_pairs in (_pair_parts, _pair_contained):
        pairs += (pair for pair in find_pairs(heavy, candidates) if not are_apart(pair.copy, pair.original))
        candidates.difference_update(pair.copy for pair in pairs)
    del heavy
    # A copy says nothing its original does not say: it need not be compared again.
    for pair in pairs:
        if pair.strong:
            comparable.pop(pair.copy, None)
    pairs += [
        Pair(copy, original, strong=True, likeness="near")
        for copy, original in find_near_copies(comparable, options.similarity)
        if copy in candidates and not are_apart(copy, original)
    ]
    del comparable
    found = tuple(group_runs(pairs, options.max_gap))
    if not found:
        return
    context = build_context(document, units, pairs)
    meanings = UnitMeanings(units, document.source.text)
    first = FirstPlaces(scope)
    for run in found:
        if not is_boilerplate(run, units, context, document.source.text):
            sure = context.assembled or _is_sure(run, context)
            copy, _ = _find_places(run, units)
            if first.take(copy):
                yield _build_match(_judge_likeness(run, units, meanings), units, document, meanings, sure=sure)
            else:
                yield Match(copy, certain=sure)


def _judge_likeness(run: Run, units: Sequence[Unit], meanings: UnitMeanings) -> Run:
    """The run with those pairs as near ones that hold the same letters and digits and differ in a sign."""

    def says_the_same(pair: Pair) -> bool:
        if pair.likeness == "near":
            return False
        one, other = units[pair.copy], units[pair.original]
        if one.block.text.content == other.block.text.content and one.atoms == other.atoms:
            return True
        if pair.likeness == "part":
            return meanings.says_all(pair.original, pair.copy)
        return meanings.get(pair.copy) == meanings.get(pair.original)

    return Run(tuple(pair if says_the_same(pair) else pair._replace(likeness="near") for pair in run.pairs))


def _build_branch_test(document: Document, units: Units) -> Callable[[int, int], bool]:
    """Whether two units stand in branches of which a reader sees one: then neither is a copy of the other."""
    branches = document.branches
    if not branches:
        return lambda one, other: False  # noqa: ARG005
    return lambda one, other: are_alternatives(branches, units[one].block.span.start, units[other].block.span.start)


def _pair_equal(units: Units, candidates: Container[int], are_apart: Callable[[int, int], bool]) -> Iterator[Pair]:
    places: dict[int, list[int]] = {}
    counts: dict[int, int] = {}
    repeated = find_repeated(units.hashes)
    for index, folded in enumerate(units.hashes):
        if folded not in repeated:
            continue
        earlier = places.setdefault(folded, [])
        count = counts[folded] = counts.get(folded, 0) + 1
        strong = index in candidates
        if strong or count <= _MOST_SAID:
            originals = [place for place in earlier if not are_apart(index, place)]
            for place in originals:
                yield Pair(index, place, strong=strong, likeness="same")
            strong = strong and bool(originals)
        if not earlier or (not strong and len(earlier) < _MOST_PLACES):
            earlier.append(index)


_MOST_PLACES = 24
"""Places of one label that are remembered: one said a thousand times costs no more than this."""

_MOST_SAID = 200
"""Times after which a label said once more tells nothing about where a passage is repeated."""

_ANCHOR_WEIGHT = 16
"""Folded characters by which a shared beginning or end is looked up before it is compared in full."""


def _pair_parts(heavy: Mapping[int, str], candidates: Container[int]) -> Iterator[Pair]:
    """Blocks that are the beginning or the end of another, longer block, wherever that stands."""
    yield from _pair_by_anchor(heavy, candidates, slice(_ANCHOR_WEIGHT), str.startswith)
    yield from _pair_by_anchor(heavy, candidates, slice(-_ANCHOR_WEIGHT, None), str.endswith)


def _pair_by_anchor(
    heavy: Mapping[int, str], candidates: Container[int], anchor: slice, holds: Callable[[str, str], bool]
) -> Iterator[Pair]:
    # Most stand alone under their anchor, and need not be remembered by it.
    hashes = array("q", (hash(folded[anchor]) for folded in heavy.values()))
    repeated = find_repeated(hashes)
    places: dict[int, list[int]] = {}
    for index, found in zip(heavy, hashes, strict=True):
        if found in repeated and len(others := places.setdefault(found, [])) < _MOST_PLACES:
            others.append(index)
    for (index, folded), found in zip(heavy.items(), hashes, strict=True):
        for other in places.get(found, ()) if index in candidates else ():
            longer = heavy[other]
            if len(longer) > len(folded) and holds(longer, folded):
                yield Pair(index, other, strong=True, likeness="part")


_COLLAPSED = 400
"""Folded characters from which a block may be several paragraphs run together."""

_MOST_COLLAPSED = 16
"""Of such blocks the longest are searched: a document of nothing else costs no more than this many times its length."""


def _pair_contained(heavy: Mapping[int, str], candidates: Iterable[int]) -> Iterator[Pair]:
    """Blocks that stand somewhere inside a much longer one."""
    long = [index for index, folded in heavy.items() if len(folded) >= _COLLAPSED]
    long = sorted(long, key=lambda index: (-len(heavy[index]), index))[:_MOST_COLLAPSED]
    for index in sorted(candidates) if long else ():
        folded = heavy.get(index)
        if folded is None:
            continue
        for other in long:
            if len(heavy[other]) > len(folded) and folded in heavy[other]:
                yield Pair(index, other, strong=True, likeness="part")
                break


def _is_sure(run: Run, context: RepetitionContext) -> bool:
    """One near copy may be two parallel descriptions, and documentation repeats a paragraph on purpose."""
    strong = [pair for pair in run.pairs if pair.strong]
    return len(strong) > 1 or not (context.technical or strong[0].likeness == "near")


def _build_match(run: Run, units: Sequence[Unit], document: Document, meanings: UnitMeanings, *, sure: bool) -> Match:
    copy, original = _find_places(run, units)
    count = len(run.pairs)
    first, last, stood = *_find_lines(original, document), _find_lines(copy, document)
    lines = last - first + 1
    values: dict[str, Value] = {
        "copy": make_reason("duplicate.copy", first=stood[0], last=stood[1], count=stood[1] - stood[0] + 1),
        "original": make_reason("duplicate.lines", first=first, last=last, count=lines),
        "size": make_reason("duplicate.size", count=count) if count > 1 else "",
        "restart": make_reason("duplicate.restart") if _restarts(run, units) else "",
        "how": _describe_likeness(run),
    }
    title = make_reason("duplicate.take-out", first=first, last=last, count=lines)
    fix: Fix | Reason = make_reason("duplicate.places-meant")
    if values["how"] == _NEARLY:
        fix = make_reason("duplicate.wordings-meant")
    if sure and not copy.overlaps(original):
        fix = (
            build_gathered_fix(run, units, document, title, meanings)
            if _is_gathered(run)
            else build_repetition_fix(run, units, document, title)
        )
    match = Match(copy, values, (Related(original, make_reason("duplicate.original-here")),), certain=sure)
    return match.with_fix(fix)


def _find_places(run: Run, units: Sequence[Unit]) -> tuple[Span, Span]:
    """Where the repetition stands, and where what it repeats does."""
    copy = _span_blocks(units[pair.copy].block for pair in run.pairs)
    original = _span_blocks(units[pair.original].block for pair in run.pairs)
    return (original, copy) if _is_gathered(run) else (copy, original)


def _is_gathered(run: Run) -> bool:
    """Whether one later block says what several earlier ones say: then it is the repetition, long as it is."""
    originals = {pair.original for pair in run.pairs}
    return len(run.pairs) > 1 and len(originals) == 1 and originals.pop() > run.pairs[-1].copy


_NEARLY = make_reason("duplicate.small-changes")


def _describe_likeness(run: Run) -> Reason:
    likeness = {pair.likeness for pair in run.pairs}
    if "near" in likeness:
        return _NEARLY
    return make_reason("duplicate.in-part") if "part" in likeness else make_reason("duplicate.word-for-word")


def _restarts(run: Run, units: Sequence[Unit]) -> bool:
    """Whether the repeated passage is how the article begins, at some length."""
    opening = next((index for index, unit in enumerate(units) if unit.block.kind == "paragraph"), 0)
    return len(run.pairs) > 1 and run.pairs[0].original <= opening


def _span_blocks(blocks: Iterator[Block]) -> Span:
    spans = [block.span for block in blocks]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _find_lines(span: Span, document: Document) -> tuple[int, int]:
    return document.find_line(span.start), document.find_line(span.end - 1)
