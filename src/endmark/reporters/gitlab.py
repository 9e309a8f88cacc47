"""The report for GitLab Code Quality: an array of findings."""

from __future__ import annotations

import hashlib
from typing import Any

from endmark.document.span import Position
from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.distinct import distinct
from endmark.reporters.json_report import to_json, whole_characters
from endmark.reporters.summary import problem_message
from endmark.reporters.width import harmless
from endmark.violation import Severity, Violation

_SEVERITIES = {Severity.INFO: "info", Severity.WARNING: "minor", Severity.ERROR: "major"}
_HERE = "."
"""The path of a problem that concerns no file: GitLab wants one."""


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - every reporter has the same shape
    """Problems first, so that an incomplete check is seen, then what stands."""
    entries = [*map(_problem, report.problems), *map(_finding, report.standing)]
    # GitLab shows entries with the same fingerprint once.
    fingerprints = distinct(entry["fingerprint"] for entry in entries)
    return to_json(
        [entry | {"fingerprint": fingerprint} for entry, fingerprint in zip(entries, fingerprints, strict=True)]
    )


def _finding(violation: Violation) -> dict[str, Any]:
    begin, end = violation.region.start, violation.region.end
    return {
        # The name of the check is not shown, so the description begins with it.
        "description": f"{violation.rule}: {harmless(violation.message)}",
        "check_name": violation.rule,
        "fingerprint": violation.fingerprint,
        "severity": _SEVERITIES[violation.severity],
        "location": {
            "path": whole_characters(violation.path),
            "positions": {"begin": _position(begin), "end": _position(end)},
        },
    }


def _problem(problem: Problem) -> dict[str, Any]:
    path = _HERE if problem.path is None else whole_characters(problem.path)
    message = harmless(problem_message(problem))
    begin = Position(problem.line or 1, problem.column or 1)
    return {
        "description": f"endmark: {message}",
        "check_name": "endmark",
        "fingerprint": hashlib.sha256(f"{path}\0{message}".encode()).hexdigest()[:32],
        "severity": "critical",
        "location": {"path": path, "positions": {"begin": _position(begin)}},
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
