"""What came out of a file ↔ tuples of text, bytes and numbers, which `marshal` packs quickly and compactly."""

from __future__ import annotations

from typing import Any, TypeAlias

from endmark.document.span import Position, Span
from endmark.errors import Problem
from endmark.linting.report import FileResult, Outcome, PlacedFact, Unlisted, WaitingSuppression
from endmark.violation import Edit, Fix, Reason, Region, RelatedRegion, Severity, Value, Violation

Plain: TypeAlias = tuple[Any, ...]
"""Tuples of text, bytes, numbers, booleans, None and such tuples."""

_FACTS, _WAITING = 6, 7
"""Where the plain tuples of a result have them."""

_SEVERITIES = {int(severity): severity for severity in Severity}
_make_tuple = tuple.__new__


def pack_outcome(outcome: Outcome, *, with_text: bool = True) -> Plain:
    """The same as plain tuples; `unpack_outcome` makes an equal outcome of them.

    Without text they hold no excerpts and no lines, which may be longer than all
    the rest, and `unpack_outcome` needs the text of the document.
    """
    if isinstance(outcome, FileResult):
        violations = tuple([_pack_violation(violation, with_text) for violation in outcome.violations])
        others = (outcome.blocks, outcome.language, outcome.content)
        unlisted = tuple((*one[:2], int(one.severity), *one[3:]) for one in outcome.unlisted)
        facts = tuple([(_pack_violation(fact.finding, with_text), *fact[1:]) for fact in outcome.facts])
        waiting = tuple([(_pack_violation(one.finding, with_text), *one[1:]) for one in outcome.waiting])
        return violations, _pack_problems(outcome.problems), *others, unlisted, facts, waiting
    return (_pack_problems(outcome),)


def unpack_outcome(plain: Plain, text: str | None = None) -> Outcome:
    """The outcome of which `pack_outcome` made this; with `text`, the tuples hold none."""
    if len(plain) == 1:
        return _unpack_problems(plain[0])
    violations, problems, blocks, language, content, unlisted, facts, waiting = plain
    lines: dict[int, str] = {}
    found = tuple([_unpack_violation(text, lines, *parts) for parts in violations])
    counted = tuple(Unlisted(path, rule, _SEVERITIES[severity], *rest) for path, rule, severity, *rest in unlisted)
    noted = tuple([PlacedFact(_unpack_violation(text, lines, *parts), *others) for parts, *others in facts])
    waits = tuple([WaitingSuppression(_unpack_violation(text, lines, *parts), *others) for parts, *others in waiting])
    return FileResult(found, _unpack_problems(problems), blocks, language, content, counted, noted, waits)


def holds_facts(plain: Plain) -> bool:
    """Whether what `pack_outcome` made of a result has facts, or suppressions that wait for those of others."""
    return bool(plain[_FACTS] or plain[_WAITING])


def _pack_problems(problems: tuple[Problem, ...]) -> Plain:
    return tuple((one.message, one.path, one.line, one.column, one.hint) for one in problems)


def _unpack_problems(plain: Plain) -> tuple[Problem, ...]:
    return tuple(Problem(*parts) for parts in plain)


def _pack_violation(violation: Violation, with_text: bool) -> Plain:
    fix = violation.fix
    return (
        violation.path,
        violation.rule,
        int(violation.severity),
        violation.message,
        _pack_region(violation.region),
        violation.excerpt if with_text else None,
        violation.line_text if with_text else None,
        violation.fingerprint,
        tuple([(_pack_region(place.region), *place[1:]) for place in violation.related]),
        fix and _pack_fix(fix),
        tuple([_pack_region(region) for region in violation.fix_regions]),
        violation.no_fix_reason,
        violation.fix_title,
        _pack_values(violation.reasons),
        violation.suppressed,
        violation.baselined,
    )


def _unpack_violation(  # noqa: PLR0913, PLR0917 - one argument a field, in their order
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
    no_fix_reason: str,
    fix_title: str,
    reasons: Plain,
    suppressed: str | None,
    baselined: bool,
) -> Violation:
    if text is not None:
        (start, end), (line, column), _ = region
        excerpt = text[start:end]
        if line not in lines:  # many findings on one long line share one text
            lines[line] = _get_line(text, start - column + 1)
        line_text = lines[line]
    return Violation(
        path,
        rule,
        _SEVERITIES[severity],
        message,
        _unpack_region(region),
        excerpt,
        line_text,
        fingerprint,
        tuple([RelatedRegion(_unpack_region(place), *others) for place, *others in related]) if related else (),
        _unpack_fix(*fix) if fix else None,
        tuple([_unpack_region(place) for place in fix_regions]) if fix_regions else (),
        no_fix_reason,
        fix_title,
        _unpack_values(reasons),
        suppressed,
        baselined,
    )


def _get_line(text: str, start: int) -> str:
    """The line that starts there, without its line ending."""
    end = text.find("\n", start)
    return (text[start:] if end < 0 else text[start:end]).removesuffix("\r")


def _pack_fix(fix: Fix) -> Plain:
    edits = tuple((*edit.span, edit.replacement) for edit in fix.edits)
    return edits, fix.safe, _pack_value(fix.title), fix.waits, fix.rewords


def _unpack_fix(edits: Plain, safe: bool, title: Plain, *others: Any) -> Fix:
    replaced = tuple(Edit(Span(start, end), replacement) for start, end, replacement in edits)
    return Fix(replaced, safe, _unpack_value(title), *others)


def _pack_values(values: tuple[tuple[str, Value], ...]) -> Plain:
    return tuple([(name, _pack_value(value)) for name, value in values])


def _pack_value(value: Value) -> Any:
    """A reason as its code and values, and several as a tuple of those: by its first part one knows which it is."""
    if isinstance(value, Reason):
        return value.code, _pack_values(value.values)
    return tuple(map(_pack_value, value)) if isinstance(value, tuple) else value


def _unpack_values(plain: Plain) -> tuple[tuple[str, Any], ...]:
    return tuple([(name, _unpack_value(value)) for name, value in plain])


def _unpack_value(plain: Any) -> Any:
    if not isinstance(plain, tuple):
        return plain
    if plain and isinstance(plain[0], str):
        return Reason(plain[0], _unpack_values(plain[1]))
    return tuple(map(_unpack_value, plain))


def _pack_region(region: Region) -> Plain:
    return tuple(region.span), tuple(region.start), tuple(region.end)


def _unpack_region(plain: Plain) -> Region:
    span, start, end = plain
    # What `Region(Span(*span), …)` does, without a Python function for each: there may be a hundred thousand.
    return _make_tuple(Region, (_make_tuple(Span, span), _make_tuple(Position, start), _make_tuple(Position, end)))
