"""Report → text: one module a format, listed here and loaded only when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol, cast

from endmark.linting.report import Report

FORMATS = {
    "text": "endmark.reporters.text",
    "concise": "endmark.reporters.concise",
    "json": "endmark.reporters.json_report",
    "github": "endmark.reporters.github",
    "gitlab": "endmark.reporters.gitlab",
    "sarif": "endmark.reporters.sarif",
    "junit": "endmark.reporters.junit",
    "checkstyle": "endmark.reporters.checkstyle",
    "rdjson": "endmark.reporters.rdjson",
    "rdjsonl": "endmark.reporters.rdjsonl",
    "json-lines": "endmark.reporters.json_lines",
    "markdown": "endmark.reporters.markdown",
}
"""Format name → module with a function `render(report, style) -> str`."""

CARRIES_PROBLEMS = frozenset(FORMATS) - {"text", "concise"}
"""The formats whose output holds the problems of a run; for the others the caller shows them."""


WIDEST = 120
"""Columns from which a wider screen changes nothing."""


class Style(NamedTuple):
    """How much a report says and how it looks; no choice here changes what was found.

    `verbose` adds suppressed violations and help lines. `quiet` leaves only the
    violations that make the run fail, without a summary. `statistics` adds a
    table of counts per rule. `exit_zero` is for the summary, which explains the
    exit code. `columns` is how wide the screen is. Formats for machines ignore all
    of them.
    """

    color: bool = False
    verbose: bool = False
    quiet: bool = False
    statistics: bool = False
    exit_zero: bool = False
    columns: int = WIDEST


class Reporter(Protocol):
    """The shape of a format's module."""

    def render(self, report: Report, style: Style) -> str:
        """The whole output, ending with a newline unless it is empty."""


def render(  # noqa: PLR0913 - the fields of a style
    report: Report,
    name: str,
    *,
    color: bool = False,
    verbose: bool = False,
    quiet: bool = False,
    statistics: bool = False,
    exit_zero: bool = False,
    columns: int = WIDEST,
) -> str:
    """The report in the format of that name; KeyError when there is none.

    The result ends with a newline unless it is empty, and never holds a control
    character other than newlines and, with `color`, our own colour codes.
    """
    reporter = cast("Reporter", import_module(FORMATS[name]))
    return reporter.render(report, Style(color, verbose, quiet, statistics, exit_zero, columns))
