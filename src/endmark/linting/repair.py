"""One article × rules → the article with its fixes applied, each of them proven."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from endmark.document.model import Document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.linting.engine import Look
from endmark.linting.origins import Origins, apply
from endmark.linting.proof import Fixable, flaw
from endmark.linting.report import FileResult
from endmark.linting.said import Removed, Said, spoken_in
from endmark.violation import Violation

_MOST_CHECKS = 400
"""Times one article is checked at most while it is repaired."""


class Applied(NamedTuple):
    """A fix that was applied.

    `line` is where its violation stood in the text as it was when the fix was
    applied, counted back to the file on disk. `removed` is what it took out.
    """

    rule: str
    title: str
    line: int
    removed: tuple[Removed, ...] = ()


class Refused(NamedTuple):
    """A fix that failed its proof: the violation, which is of that excerpt, still stands."""

    rule: str
    title: str
    line: int
    reason: str
    excerpt: str


class Repair(NamedTuple):
    """The article after its repair, and how it came about; `result` is what is found in it now."""

    source: Source
    result: FileResult
    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()


def repair(source: Source, look: Callable[[Source], Look], *, unsafe: bool) -> Repair:
    """Apply the fixes of what stands in an article until no other applies.

    Fixes that overlap are applied one after the other, the larger first; those
    that wait come last. Every step is proven before the next; a step that fails
    is tried in halves, and a single fix that fails is refused. `look` checks a
    text. Deterministic, and bounded: an article of very many broken fixes is
    left as far as it is by then.
    """
    state, first = look(source), source
    steps: list[Origins] = []
    applied: list[tuple[Applied, list[str]]] = []
    refused: dict[tuple[str, int], Refused] = {}
    retried = 0
    most = _NO_LIMIT
    for _ in range(_MOST_CHECKS):
        fixable = _fixable(state.result.violations, unsafe=unsafe)
        chosen = _chosen([item for item in fixable if (item[0].rule, _origin(item[0], steps)) not in refused])[:most]
        if not chosen and retried < len(steps) and refused:
            # What was refused may be right by now; only so is the whole text the same after a second run.
            refused, retried = {}, len(steps)
            continue
        if not chosen:
            break
        text, step = apply(source.text, [edit for _, fix in chosen for edit in fix.edits])
        after = look(Source(source.path, text, source.has_bom))
        reason = flaw(state, after, chosen, step)
        if reason is None:
            lines = (_line(found, first, steps) for found, _ in chosen)
            gone = _taken_out(chosen, state.document)
            applied += [
                (Applied(found.rule, fix.title, line), texts)
                for (found, fix), line, texts in zip(chosen, lines, gone, strict=True)
            ]
            steps.append(step)
            source, state, most = after.document.source, after, _NO_LIMIT
        elif len(chosen) > 1:
            most = len(chosen) // 2
        else:
            ((found, fix),) = chosen
            line = _line(found, first, steps)
            refused[found.rule, _origin(found, steps)] = Refused(found.rule, fix.title, line, reason, found.excerpt)
            most = _NO_LIMIT
    said = Said(state.document)
    done = tuple(one._replace(removed=tuple(said.still(texts))) for one, texts in applied)
    return Repair(source, state.result, done, tuple(refused.values()))


_NO_LIMIT = 1_000_000


def _fixable(violations: Iterable[Violation], *, unsafe: bool) -> list[Fixable]:
    """The standing violations with the fixes that may be applied."""
    return [(v, v.fix) for v in violations if v.stands and v.fix is not None and (v.fix.safe or unsafe)]


def _chosen(fixable: Sequence[Fixable]) -> list[Fixable]:
    """As many fixes as can be applied together, those that take out most first.

    Those that reword come after the others, and those that wait only by themselves.
    """
    ready = [item for item in fixable if not item[1].waits]
    urgent = [item for item in ready if not item[1].rewords] or ready
    taken: list[Span] = []
    chosen = []
    for found, fix in sorted(urgent or fixable, key=_urgency):
        if all(_is_free(edit.span, taken) for edit in fix.edits):
            chosen.append((found, fix))
            for edit in fix.edits:
                insort(taken, edit.span)
    return chosen


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span neither shares anything with the others, which are sorted, nor touches one."""
    index = bisect_left(taken, span)
    return all(other.end < span.start or span.end < other.start for other in taken[max(0, index - 1) : index + 1])


def _urgency(item: Fixable) -> tuple[int, Span, str]:
    found, fix = item
    return -sum(edit.span.end - edit.span.start for edit in fix.edits), found.region.span, found.rule


def _taken_out(chosen: Sequence[Fixable], document: Document) -> list[list[str]]:
    """For each fix the sentences that it takes out, or a part of them."""
    gone = spoken_in((edit.span for _, fix in chosen for edit in fix.edits), document)
    starts = [place.start for _, place in gone]
    ends = [place.end for _, place in gone]
    return [
        [
            text
            for edit in fix.edits
            for text, _ in gone[bisect_right(ends, edit.span.start) : bisect_left(starts, edit.span.end)]
        ]
        for _, fix in chosen
    ]


def _origin(violation: Violation, steps: Sequence[Origins]) -> int:
    """The offset in the file on disk at which a violation of the present text stands."""
    offset = violation.region.span.start
    for step in reversed(steps):
        offset = step.before(offset)
    return offset


def _line(violation: Violation, source: Source, steps: Sequence[Origins]) -> int:
    """The line of that offset; `source` is the file on disk."""
    return source.position(_origin(violation, steps)).line
