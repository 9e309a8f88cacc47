"""What came out of a file ↔ tuples of text, bytes and numbers, which `marshal` packs quickly and compactly."""

from __future__ import annotations

from typing import Any, TypeAlias

from endmark.document.span import Position, Span
from endmark.errors import Problem
from endmark.linting.report import FileResult, Outcome, Unlisted
from endmark.violation import Edit, Fix, Region, RelatedRegion, Severity, Violation

Plain: TypeAlias = tuple[Any, ...]
"""Tuples of text, bytes, numbers, booleans, None and such tuples."""

_SEVERITIES = {int(severity): severity for severity in Severity}
_new = tuple.__new__


def to_plain(outcome: Outcome, *, with_text: bool = True) -> Plain:
    """The same as plain tuples; `from_plain` makes an equal outcome of them.

    Without text they hold no excerpts and no lines, which may be longer than all
    the rest, and `from_plain` needs the text of the document.
    """
    if isinstance(outcome, FileResult):
        violations = tuple([_from_violation(violation, with_text) for violation in outcome.violations])
        others = (outcome.blocks, outcome.language, outcome.content)
        unlisted = tuple((*one[:2], int(one.severity), *one[3:]) for one in outcome.unlisted)
        return violations, _from_problems(outcome.problems), *others, unlisted
    return (_from_problems(outcome),)


def from_plain(plain: Plain, text: str | None = None) -> Outcome:
    """The outcome of which `to_plain` made this; with `text`, the tuples hold none."""
    if len(plain) == 1:
        return _to_problems(plain[0])
    violations, problems, blocks, language, content, unlisted = plain
    lines: dict[int, str] = {}
    found = tuple([_to_violation(text, lines, *parts) for parts in violations])
    counted = tuple(Unlisted(path, rule, _SEVERITIES[severity], *rest) for path, rule, severity, *rest in unlisted)
    return FileResult(found, _to_problems(problems), blocks, language, content, counted)


def _from_problems(problems: tuple[Problem, ...]) -> Plain:
    return tuple((one.message, one.path, one.line, one.column, one.remedy) for one in problems)


def _to_problems(plain: Plain) -> tuple[Problem, ...]:
    return tuple(Problem(*parts) for parts in plain)


def _from_violation(violation: Violation, with_text: bool) -> Plain:
    fix = violation.fix
    return (
        violation.path,
        violation.rule,
        int(violation.severity),
        violation.message,
        _from_region(violation.region),
        violation.excerpt if with_text else None,
        violation.line_text if with_text else None,
        violation.fingerprint,
        tuple([(_from_region(place.region), place.message) for place in violation.related]),
        fix and _from_fix(fix),
        tuple([_from_region(region) for region in violation.fix_regions]),
        violation.obstacle,
        violation.suppressed,
        violation.baselined,
    )


def _to_violation(  # noqa: PLR0913, PLR0917 - one argument a field, in their order
    text: str | None,
    lines: dict[int, str],
    path: str,
    rule: str,
    severity: int,
    message: str,
    region: Plain,
    excerpt: str,
    line_text: str,
    fingerprint: str,
    related: Plain,
    fix: Plain | None,
    fix_regions: Plain,
    obstacle: str,
    suppressed: str | None,
    baselined: bool,
) -> Violation:
    if text is not None:
        (start, end), (line, column), _ = region
        excerpt = text[start:end]
        if line not in lines:  # many findings on one long line share one text
            lines[line] = _line(text, start - column + 1)
        line_text = lines[line]
    return Violation(
        path,
        rule,
        _SEVERITIES[severity],
        message,
        _to_region(region),
        excerpt,
        line_text,
        fingerprint,
        tuple([RelatedRegion(_to_region(place), words) for place, words in related]) if related else (),
        _to_fix(*fix) if fix else None,
        tuple([_to_region(place) for place in fix_regions]) if fix_regions else (),
        obstacle,
        suppressed,
        baselined,
    )


def _line(text: str, start: int) -> str:
    """The line that starts there, without its line ending."""
    end = text.find("\n", start)
    return (text[start:] if end < 0 else text[start:end]).removesuffix("\r")


def _from_fix(fix: Fix) -> Plain:
    edits = tuple((*edit.span, edit.replacement) for edit in fix.edits)
    return edits, fix.safe, fix.title, fix.waits, fix.rewords


def _to_fix(edits: Plain, *others: Any) -> Fix:
    return Fix(tuple(Edit(Span(start, end), replacement) for start, end, replacement in edits), *others)


def _from_region(region: Region) -> Plain:
    return tuple(region.span), tuple(region.start), tuple(region.end)


def _to_region(plain: Plain) -> Region:
    span, start, end = plain
    # What `Region(Span(*span), …)` does, without a Python function for each: there may be a hundred thousand.
    return _new(Region, (_new(Span, span), _new(Position, start), _new(Position, end)))
