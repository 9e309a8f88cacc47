"""The report as a stream for programs: one JSON object a line, the fields of the JSON report in each."""

from __future__ import annotations

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.json_report import (
    SCHEMA_VERSION,
    TOOL,
    error_entry,
    summary_entry,
    to_json,
    unlisted_entry,
    violation_entry,
)


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - every reporter has the same shape
    """Violations, then errors, then what is only counted, then the summary; `type` says which a line is."""
    entries = [
        *({"type": "violation", **violation_entry(violation)} for violation in report.violations),
        *({"type": "error", **error_entry(problem)} for problem in report.problems),
        *({"type": "unlisted", **unlisted_entry(unlisted)} for unlisted in report.unlisted),
        {"type": "summary", "schema_version": SCHEMA_VERSION, "tool": TOOL, **summary_entry(report)},
    ]
    return "".join(to_json(entry, indent=None) for entry in entries)
