"""The report as a stream for programs: one JSON object a line, the fields of the JSON report in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.json_report import (
    SCHEMA_VERSION,
    TOOL,
    build_article_entry,
    build_error_entry,
    build_summary_entry,
    build_violation_entry,
    make_unlisted_entry,
    to_json,
)


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - every reporter has the same shape
    """Violations, errors, what is only counted, articles that are not whole, the summary; `type` says which."""
    entries: Iterator[Mapping[str, Any]] = chain(
        (
            {"type": "violation", **build_violation_entry(violation, report.find_row(violation.path))}
            for violation in report.iter_violations()
        ),
        ({"type": "error", **build_error_entry(problem)} for problem in report.problems),
        ({"type": "unlisted", **make_unlisted_entry(unlisted)} for unlisted in report.unlisted),
        ({"type": "article", **build_article_entry(judged)} for judged in report.results.iter_verdicts()),
        [{"type": "summary", "schema_version": SCHEMA_VERSION, "tool": TOOL, **build_summary_entry(report)}],
    )
    return (to_json(entry, indent=None) for entry in entries)
