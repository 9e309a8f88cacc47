"""What is found in a text, as editors show it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from endmark.errors import Problem
from endmark.lsp.buffer import Json, Lines
from endmark.lsp.checked import Checked
from endmark.messages.catalogue import say_problem
from endmark.violation import Severity, Violation

_SOURCE = "endmark"
_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3}
_PAGES = "https://github.com/endmark/endmark/blob/main/docs/rules"


def build_diagnostics(checked: Checked, *, related: bool) -> list[Json]:
    """What counts in a text, and why it could not be checked; with `related` also the places that explain it."""
    lines = checked.buffer.lines
    return [
        *(_build_problem(problem, lines) for problem in checked.result.problems),
        *(_build_finding(violation, checked, lines, related=related) for violation in checked.result.violations),
    ]


def group_by_file(problems: Iterable[Problem], folder: Path) -> dict[str, list[Json]]:
    """Mistakes in files below a folder, by the URI of the file."""
    by_file: dict[str, list[Json]] = {}
    for problem in problems:
        if problem.path:
            by_file.setdefault((folder / problem.path).as_uri(), []).append(_build_problem(problem))
    return by_file


def _build_problem(problem: Problem, lines: Lines | None = None) -> Json:
    """A mistake, at its place as far as that is known; without the lines of its text its column is in code points."""
    line, column = (problem.line or 1) - 1, (problem.column or 1) - 1
    start: Json = {"line": line, "character": column}
    if lines is not None:
        start = lines.locate(lines.find_offset({"line": line, "character": 0}) + column)
    message = say_problem(problem).message
    return {"range": {"start": start, "end": start}, "severity": 1, "source": _SOURCE, "message": message}


def _build_finding(violation: Violation, checked: Checked, lines: Lines, *, related: bool) -> Json:
    diagnostic: dict[str, Any] = {
        "range": lines.locate_span(checked.find_span(violation.region.span)),
        "severity": _SEVERITIES[violation.severity],
        "code": violation.rule,
        "codeDescription": {"href": f"{_PAGES}/{violation.rule}.md"},
        "source": _SOURCE,
        "message": violation.message,
        "data": {"fingerprint": violation.fingerprint},
    }
    if related and violation.related:
        diagnostic["relatedInformation"] = [
            {
                "location": {
                    "uri": checked.buffer.uri,
                    "range": lines.locate_span(checked.find_span(one.region.span)),
                },
                "message": one.message,
            }
            for one in violation.related
            if one.path == violation.path
        ]
    return diagnostic
