"""The report with one line a finding."""

from __future__ import annotations

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.summary import closing, visible_violations
from endmark.reporters.text import heading


def render(report: Report, style: Style) -> str:
    """`path:line:column: severity[rule] message` for each finding, then the summary."""
    lines = [heading(violation, style) for violation in visible_violations(report, style)]
    lines += closing(report, style)
    return "\n".join([*lines, ""]) if lines else ""
