"""What is found in an article that was written in passes → fixes that leave one telling of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby

from msgspec import Struct
from msgspec.structs import asdict, replace

from endmark.checks.cuts.endings import classify_ending
from endmark.checks.cuts.marker_fix import take_out_marker
from endmark.checks.edits.block_removal import remove_blocks
from endmark.checks.edits.joining import join_blocks
from endmark.checks.edits.lines import detect_newline
from endmark.checks.edits.partial_removal import remove_head, remove_tail
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from
from endmark.document.roles import WEIGHTLESS
from endmark.document.scripts import LANGUAGES_WITHOUT_SPACES
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis
from endmark.linting.file_result import FileResult
from endmark.linting.repair.assembly.choosing import choose_tellings
from endmark.linting.repair.assembly.joint import ELLIPSIS
from endmark.linting.repair.assembly.likenesses import Likenesses
from endmark.linting.repair.assembly.mended import (
    BESIDE_CUTS,
    REPETITION,
    is_of_assembly,
    is_own_title,
    is_sure,
    is_sure_by_code,
)
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.assembly.unlisted import Unlisted
from endmark.linting.repair.assembly.weaving import cut_out, find_end, find_start
from endmark.linting.repair.pieces import is_title
from endmark.linting.repair.span_set import SpanSet
from endmark.messages.catalogue import say_reason
from endmark.violation import Edit, Fix, Reason, Severity, Violation, make_reason

_UNCLEAR = make_reason("assembly.unclear")
_TAKEN_OUT = make_reason("assembly.take-out")
_JOINED = make_reason("seam.join")
_MARKER = make_reason("marker.take-out")
_COMPLETED = make_reason("assembly.complete")
_GATHERED = make_reason("assembly.gather")
_DROPPED = make_reason("seam.drop")
_STUB = make_reason("assembly.stub")
_CLOSED = make_reason("assembly.close")
_ENDED_AGAIN = make_reason("assembly.end-again")


class Action(Struct, frozen=True):
    """Edits that belong together, and what they do; `blocks` are those that they take out, `put` what they put in."""

    edits: tuple[Edit, ...]
    title: Reason
    blocks: tuple[Block, ...] = ()
    put: tuple[Edit, ...] = ()

    @property
    def span(self) -> Span:
        """From the first to the last edit."""
        return Span(self.edits[0].span.start, self.edits[-1].span.end)


def plan_assembly(analysis: Analysis, *, assembled: bool = False, likenesses: Likenesses | None = None) -> Analysis:
    """The same findings, with those fixes for repetitions and cut sentences that leave the article one telling.

    Every action of the plan becomes the fix of a finding that it mends, listed or not; what no finding
    speaks of is left alone. The end markers wait until there is nothing left to do at the seams; then also
    one goes before which the text breaks off, where that is as plain without it. Of an
    article that was not `assembled`, and does not show that it was, nothing goes. What is alike in it goes to the
    `likenesses`, for the plans after this one.
    """
    assembled = assembled or has_seams(analysis)
    return replace(analysis, find=partial(_plan, analysis, assembled=assembled, likenesses=likenesses))


def has_seams(analysis: Analysis) -> bool:
    """Whether an article shows that it was assembled.

    It does by end markers, by as much of it that stands twice, or by a sentence that breaks off and of which the
    next paragraph says the end again.
    """
    if any(block.kind == "marker" for block in analysis.document.blocks):
        return True
    if _measure_twice(analysis) * _LEAST_SHARE >= len(analysis.document.source.text) > 0:
        return True
    violations = analysis.result.violations
    return any(_is_sure_cut(found, analysis) and _takes_out_words(found, analysis) for found in violations)


def _measure_twice(analysis: Analysis) -> int:
    """How many characters surely stand twice by mistake, in findings that are listed and others."""
    findings = analysis.findings
    sure = [kind.stands and is_sure_by_code(kind.code) for kind in findings.kinds]
    if not any(sure):
        return 0
    places = zip(findings.starts, findings.ends, findings.which, strict=True)
    return sum(end - start for start, end, which in places if sure[which])


_LEAST_SHARE = 25
"""Part of an article that stands twice where a pass told it again: a smaller one is a paragraph of dozens, and whoever
wrote it may say it in two sections."""


def _takes_out_words(found: Violation, analysis: Analysis) -> bool:
    """Whether a finding's fix takes out more than white space and dots: what is said again."""
    edits = found.fix.edits if found.fix else ()
    return any(any(map(str.isalnum, analysis.document.source.get_excerpt(edit.span))) for edit in edits)


def _plan(analysis: Analysis, *, assembled: bool, likenesses: Likenesses | None) -> FileResult:
    result = analysis.result
    violations = result.violations
    analysis.part_findings()
    unlisted = Unlisted(analysis.rest, analysis.boundaries)
    own = [number for number, found in enumerate(violations) if is_of_assembly(found)]
    if not own and not assembled:
        return result
    owners = _Owners(analysis, own, unlisted)
    if not owners:
        return result  # whatever was to be done, nothing that is found would be mended
    listed = (span for number in own if is_sure(violations[number]) for span in _list_later(violations[number]))
    sure = SpanSet(chain(listed, unlisted.iter_sure()))
    cuts = SpanSet(found.region.span for found in violations if _is_sure_cut(found, analysis))
    fixes: dict[int, list[Action]] = {}
    others: dict[int, list[Action]] = {}
    for action in iter_actions(analysis.document, sure, cuts, assembled=assembled, likenesses=likenesses):
        number, is_listed = owners.find(action)
        if number is not None:
            (fixes if is_listed else others).setdefault(number, []).append(action)
    planned = list(violations)
    markers = _list_markers(analysis)
    parted = {block.span: block for block in analysis.document.blocks if block.kind == "marker"}
    let_wait = _Waiting(analysis).let_wait
    for number in {*own, *fixes}:
        found = violations[number]
        if number in markers:
            found = let_wait(found)
            if number in fixes and (marker := parted.get(found.region.span)):
                fixes[number] = _take_along(analysis.document, marker, fixes[number])
        planned[number] = _replace_fix(found, fixes.get(number))
    for number in markers:
        if number not in fixes and (fixes or others or violations[number].fix is None):
            planned[number] = let_wait(violations[number])
    if fixes or others:
        unlisted.replace_fixes(
            {number: _join_actions(actions, unlisted.get_fix(number)) for number, actions in others.items()}, say_reason
        )
    return replace(result, violations=tuple(planned))


def _list_later(found: Violation) -> Sequence[Span]:
    """The place of a repetition and those behind it that say the same: a short telling may stand before a full one."""
    span = found.region.span
    return [span, *(place.region.span for place in found.related if place.region.span.start >= span.end)]


def _is_sure_cut(found: Violation, analysis: Analysis) -> bool:
    return found.stands and found.severity is Severity.ERROR and found.rule in analysis.cuts


class _Owners:
    """The findings that actions may mend: first those that are listed."""

    def __init__(self, analysis: Analysis, own: Sequence[int], unlisted: Unlisted) -> None:
        violations = self._violations = analysis.result.violations
        self._text = analysis.document.source.text
        self._unlisted = unlisted
        self._own = _Listed(violations, own)
        taken = set(own)
        bared = (
            number
            for number, found in enumerate(violations)
            if found.stands and found.fix is None and found.rule in analysis.bared and number not in taken
        )
        self._bared = _Listed(violations, bared)
        self._markers = _list_markers(analysis)

    def __bool__(self) -> bool:
        return bool(self._own or self._unlisted or self._bared or self._markers)

    def find(self, action: Action) -> tuple[int | None, bool]:
        """The number of the finding that an action mends, if there is one, and whether it is listed.

        Where it takes something out tells it, before all that lies between its edits.
        """
        span = Span(max(0, action.span.start - 1), action.span.end + 1)
        taken = (edit.span for edit in action.edits if not edit.replacement)
        for place in (*taken, span):
            if (number := self._own.find_at(place)) is not None:
                return number, True
        if (number := self._unlisted.find(span)) is not None:
            return number, False
        for listed in (self._own.find_about, self._bared.find_at, self._bared.find_about):
            if (number := listed(span)) is not None:
                return number, True
        return self._find_marker(action.span)

    def _find_marker(self, span: Span) -> tuple[int | None, bool]:
        """The marker that an action takes out, or the one directly before: it goes with what stands twice behind it.

        What is only put in stands before its marker.
        """
        behind = start = span.start
        while behind and self._text[behind - 1].isspace():
            behind -= 1
        ahead = _BLANK.match(self._text, start).end() if span.start == span.end else -1  # type: ignore[union-attr]
        for number in self._markers:
            marker = self._violations[number].region.span
            if marker.overlaps(span) or behind <= marker.end <= start or marker.start == ahead:
                return number, True
        return self._unlisted.find_marker(behind, start), False


class _Listed:
    """Findings that are listed: which of them is at a place, or about it."""

    def __init__(self, violations: Sequence[Violation], numbers: Iterable[int]) -> None:
        self._violations = violations
        self._numbers = sorted(numbers, key=lambda number: violations[number].region.span)
        self._places = SpanSet(violations[number].region.span for number in self._numbers)
        self._related = SpanSet(place.region.span for number in self._numbers for place in violations[number].related)

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def find_at(self, span: Span) -> int | None:
        """The first that shares something with a span."""
        index = self._places.find_first(span)
        return None if index is None else self._numbers[index]

    def find_about(self, span: Span) -> int | None:
        """The first that speaks of something there."""
        if not self._related.overlaps(span):
            return None
        for number in self._numbers:
            if any(place.region.span.overlaps(span) for place in self._violations[number].related):
                return number
        return None


def _replace_fix(found: Violation, actions: Sequence[Action] | None) -> Violation:
    if not actions:
        if found.fix is None:
            return found
        return replace(found, fix=None, fix_title="", no_fix=_UNCLEAR, no_fix_reason=say_reason(_UNCLEAR, {}))
    fix = _join_actions(actions, found.fix)
    return replace(found, fix=fix, fix_title=say_reason(fix.title, {}))


def _join_actions(actions: Sequence[Action], own: Fix | None) -> Fix:
    """One fix that does what all these do, in the place of a finding's own."""
    edits = gather_edits(actions)
    if own and not is_own_title(own.title):
        edits = [*(edit for edit in own.edits if edit.span.end <= edits[0].span.start), *edits]
    title = actions[0].title
    if title == _TAKEN_OUT and own and own.title.code.startswith(REPETITION):
        title = own.title
    return Fix(tuple(edits), safe=False, title=title)


def gather_edits(actions: Sequence[Action]) -> list[Edit]:
    """The edits of actions, in order; an action that would change what another does has its turn later, as a whole."""
    owned = [(edit, number) for number, action in enumerate(actions) for edit in action.edits]
    owned.sort(key=lambda item: item[0].span)
    later: set[int] = set()
    reach = 0
    for edit, number in owned:
        if edit.span.start < reach:
            later.add(number)
        elif number not in later:
            reach = edit.span.end
    return [edit for edit, number in owned if number not in later]


def _take_along(document: Document, marker: Block, actions: Sequence[Action]) -> list[Action]:
    """What goes with the marker that it is a finding of: together, or their empty lines would stay."""
    ordered = sorted(actions, key=lambda action: action.span)
    blocks = [block for action in ordered for block in action.blocks]
    if [action.title for action in ordered] == [_CLOSED]:
        (action,) = ordered
        return [replace(action, edits=(*action.edits, *take_out_marker(document, marker)))]
    if not all(action.blocks for action in ordered):
        return ordered
    edits = remove_blocks(document, [marker, *blocks])
    put = [edit for action in ordered for edit in action.put]
    return [replace(ordered[0], edits=tuple(sorted((*put, *edits), key=_get_span)))] if edits else ordered


def _get_span(edit: Edit) -> Span:
    return edit.span


def _list_markers(analysis: Analysis) -> Sequence[int]:
    """The numbers of the listed findings that are end markers."""
    violations = analysis.result.violations
    return [number for number, found in enumerate(violations) if found.rule in analysis.boundaries and found.stands]


class _Waiting:
    """Markers that go after all else is done."""

    def __init__(self, analysis: Analysis) -> None:
        self._document = analysis.document
        self._markers = {block.span: block for block in analysis.document.blocks if block.kind == "marker"}
        self._before: dict[Span, Block] = {}
        before: Block | None = None
        for block in analysis.document.blocks:
            if block.kind != "marker":
                before = block
            elif before is not None:
                self._before[block.span] = before
        self._cuts = SpanSet(
            found.region.span for found in analysis.result.violations if found.stands and found.rule in analysis.cuts
        )

    def let_wait(self, marker: Violation) -> Violation:
        """A marker that waits; one beside a cut goes only where that is found by itself.

        Behind what needs no full stop there may be none at all.
        """
        if marker.fix is not None:
            return replace(marker, fix=replace(marker.fix, waits=True))
        block = self._markers.get(marker.region.span)
        if block is None or marker.no_fix is None or marker.no_fix.code not in BESIDE_CUTS:
            return marker
        if not (self._is_beside_cut(block.span) or self._is_behind_loose(block)):
            return marker
        fix = Fix(take_out_marker(self._document, block), safe=False, title=_MARKER, waits=True)
        return replace(marker, fix=fix, fix_title=say_reason(_MARKER, {}))

    def _is_behind_loose(self, marker: Block) -> bool:
        """Whether what needs no full stop stands before a marker, and nothing is found to break off there.

        That is a list item, a quotation, a title, or what only shows or names something.
        """
        before = self._before.get(marker.span)
        if before is None or not (before.kind in _LOOSE or before.role in WEIGHTLESS or is_title(before)):
            return False
        if classify_ending(before.text.content, {}, before.language).manner in ("open", "comma"):
            return False
        return not self._is_beside_cut(marker.span)

    def _is_beside_cut(self, marker: Span) -> bool:
        """Whether only white space stands between a marker and such a finding, or nothing."""
        text, start = self._document.source.text, marker.start
        while start and text[start - 1].isspace():
            start -= 1
        end = _BLANK.match(text, marker.end).end()  # type: ignore[union-attr]
        return self._cuts.overlaps(Span(max(0, start - 1), end + 1))


_BLANK = re.compile(r"\s*")
_LOOSE = frozenset({"list-item", "quote"})


def iter_actions(
    document: Document, sure: SpanSet, cuts: SpanSet, *, assembled: bool, likenesses: Likenesses | None = None
) -> Iterator[Action]:
    """What is to be done that the article tells everything once, in the order of the text."""
    assembly = choose_tellings(document, sure, cuts, assembled=assembled, likenesses=likenesses)
    leads = {added.lead.number for part in assembly.parts for added in part.added if added.lead is not None}
    for title, group in groupby(assembly.parts, key=lambda part: _name_removal(part, assembly, leads)):
        if title is not None:
            yield from _iter_removals(document, list(group), title)
    for part in assembly.parts:
        if part.gone:
            continue
        if part.takes_in and (action := _move_here(document, part, assembly.parts)):
            yield action
            continue
        if edits := tuple(_iter_trims(document, part)):
            only_fragment = not part.first and part.breaks_off and part.last == len(part.sentences) - 1
            dropped = _STUB if part.number in assembly.stubs else _DROPPED
            yield Action(edits, dropped if only_fragment else _TAKEN_OUT)
        elif part.number in assembly.joints:
            rest, joint = assembly.joints[part.number]
            if rest.keeps_head and (edit := join_blocks(document, part.block, rest.block, **asdict(joint))):
                yield Action((edit,), _JOINED)
        elif part.number in assembly.stops:
            end = part.block.text.map_span(0, len(part.block.text.content.rstrip())).end
            yield Action((Edit(Span(end, end), assembly.stops[part.number]),), _CLOSED)


def _name_removal(part: Part, assembly: Assembly, leads: Container[int]) -> Reason | None:
    """What taking out a part means; None where it is not taken out, or goes with what it leads into."""
    if not part.gone or part.moved or part.number in leads:
        return None
    if part.number in assembly.ended_again:
        return _ENDED_AGAIN
    return _STUB if part.number in assembly.stubs else _TAKEN_OUT


def _iter_removals(document: Document, parts: Sequence[Part], title: Reason) -> Iterator[Action]:
    """Parts in a row that go: together, or as many as can where some share their lines with others."""
    blocks = [part.block for part in parts]
    if edits := remove_blocks(document, blocks):
        yield Action(edits, title, tuple(blocks))
        return
    for may_go, group in groupby(blocks, key=lambda block: remove_blocks(document, [block]) is not None):
        together = tuple(group)
        if may_go and (edits := remove_blocks(document, together)):
            yield Action(edits, title, together)
        elif not may_go:
            yield from (
                Action((edit,), title) for block in together if (edit := _remove_before_marker(document, block))
            )


def _remove_before_marker(document: Document, block: Block) -> Edit | None:
    """Take a block out of a line that it shares with a marker alone, which stays; None where there is more in it."""
    blocks, source = document.blocks, document.source
    index = find_from(blocks, block.span.end)
    if index == len(blocks) or blocks[index].kind != "marker":
        return None
    marker = blocks[index].span
    line = source.get_line_span(source.get_position(block.span.start).line)
    others = (Span(line.start, block.span.start), Span(block.span.end, marker.start), Span(marker.end, line.end))
    if any(span.start > span.end or source.get_excerpt(span).strip() for span in others):
        return None
    return Edit(Span(block.span.start, marker.start), "")


def _move_here(document: Document, part: Part, parts: Sequence[Part]) -> Action | None:
    """Put what is told further down into the place of a part, or behind it or its sentences.

    Its own title goes, and so does what leads into it.
    """
    moved = [part.replacement, *part.added] if part.replacement else part.added
    sources = dict.fromkeys([*moved, *(addition.part for addition in part.additions)])
    above = (parts[one.number - 1] for one in sources)
    titles = [title for title in above if title.level and title.gone and title.moved]
    leads = [one.lead for one in sources if one.lead is not None]
    blocks = tuple(one.block for one in sorted({*titles, *leads, *sources}, key=_get_number))
    removals = remove_blocks(document, blocks)
    if not removals:
        return None
    written = [kept for one in moved if (kept := _cut_out_kept(document, one)) is not None]
    if len(written) < len(moved):
        return None
    put = tuple(_iter_put(document, part, written))
    # What is told elsewhere goes from its ends in the same step: nothing would show it any more.
    trims = () if part.replacement else tuple(_iter_trims(document, part))
    removals = tuple(sorted((*trims, *removals), key=_get_span))
    title = _COMPLETED if part.replacement or part.additions else _GATHERED
    return Action((*put, *removals), title, blocks, put)


def _cut_out_kept(document: Document, part: Part) -> str | None:
    """What the author wrote for the sentences of a part that are kept."""
    if not part.first and part.last == len(part.sentences):
        return document.source.get_excerpt(part.block.span)
    return cut_out(document, part.block, part.bounds[part.first][0], part.bounds[part.last - 1][1])


def _get_number(part: Part) -> int:
    return part.number


def _iter_put(document: Document, part: Part, moved: list[str]) -> Iterator[Edit]:
    """What is put into a part or in its place, and what is put behind it, in order."""
    place = part.block.span
    for addition in sorted(part.additions, key=lambda one: (one.behind, not one.instead)):
        end = find_end(document, part, addition.behind)
        if addition.instead and end is not None and (start := find_start(document, part, addition.behind)) is not None:
            yield Edit(Span(start, end), addition.written)
        elif end is not None:
            between = "" if part.block.language in LANGUAGES_WITHOUT_SPACES else " "
            written = between + addition.written if addition.behind >= 0 else addition.written + between
            yield Edit(Span(end, end), written)
    if not moved:
        return
    if part.replacement is None:
        moved = ["", *moved]
        place = Span(place.end, place.end)
    yield Edit(place, (2 * detect_newline(document.source.text)).join(moved))


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
