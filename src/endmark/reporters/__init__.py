"""Report → text: one module a format, listed here and loaded only when asked for.

A report may name millions of findings, so a format gives its text in pieces and
holds the findings of one file at a time. What has to be said before them, such as
how many there are, it takes from the counts of the report, or it goes through the
findings twice. All formats do so but for `gitlab`, which says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct

from endmark.linting.report import Report

if TYPE_CHECKING:
    from endmark.document.model import Document

FORMATS = {
    "text": "endmark.reporters.text",
    "concise": "endmark.reporters.concise",
    "agent": "endmark.reporters.agent",
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
    "html": "endmark.reporters.html.single",
}
"""Format name → module with a function `render(report, style) -> Iterator[str]`."""

CARRIES_PROBLEMS = frozenset(FORMATS) - {"text", "concise", "agent"}
"""The formats whose output holds the problems of a run; for the others the caller shows them."""


BEGINNINGS = {
    "json": ("{",),
    "json-lines": ("{",),
    "sarif": ("{",),
    "rdjson": ("{",),
    "rdjsonl": ("{",),
    "gitlab": ("[\n", "[]"),
    "junit": ("<?xml ",),
    "checkstyle": ("<?xml ",),
}
"""How each report of JSON or XML begins, so that a file of another kind is not taken for one; others begin anyhow."""

WIDEST = 120
"""Columns from which a wider screen changes nothing."""

WORTH_WRITING = 64_000
"""Code points of a piece."""


class Style(Struct, frozen=True):
    """How much a report says and how it looks; no choice here changes what was found.

    `verbose` adds suppressed violations and help lines. `quiet` leaves only the
    violations that make the run fail, without a summary. `statistics` adds a
    table of counts per rule. `exit_zero` is for the summary, which explains the
    exit code. `columns` is how wide the screen is. `brief` says that a person is looking
    who is better served by the worst articles than by more findings than anybody reads. `read` reads the article
    of a path again, for a format that shows its text; None where it cannot be, or has changed. `links` says that the
    terminal opens links. `wraps` says that lines are to be broken at words, as the screen would break them anywhere.
    Formats for machines ignore all of them.
    """

    color: bool = False
    verbose: bool = False
    quiet: bool = False
    statistics: bool = False
    exit_zero: bool = False
    columns: int = WIDEST
    brief: bool = False
    read: Callable[[str], Document | None] | None = None
    links: bool = False
    wraps: bool = False


class Reporter(Protocol):
    """The shape of a format's module."""

    def render(self, report: Report, style: Style) -> Iterator[str]:
        """The output piece by piece, ending with a newline unless it is empty."""


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
    """All that `stream` gives, as one text."""
    return "".join(stream(report, name, Style(color, verbose, quiet, statistics, exit_zero, columns)))


def stream(report: Report, name: str, style: Style) -> Iterator[str]:
    """The report in the format of that name, in pieces of some length; KeyError when there is none.

    All together end with a newline unless they are empty, and never hold a control
    character other than newlines and, with `color`, our own colour codes.
    """
    reporter = cast("Reporter", import_module(FORMATS[name]))
    return _join_pieces(reporter.render(report, style))


def _join_pieces(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in pieces that are worth writing."""
    joined: list[str] = []
    length = 0
    for piece in pieces:
        joined.append(piece)
        length += len(piece)
        if length >= WORTH_WRITING:
            yield "".join(joined)
            joined, length = [], 0
    if joined:
        yield "".join(joined)
