"""What is found in an article that was written in passes → fixes that leave one telling of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from endmark.checks.cuts.marker_fix import take_out_marker
from endmark.checks.edits.block_removal import remove_blocks
from endmark.checks.edits.joining import join_blocks
from endmark.checks.edits.partial_removal import remove_head, remove_tail
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis
from endmark.linting.file_result import FileResult
from endmark.linting.repair.assembly.choosing import Assembly
from endmark.linting.repair.assembly.joint import ELLIPSIS
from endmark.linting.repair.assembly.mended import REPETITION, is_of_assembly, is_own_title, is_sure
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.span_set import SpanSet
from endmark.messages.catalogue import say_reason
from endmark.violation import Edit, Fix, Reason, Violation, make_reason

_UNCLEAR = make_reason("assembly.unclear")
_TAKEN_OUT = make_reason("assembly.take-out")
_JOINED = make_reason("seam.join")
_MARKER = make_reason("marker.take-out")
_COMPLETED = make_reason("assembly.complete")
_DROPPED = make_reason("seam.drop")


class Action(NamedTuple):
    """Edits that belong together, and what they do."""

    edits: tuple[Edit, ...]
    title: Reason

    @property
    def span(self) -> Span:
        """From the first to the last edit."""
        return Span(self.edits[0].span.start, self.edits[-1].span.end)


def plan_assembly(analysis: Analysis, *, assembled: bool) -> Analysis:
    """The same findings, with those fixes for repetitions and cut sentences that leave the article one telling.

    Every action of the plan becomes the fix of a finding that it mends; what no finding speaks of is
    left alone. The end markers wait until there is nothing left to do at the seams; then also one goes before
    which the text breaks off, where that is as plain without it. Of an
    article that was not `assembled` nothing goes.
    """
    return replace(analysis, find=partial(_plan, analysis, assembled=assembled))


def has_seams(analysis: Analysis) -> bool:
    """Whether an article shows that it was assembled: by end markers, or as much of it stands twice."""
    return any(block.kind == "marker" for block in analysis.document.blocks) or any(
        found.stands and is_sure(found) for found in analysis.result.violations
    )


def _plan(analysis: Analysis, *, assembled: bool) -> FileResult:
    result = analysis.result
    analysis.rest.withhold(lambda fix: is_own_title(fix.title))
    violations = result.violations
    own = [number for number, found in enumerate(violations) if is_of_assembly(found)]
    if not own and not assembled:
        return result
    sure = SpanSet(violations[number].region.span for number in own if is_sure(violations[number]))
    fixes: dict[int, list[Action]] = {}
    others = [
        number
        for number, found in enumerate(violations)
        if found.stands and found.fix is None and found.rule in analysis.bared and number not in own
    ]
    markers = [number for number, found in enumerate(violations) if found.rule in analysis.boundaries and found.stands]
    for action in iter_actions(analysis.document, sure, assembled=assembled):
        owner = _find_owner(action, violations, own)
        if owner is None:
            owner = _find_owner(action, violations, others)
        if owner is None:
            owner = _find_marker(action, violations, markers, analysis.document.source.text)
        if owner is not None:
            fixes.setdefault(owner, []).append(action)
    planned = list(violations)
    for number in {*own, *fixes}:
        found = violations[number] if number not in markers else _let_wait(violations[number], analysis)
        planned[number] = _replace_fix(found, fixes.get(number))
    for number in markers:
        if number not in fixes and (fixes or violations[number].fix is None):
            planned[number] = _let_wait(violations[number], analysis)
    return result._replace(violations=tuple(planned))


def _find_owner(action: Action, violations: Sequence[Violation], own: Sequence[int]) -> int | None:
    """The finding that an action mends: one at its place, else one that is about its place."""
    span = Span(max(0, action.span.start - 1), action.span.end + 1)
    nearest: int | None = None
    for number in own:
        found = violations[number]
        if found.region.span.overlaps(span):
            return number
        if nearest is None and any(place.region.span.overlaps(span) for place in found.related):
            nearest = number
    return nearest


def _find_marker(action: Action, violations: Sequence[Violation], markers: Sequence[int], text: str) -> int | None:
    """The marker that an action takes out, or the one directly before it: it goes with what stands twice behind it."""
    for number in markers:
        span = violations[number].region.span
        if span.overlaps(action.span):
            return number
        if span.end <= action.span.start and not text[span.end : action.span.start].strip():
            return number
    return None


def _replace_fix(found: Violation, actions: Sequence[Action] | None) -> Violation:
    if not actions:
        if found.fix is None:
            return found
        return found._replace(fix=None, fix_title="", no_fix=_UNCLEAR, no_fix_reason=say_reason(_UNCLEAR, {}))
    edits = sorted((edit for action in actions for edit in action.edits), key=lambda edit: edit.span)
    if found.fix and not is_own_title(found.fix.title):
        edits = [*(edit for edit in found.fix.edits if edit.span.end <= edits[0].span.start), *edits]
    title = actions[0].title
    if title == _TAKEN_OUT and found.fix and found.fix.title.code.startswith(REPETITION):
        title = found.fix.title
    return found._replace(fix=Fix(tuple(edits), safe=False, title=title), fix_title=say_reason(title, {}))


def _let_wait(marker: Violation, analysis: Analysis) -> Violation:
    """A marker that goes after all else is done; one beside a cut only where that is found by itself."""
    if marker.fix is not None:
        return marker._replace(fix=replace(marker.fix, waits=True))
    block = next(
        (one for one in analysis.document.blocks if one.kind == "marker" and one.span == marker.region.span), None
    )
    if block is None or marker.no_fix is None or marker.no_fix.code not in _BESIDE_CUTS:
        return marker
    text = analysis.document.source.text
    beside = (
        found
        for found in analysis.result.violations
        if found.stands
        and found.rule in analysis.cuts
        and not text[found.region.span.end : block.span.start].strip()
        and not text[block.span.end : found.region.span.start].strip()
    )
    if next(beside, None) is None:
        return marker
    fix = Fix(take_out_marker(analysis.document, block), safe=False, title=_MARKER, waits=True)
    return marker._replace(fix=fix, fix_title=say_reason(_MARKER, {}))


_BESIDE_CUTS = frozenset({"marker.cut-before", "marker.cut-after"})


def iter_actions(document: Document, sure: SpanSet, *, assembled: bool) -> Iterator[Action]:
    """What is to be done that the article tells everything once, in the order of the text."""
    assembly = Assembly(document, sure, assembled=assembled)
    for is_gone, group in groupby(assembly.parts, key=lambda part: part.gone and not part.moved):
        if is_gone:
            yield from _iter_removals(document, list(group))
    for part in assembly.parts:
        if part.gone:
            continue
        if part.replacement is not None and (edits := remove_blocks(document, [part.replacement.block])):
            written = document.source.get_excerpt(part.replacement.block.span)
            yield Action((Edit(part.block.span, written), *edits), _COMPLETED)
            continue
        if edits := tuple(_iter_trims(document, part)):
            only_fragment = not part.first and part.breaks_off and part.last == len(part.sentences) - 1
            yield Action(edits, _DROPPED if only_fragment else _TAKEN_OUT)
        elif part.number in assembly.joints:
            rest, joint = assembly.joints[part.number]
            if rest.keeps_head and (edit := join_blocks(document, part.block, rest.block, **joint._asdict())):
                yield Action((edit,), _JOINED)


def _iter_removals(document: Document, parts: Sequence[Part]) -> Iterator[Action]:
    """Parts in a row that go: together, or one by one where some share their lines with others."""
    blocks = [part.block for part in parts]
    if edits := remove_blocks(document, blocks):
        yield Action(edits, _TAKEN_OUT)
        return
    for block in blocks:
        if edits := remove_blocks(document, [block]):
            yield Action(edits, _TAKEN_OUT)


def _iter_trims(document: Document, part: Part) -> Iterator[Edit]:
    kept = part.bounds[part.first][0] if part.first else 0
    if not part.with_ellipsis and not part.first:
        kept = ELLIPSIS.match(part.block.text.content).end()  # type: ignore[union-attr]
    if kept > 0:
        edit = remove_head(document, part.block, kept)
        if edit:
            yield edit
    if part.last < len(part.sentences):
        edit = remove_tail(document, part.block, part.bounds[part.last - 1][1])
        if edit:
            yield edit
