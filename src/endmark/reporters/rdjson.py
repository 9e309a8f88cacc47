"""The report for reviewdog: one JSON object with all diagnostics.

reviewdog counts columns in bytes of UTF-8, from 1; ends are exclusive. Where the
text before a place is not at hand, only lines are given, and the last one is
part of the range.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from endmark.document.span import Position
from endmark.errors import Problem
from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.json_report import OpenObject, replace_surrogates, stream_json
from endmark.reporters.summary import describe_unlisted, format_problem
from endmark.reporters.text import get_last_line
from endmark.reporters.width import sanitize
from endmark.violation import Region, Severity, Violation

SOURCE = {"name": "endmark"}

_SEVERITIES = {Severity.INFO: "INFO", Severity.WARNING: "WARNING", Severity.ERROR: "ERROR"}


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - every reporter has the same shape
    """Problems first, then what stands, then what is only counted."""
    return stream_json(OpenObject(source=SOURCE, diagnostics=build_diagnostics(report)))


def build_diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    """What each problem, each standing violation and each number of those that are only counted becomes."""
    return chain(
        map(_build_problem, report.problems),
        map(_build_finding, report.iter_standing()),
        map(_build_unlisted, report.standing_unlisted),
    )


def _build_finding(violation: Violation) -> dict[str, Any]:
    path = replace_surrogates(violation.path)
    lines = _get_known_lines(violation)
    entry: dict[str, Any] = {
        "message": sanitize(violation.message),
        "location": {
            "path": path,
            "range": _build_byte_range(violation.region, violation, lines) or _build_line_range(violation.region),
        },
        "severity": _SEVERITIES[violation.severity],
        "code": {"value": violation.rule},
    }
    if suggestions := _build_suggestions(violation, lines):
        entry["suggestions"] = suggestions
    if violation.related:
        entry["related_locations"] = [
            {
                "message": sanitize(related.message),
                "location": {"path": replace_surrogates(related.path), "range": _build_line_range(related.region)},
            }
            for related in violation.related
        ]
    return entry


def _build_suggestions(violation: Violation, lines: list[str]) -> list[dict[str, Any]]:
    """The fix as a suggestion; reviewdog offers each on its own, so edits that belong together are left out."""
    if violation.fix is None or len(violation.fix.edits) != 1:
        return []
    (edit,), (region,) = violation.fix.edits, violation.fix_regions
    place = _build_byte_range(region, violation, lines)
    return [{"range": place, "text": replace_surrogates(edit.replacement)}] if place else []


def _build_unlisted(unlisted: Unlisted) -> dict[str, Any]:
    return {
        "message": describe_unlisted(unlisted),
        "location": {"path": replace_surrogates(unlisted.path)},
        "severity": _SEVERITIES[unlisted.severity],
        "code": {"value": unlisted.rule},
    }


def _build_problem(problem: Problem) -> dict[str, Any]:
    # Without a location reviewdog breaks; without a path it shows the message alone.
    location: dict[str, Any] = {"path": replace_surrogates(problem.path or "")}
    if problem.line is not None:
        location["range"] = {"start": {"line": problem.line}}
    return {"message": sanitize(format_problem(problem)), "location": location, "severity": "ERROR"}


def _get_known_lines(violation: Violation) -> list[str]:
    """The source from the beginning of the first line on, as far as the violation holds it."""
    start, end = violation.region.start, violation.region.end
    # The line is held without its ending, and a region may begin between the two characters of one.
    before = violation.line_text[: start.column - 1].ljust(start.column - 1, "\r")
    after = violation.line_text[end.column - 1 :] if end.line == start.line else ""
    return f"{before}{violation.excerpt}{after}".split("\n")


def _build_byte_range(region: Region, violation: Violation, lines: list[str]) -> dict[str, Any] | None:
    first = violation.region.start.line
    start, end = _compute_byte_column(region.start, first, lines), _compute_byte_column(region.end, first, lines)
    if start is None or end is None:
        return None
    return {
        "start": {"line": region.start.line, "column": start},
        "end": {"line": region.end.line, "column": end},
    }


def _compute_byte_column(position: Position, first: int, lines: list[str]) -> int | None:
    """The column in bytes, or None where the line is not known; `lines` begin with line `first`."""
    before = position.column - 1
    if before == 0:
        return 1
    number = position.line - first
    if not (0 <= number < len(lines) and before <= len(lines[number])):
        return None
    return len(lines[number][:before].encode("utf-8", "surrogatepass")) + 1


def _build_line_range(region: Region) -> dict[str, Any]:
    return {"start": {"line": region.start.line}, "end": {"line": get_last_line(region)}}
