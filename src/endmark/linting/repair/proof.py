"""Proof that a repair did no harm: nothing is lost, nothing else changed, nothing new is found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from endmark.document.blocks import Block, Kind
from endmark.document.excerpt import shorten
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis
from endmark.linting.repair.edit_map import EditMap
from endmark.linting.repair.leftovers import Leftovers
from endmark.linting.repair.pieces import Sentence, Solid, iter_document_sentences, iter_document_solids, strip_markup
from endmark.linting.repair.reading import find_read_otherwise
from endmark.linting.repair.sentence_index import SentenceIndex
from endmark.linting.repair.span_set import SpanSet
from endmark.violation import Fix, Violation

Fixable: TypeAlias = tuple[Violation, Fix]
"""A violation with its fix."""


class Flaw(NamedTuple):
    """Why a step of a repair must not be taken.

    `offset` is where in the text before, as near as that can be said; None where
    it is nowhere in particular.
    """

    reason: str
    offset: int | None = None


def find_regressions(
    before: Analysis, after: Analysis, chosen: Sequence[Fixable], step: EditMap
) -> dict[int | None, str]:
    """Why a step of a repair must not be taken, by the number of the fix that is to blame; empty where it did no harm.

    `chosen` are the violations it repairs, with their fixes. None stands for
    flaws that no single fix is to blame for. Of one kind of harm all is found,
    not of the next as well, which may only follow from it.
    """
    blame = _Blame(chosen)
    return next(filter(None, map(blame.assign, _iter_tests(before, after, chosen, step))), {})


def _iter_tests(
    before: Analysis, after: Analysis, chosen: Sequence[Fixable], step: EditMap
) -> Iterator[Iterable[Flaw]]:
    """The kinds of harm, one after the other; those that the text alone shows come before any rule runs."""
    was, now = before.document, after.document
    yield _find_merged_newlines(was.source.text, chosen)
    yield _find_spared_marker(before, chosen)
    if chosen and all(fix.rewords for _, fix in chosen):
        yield _find_other_structure(was, now, [edit.span for _, fix in chosen for edit in fix.edits], step)
        yield _find_taken_along(was, now, chosen)
    else:
        if not all(fix.waits for _, fix in chosen):
            yield _find_changed_front_matter(was, now)
        yield _find_lost(before, after, chosen)
        yield _find_read_otherwise(was, now, chosen)
    if after.result.problems and not before.result.problems:
        yield [Flaw(f"the article could not be checked afterwards: {after.result.problems[0].message}")]
    yield _find_new_finding(before.result.violations, after, chosen, step)
    yield _find_hidden(before.result.violations, after, chosen, step)


class _Blame:
    """Which of several fixes is to blame for what happens at an offset: the nearest."""

    def __init__(self, chosen: Sequence[Fixable]) -> None:
        edits = sorted((edit.span, number) for number, (_, fix) in enumerate(chosen) for edit in fix.edits)
        self._spans = [span for span, _ in edits]
        self._numbers = [number for _, number in edits]

    def assign(self, flaws: Iterable[Flaw]) -> dict[int | None, str]:
        reasons: dict[int | None, str] = {}
        for flaw in flaws:
            reasons.setdefault(self._find_nearest(flaw.offset), flaw.reason)
        return reasons

    def _find_nearest(self, offset: int | None) -> int | None:
        if offset is None or not self._spans:
            return None
        following = bisect_right(self._spans, (offset, offset))
        near = range(max(0, following - 1), min(len(self._spans), following + 1))
        return self._numbers[min(near, key=lambda index: _measure_distance(self._spans[index], offset))]


def _measure_distance(span: Span, offset: int) -> int:
    return max(span.start - offset, offset - span.end, 0)


def _find_merged_newlines(text: str, chosen: Sequence[Fixable]) -> Iterator[Flaw]:
    """A lone carriage return and a lone line feed are two line endings; next to each other they are one."""
    if "\r" not in text:
        return
    for start, end, written in ((*edit.span, edit.replacement) for _, fix in chosen for edit in fix.edits):
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if "\r\n" in ((before + written[:1], written[-1:] + after) if written else (before + after,)):
            yield Flaw("it would make one line ending of two", start)


def _find_spared_marker(before: Analysis, chosen: Sequence[Fixable]) -> Iterator[Flaw]:
    """End markers that a comment lets stand: to who wrote it they are text, though they part passes."""
    spared = [
        found.region
        for found in before.result.violations
        if found.suppressed is not None and found.rule in before.boundaries
    ]
    touched = SpanSet(edit.span for _, fix in chosen for edit in fix.edits) if spared else _NOWHERE
    for region in spared:
        if touched.overlaps(region.span):
            yield Flaw(
                f"it would take out the marker in line {region.start.line}, which a comment lets stand",
                region.span.start,
            )


def _find_lost(before: Analysis, after: Analysis, chosen: Sequence[Fixable]) -> Iterator[Flaw]:
    """What the fixes take out and what stands nowhere any more.

    What is said only in words that another fix will take out will not stand for long.
    """
    removed = [(span, span.start) for _, fix in chosen for span in _iter_removed(fix, before.document)]
    lost = list(_find_lost_between(before.document, removed, after.document))
    yield from lost
    # Halves of such words that only a marker parted are what they seem.
    joined = [
        Span(max(0, edit.span.start - 1), edit.span.end + 1)
        for violation, fix in chosen
        if violation.rule not in before.boundaries
        for edit in fix.edits
        if edit.span.start < edit.span.end
    ]
    was = Leftovers(before)
    if not joined or (lost and not was):  # no rule need run then
        return
    now = Leftovers(after)
    if was or now:
        places = [(was.map_without(span), span.start) for span in joined]
        yield from _find_lost_between(was.read_without(), places, now.read_without())


def _find_lost_between(before: Document, removed: Sequence[tuple[Span, int]], after: Document) -> Iterator[Flaw]:
    """What was at these places and is lost; each comes with the offset that a flaw has."""
    places = SpanSet(span for span, _ in removed)
    offsets = dict(removed)
    said = SentenceIndex(after)
    pieces: Iterator[Sentence | Solid] = iter(
        (*iter_document_sentences(before, places), *iter_document_solids(before, places))
    )
    for piece in pieces:
        if (missing := said.find_lost(piece)) is not None:
            place = places.get_first(piece.span)
            yield Flaw(_explain_loss(piece, missing), offsets[place] if place else piece.span.start)


def _iter_removed(fix: Fix, document: Document) -> Iterator[Span]:
    """What a fix takes out, without the white space around it."""
    text = document.source.text
    for start, end in (edit.span for edit in fix.edits):
        written = text[start:end]
        if stripped := written.strip():
            first = start + len(written) - len(written.lstrip())
            yield Span(first, first + len(stripped))


def _explain_loss(piece: Sentence | Solid, missing: str) -> str:
    if isinstance(piece, Solid) and piece.kind:
        return f"it would change “{shorten(missing, _SHOWN_CHARACTERS)}”"
    if missing.startswith("]("):
        link = missing[2:].removesuffix(")")
        return f"it would lose a link ({shorten(link, _SHOWN_CHARACTERS)})"
    return f"it would lose “{shorten(missing, _SHOWN_CHARACTERS)}”"


def _find_read_otherwise(before: Document, after: Document, chosen: Sequence[Fixable]) -> Iterator[Flaw]:
    """What the fixes leave and what becomes something else: text becomes code, a heading a paragraph.

    A fix that puts nothing but white space into its place is there to have it read in another way.
    """
    meant = SpanSet(violation.region.span for violation, fix in chosen if _parts_only(fix, violation.region.span))
    cut, put = _list_places(chosen)
    for offset in find_read_otherwise(before, cut, after, put):
        if meant.overlaps(Span(offset, offset + 1)):
            continue
        line = before.source.get_line_span(before.source.get_position(offset).line)
        around = before.source.get_excerpt(
            Span(max(line.start, offset - _SHOWN_CHARACTERS), min(line.end, offset + 2 * _SHOWN_CHARACTERS))
        )
        yield Flaw(f"“{shorten(around, _SHOWN_CHARACTERS)}” would mean something else", offset)


def _list_places(chosen: Sequence[Fixable]) -> tuple[list[Span], list[Span]]:
    """Where the edits are, in order: before, and after."""
    cut: list[Span] = []
    put: list[Span] = []
    moved = 0
    for span, replacement in sorted((edit.span, edit.replacement) for _, fix in chosen for edit in fix.edits):
        cut.append(span)
        put.append(Span(span.start + moved, span.start + moved + len(replacement)))
        moved += len(replacement) - (span.end - span.start)
    return cut, put


def _parts_only(fix: Fix, place: Span) -> bool:
    return all(
        place.start < edit.span.start == edit.span.end < place.end and edit.replacement.isspace() for edit in fix.edits
    )


def _find_taken_along(before: Document, after: Document, chosen: Sequence[Fixable]) -> Iterator[Flaw]:
    """What fixes that reword take out beyond what was found, though it stands nowhere any more."""
    left = ""
    for violation, fix in chosen:
        found = violation.region.span
        for start, end in (edit.span for edit in fix.edits):
            for span in (Span(start, min(end, found.start)), Span(max(start, found.end), end)):
                lost = strip_markup(before.source.get_excerpt(span)) if span.start < span.end else ""
                left = left or ("".join(after.source.text.split()) if lost else "")
                if lost not in left:
                    yield Flaw(f"it would lose “{shorten(lost, _SHOWN_CHARACTERS)}”", start)


def _find_other_structure(before: Document, after: Document, edits: Sequence[Span], step: EditMap) -> Iterator[Flaw]:
    """New words must not make other Markdown or other fields, but of blocks that are replaced as a whole.

    Outside of the edits the text is the same anyway.
    """
    if _list_fields(before) != _list_fields(after):
        yield Flaw("it would change other fields of the front matter")
    touched = SpanSet(edits)
    holders = [touched.get_holding(block.span) for block in before.blocks]
    replaced = SpanSet(edit for edit in holders if edit)
    kept = (block for block, holder in zip(before.blocks, holders, strict=True) if holder is None)
    left = (block for block in after.blocks if not replaced.overlaps(_map_start_back(block, step)))
    for was, now in zip_longest(kept, left):
        if _get_form(was) != _get_form(now):
            kind = (was or now).kind
            offset = was.span.start if was else None
            yield Flaw(f"{kind} and what comes after it would become something else", offset)
            return


def _map_start_back(block: Block, step: EditMap) -> Span:
    start = step.map_back(block.span.start)
    return Span(start, start + 1)


def _get_form(block: Block | None) -> tuple[Kind, int, int] | None:
    return block and (block.kind, block.level, block.depth)


def _list_fields(document: Document) -> object:
    front_matter = document.front_matter
    return front_matter and ([(entry.name, entry.kind) for entry in front_matter.fields], len(front_matter.faults))


_SHOWN_CHARACTERS = 40


def _find_changed_front_matter(before: Document, after: Document) -> Iterator[Flaw]:
    if _get_front_matter(before) != _get_front_matter(after):
        yield Flaw("it would change the front matter")


def _get_front_matter(document: Document) -> str:
    return document.source.get_excerpt(document.front_matter.span) if document.front_matter else ""


def _find_new_finding(
    before: Sequence[Violation], after: Analysis, chosen: Sequence[Fixable], step: EditMap
) -> Iterator[Flaw]:
    """What is still found though it was repaired, or found only now.

    What a rule says of the whole text may change with the text, and waits. What
    is said twice now was said twice before, even if a larger repetition hid it.
    """
    repaired = _index_spans((violation for violation, _ in chosen), None, by_excerpt=True)
    known = _index_spans(before, None)
    for violation in after.result.violations:
        if not violation.stands or violation.rule in after.measures:
            continue
        origin = _map_span_back(violation, step)
        line = violation.region.start.line
        if repaired.get((violation.rule, violation.excerpt), _NOWHERE).overlaps(origin):
            yield Flaw(f"{violation.rule} would still be found in line {line}", origin.start)
        elif violation.rule not in after.bared and not known.get((violation.rule, ""), _NOWHERE).overlaps(origin):
            yield Flaw(f"{violation.rule} would then be found in line {line}", origin.start)


def _find_hidden(
    before: Sequence[Violation], after: Analysis, chosen: Sequence[Fixable], step: EditMap
) -> Iterator[Flaw]:
    """What is not found any more though nothing was done about it.

    Lost text must not be papered over: taking out a marker repairs nothing but
    the marker. And of a pair of signs, the second is none without the first.
    """
    watched = after.cuts | after.boundaries | {violation.rule for violation, fix in chosen if fix.rewords}
    gone = [edit.span for _, fix in chosen for edit in fix.edits]
    touched = (
        Span(edit.span.start - 1, edit.span.end + 1)
        for violation, fix in chosen
        if violation.rule not in after.boundaries
        for edit in fix.edits
    )
    repaired = SpanSet([*gone, *touched])
    left = _index_spans(after.result.violations, step)
    for violation in before:
        span = violation.region.span
        if not violation.stands or violation.rule not in watched:
            continue
        if not repaired.overlaps(span) and not left.get((violation.rule, ""), _NOWHERE).overlaps(span):
            yield Flaw(f"it would hide {violation.rule} in line {violation.region.start.line}", span.start)


def _map_span_back(violation: Violation, step: EditMap) -> Span:
    """Where what is found now stood before."""
    span = violation.region.span
    return Span(step.map_back(span.start), step.map_back(max(span.start, span.end - 1)) + 1)


def _index_spans(
    violations: Iterable[Violation], step: EditMap | None, *, by_excerpt: bool = False
) -> dict[tuple[str, str], SpanSet]:
    """The places of what stands, by rule and on demand by excerpt; with a step, those before it."""
    spans: dict[tuple[str, str], list[Span]] = {}
    for violation in violations:
        if violation.stands:
            place = _map_span_back(violation, step) if step else violation.region.span
            spans.setdefault((violation.rule, violation.excerpt if by_excerpt else ""), []).append(place)
    return {key: SpanSet(found) for key, found in spans.items()}


_NOWHERE = SpanSet()
