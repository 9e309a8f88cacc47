"""The report with one line a finding."""

from __future__ import annotations

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.summary import format_closing, format_unlisted, select_visible
from endmark.reporters.text import format_heading


def render(report: Report, style: Style) -> str:
    """`path:line:column: severity[rule] message` for each finding, what is only counted, then the summary."""
    lines = [format_heading(violation, style) for violation in select_visible(report, style)]
    lines += format_unlisted(report, style)
    lines += format_closing(report, style)
    return "\n".join([*lines, ""]) if lines else ""
