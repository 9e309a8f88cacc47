"""The result of one file ↔ bytes."""

from __future__ import annotations

import marshal
from typing import Any

from endmark.document.span import Position, Span
from endmark.linting.report import FileResult
from endmark.violation import Edit, Fix, Region, RelatedRegion, Severity, Violation

_LONGEST = 1_000_000
"""Code points of excerpts and lines together; with more, checking again may be quicker than reading."""


def to_bytes(result: FileResult) -> bytes | None:
    """A result as bytes; None when it has problems, which are to be seen anew each time, or is very long."""
    shown = sum(len(violation.excerpt) + len(violation.line_text) for violation in result.violations)
    if result.problems or shown > _LONGEST:
        return None
    return marshal.dumps((result.blocks, result.language, tuple(map(_violation_parts, result.violations))))


def from_bytes(data: bytes) -> FileResult:
    """The result that `to_bytes` made the bytes of; whatever else they are leads to some exception."""
    blocks, language, violations = marshal.loads(data)  # noqa: S302 - the store vouches for its pieces
    return FileResult(tuple(_violation(*parts) for parts in violations), (), blocks, language)


def _violation_parts(violation: Violation) -> tuple[Any, ...]:
    fix = violation.fix
    return (
        violation.path,
        violation.rule,
        int(violation.severity),
        violation.message,
        _region_parts(violation.region),
        violation.excerpt,
        violation.line_text,
        violation.fingerprint,
        tuple((_region_parts(place.region), place.message) for place in violation.related),
        None if fix is None else (tuple((*edit.span, edit.replacement) for edit in fix.edits), fix.safe),
        tuple(map(_region_parts, violation.fix_regions)),
        violation.suppressed,
        violation.baselined,
    )


def _violation(  # noqa: PLR0913, PLR0917 - the fields of a violation
    path: str,
    rule: str,
    severity: int,
    message: str,
    region: tuple[int, ...],
    excerpt: str,
    line_text: str,
    fingerprint: str,
    related: tuple[Any, ...],
    fix: tuple[Any, ...] | None,
    fix_regions: tuple[Any, ...],
    suppressed: str | None,
    baselined: bool,
) -> Violation:
    return Violation(
        path,
        rule,
        Severity(severity),
        message,
        _region(*region),
        excerpt,
        line_text,
        fingerprint,
        tuple(RelatedRegion(_region(*parts), message) for parts, message in related),
        None if fix is None else Fix(tuple(Edit(Span(start, end), text) for start, end, text in fix[0]), fix[1]),
        tuple(_region(*parts) for parts in fix_regions),
        suppressed,
        baselined,
    )


def _region_parts(region: Region) -> tuple[int, ...]:
    return (*region.span, *region.start, *region.end)


def _region(  # noqa: PLR0913, PLR0917 - the fields of a region
    start: int, end: int, line: int, column: int, end_line: int, end_column: int
) -> Region:
    return Region(Span(start, end), Position(line, column), Position(end_line, end_column))
