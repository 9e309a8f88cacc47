"""The report for GitLab Code Quality: an array of findings.

GitLab shows entries with the same fingerprint once, so each is made to differ from
all others: this format alone holds something of every finding in memory, its
fingerprint. That is less than a fifth of what the finding takes in the report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import Any

from endmark.document.span import Position
from endmark.errors import Problem
from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.distinct import DistinctNames
from endmark.reporters.json_report import replace_surrogates, stream_json
from endmark.reporters.summary import describe_unlisted, format_problem
from endmark.reporters.width import sanitize
from endmark.violation import Region, Severity, Violation

_SEVERITIES = {Severity.INFO: "info", Severity.WARNING: "minor", Severity.ERROR: "major"}
_HERE = "."
"""The path of a problem that concerns no file: GitLab wants one."""


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - every reporter has the same shape
    """Problems first, so that an incomplete check is seen, then what stands, then what is only counted."""
    distinct = DistinctNames(entry["fingerprint"] for entry in _iter_entries(report))
    entries = _iter_entries(report)
    return stream_json(entry | {"fingerprint": distinct.make(entry["fingerprint"])} for entry in entries)


def _iter_entries(report: Report) -> Iterator[dict[str, Any]]:
    return chain(
        map(_build_problem, report.problems),
        map(_build_finding, report.iter_standing()),
        map(_build_unlisted, report.standing_unlisted),
    )


def _build_finding(violation: Violation) -> dict[str, Any]:
    elsewhere = [
        _build_location(related.path, related.region) for related in violation.related if related.path != violation.path
    ]
    return {
        # The name of the check is not shown, so the description begins with it.
        "description": f"{violation.rule}: {sanitize(violation.message)}",
        "check_name": violation.rule,
        "fingerprint": violation.fingerprint,
        "severity": _SEVERITIES[violation.severity],
        "location": _build_location(violation.path, violation.region),
        # A key of Code Climate, whose format GitLab has taken over.
        **({"other_locations": elsewhere} if elsewhere else {}),
    }


def _build_location(path: str, region: Region) -> dict[str, Any]:
    positions = {"begin": _build_position(region.start), "end": _build_position(region.end)}
    return {"path": replace_surrogates(path), "positions": positions}


def _build_unlisted(unlisted: Unlisted) -> dict[str, Any]:
    path = replace_surrogates(unlisted.path)
    # Without the number: with one finding more it is still the same entry.
    parts = ("unlisted", path, unlisted.rule, unlisted.severity.label)
    return {
        "description": f"{unlisted.rule}: {describe_unlisted(unlisted)}",
        "check_name": unlisted.rule,
        "fingerprint": hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32],
        "severity": _SEVERITIES[unlisted.severity],
        "location": {"path": path, "positions": {"begin": _build_position(Position(1, 1))}},
    }


def _build_problem(problem: Problem) -> dict[str, Any]:
    path = _HERE if problem.path is None else replace_surrogates(problem.path)
    message = sanitize(format_problem(problem))
    begin = Position(problem.line or 1, problem.column or 1)
    return {
        "description": f"endmark: {message}",
        "check_name": "endmark",
        "fingerprint": hashlib.sha256(f"{path}\0{message}".encode()).hexdigest()[:32],
        "severity": "critical",
        "location": {"path": path, "positions": {"begin": _build_position(begin)}},
    }


def _build_position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
