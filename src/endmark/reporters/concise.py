"""The report with one line a finding."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.summary import format_closing, format_unlisted, select_visible
from endmark.reporters.text import format_heading


def render(report: Report, style: Style) -> Iterator[str]:
    """`path:line:column: severity[rule] message` for each finding, what is only counted, then the summary."""
    for violation in select_visible(report, style):
        yield f"{format_heading(violation, style, said=False)}\n"
    for line in (*format_unlisted(report, style), *format_closing(report, style)):
        yield f"{line}\n"
