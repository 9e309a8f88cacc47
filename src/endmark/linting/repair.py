"""One article × rules → the article with its fixes applied, each of them proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from endmark.document.source import Source
from endmark.document.span import Span
from endmark.linting.engine import Look
from endmark.linting.origins import Origins, apply
from endmark.linting.proof import Removed, flaw, removed
from endmark.linting.report import FileResult
from endmark.violation import Fix, Violation

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
    removed: tuple[Removed, ...]


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
    applied: list[Applied] = []
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
            applied += [
                Applied(found.rule, fix.title, _line(found, first, steps), removed(fix, state.document, after.document))
                for found, fix in chosen
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
    return Repair(source, state.result, tuple(applied), tuple(refused.values()))


_NO_LIMIT = 1_000_000

_Fixable: TypeAlias = tuple[Violation, Fix]


def _fixable(violations: Iterable[Violation], *, unsafe: bool) -> list[_Fixable]:
    """The standing violations with the fixes that may be applied."""
    return [(v, v.fix) for v in violations if v.stands and v.fix is not None and (v.fix.safe or unsafe)]


def _chosen(fixable: Sequence[_Fixable]) -> list[_Fixable]:
    """As many fixes as can be applied together, those that take out most first; those that wait only by themselves."""
    urgent = [item for item in fixable if not item[1].waits]
    taken: list[Span] = []
    chosen = []
    for found, fix in sorted(urgent or fixable, key=_urgency):
        spans = [edit.span for edit in fix.edits]
        if not any(span.start <= other.end and other.start <= span.end for span in spans for other in taken):
            chosen.append((found, fix))
            taken += spans
    return chosen


def _urgency(item: _Fixable) -> tuple[int, Span, str]:
    found, fix = item
    return -sum(edit.span.end - edit.span.start for edit in fix.edits), found.region.span, found.rule


def _origin(violation: Violation, steps: Sequence[Origins]) -> int:
    """The offset in the file on disk at which a violation of the present text stands."""
    offset = violation.region.span.start
    for step in reversed(steps):
        offset = step.before(offset)
    return offset


def _line(violation: Violation, source: Source, steps: Sequence[Origins]) -> int:
    """The line of that offset; `source` is the file on disk."""
    return source.position(_origin(violation, steps)).line
