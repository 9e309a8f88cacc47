"""One article × rules → the article with its fixes applied, each of them proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

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
    origins: list[Origins] = []
    applied: list[Applied] = []
    refused: dict[tuple[str, str, str], Refused] = {}
    most = _NO_LIMIT
    for _ in range(_MOST_CHECKS):
        violations = [v for v in _repairable(state.result.violations, unsafe=unsafe) if _key(v) not in refused]
        chosen = _chosen(violations)[:most]
        if not chosen:
            break
        text, step = apply(source.text, [edit for _, fix in chosen for edit in fix.edits])
        after = look(Source(source.path, text, source.has_bom))
        reason = flaw(state, after, chosen, step)
        if reason is None:
            applied += [
                Applied(v.rule, fix.title, _line(v, first, origins), removed(fix, state.document, after.document))
                for v, fix in chosen
            ]
            origins.append(step)
            source, state, most = after.document.source, after, _NO_LIMIT
        elif len(chosen) > 1:
            most = len(chosen) // 2
        else:
            violation, fix = chosen[0]
            line = _line(violation, first, origins)
            refused[_key(violation)] = Refused(violation.rule, fix.title, line, reason, violation.excerpt)
            most = _NO_LIMIT
    return Repair(source, state.result, tuple(applied), tuple(refused.values()))


_NO_LIMIT = 1_000_000


def _repairable(violations: Iterable[Violation], *, unsafe: bool) -> list[Violation]:
    """The standing violations with a fix that may be applied; those whose fix waits only where there are no others."""
    found = [v for v in violations if v.stands and v.fix is not None and (v.fix.safe or unsafe)]
    urgent = [violation for violation in found if violation.fix and not violation.fix.waits]
    return urgent or found


def _key(violation: Violation) -> tuple[str, str, str]:
    """What tells a fix from others while lines move."""
    return violation.rule, violation.excerpt, violation.fix.title if violation.fix else ""


def _chosen(violations: Sequence[Violation]) -> list[tuple[Violation, Fix]]:
    """As many fixes as can be applied together, those that take out most first."""
    candidates = [(violation, violation.fix) for violation in violations if violation.fix is not None]
    candidates.sort(key=lambda item: (-_extent(item[1]), item[0].region.span, item[0].rule))
    taken: list[Span] = []
    chosen = []
    for violation, fix in candidates:
        spans = [edit.span for edit in fix.edits]
        if not any(span.start <= other.end and other.start <= span.end for span in spans for other in taken):
            chosen.append((violation, fix))
            taken += spans
    return chosen


def _extent(fix: Fix) -> int:
    return sum(edit.span.end - edit.span.start for edit in fix.edits)


def _line(violation: Violation, source: Source, origins: Sequence[Origins]) -> int:
    """The line of the file on disk, which is `source`, that a violation of the present text stands on."""
    offset = violation.region.span.start
    for step in reversed(origins):
        offset = step.before(offset)
    return source.position(offset).line
