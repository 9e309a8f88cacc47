"""The report for a language model that mends articles: what it needs and no character more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from endmark.linting.file_result import WHOLE
from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.summary import format_closing, format_unlisted, select_visible
from endmark.reporters.width import protect_line_start, sanitize
from endmark.violation import Region, Violation


def render(report: Report, style: Style) -> Iterator[str]:
    """Per article a line with its verdict and score, and a line for each finding; the summary last.

    That is `LINE rule: message`, or `LINE rule -> what the fix does` where there is one; before it stand all places of
    which the same is said, lines or `FIRST-LAST`.
    """
    verdicts = dict(report.results.iter_verdicts())
    for path, violations in groupby(select_visible(report, style), key=lambda violation: violation.path):
        verdict = verdicts.get(path, WHOLE)
        yield f"{protect_line_start(path)} {verdict.word} {verdict.score}\n"
        places: dict[str, list[str]] = {}
        for violation in violations:
            places.setdefault(_say(violation), []).append(_format_place(violation.region))
        for words, where in places.items():
            yield f"{','.join(where)} {words}\n"
    for line in (*format_unlisted(report, style), *format_closing(report, style, terse=True)):
        yield f"{line}\n"


def _format_place(region: Region) -> str:
    first, last = region.start.line, region.end.line
    return str(first) if last == first else f"{first}-{last}"


def _say(violation: Violation) -> str:
    words = f" -> {violation.fix_title}" if violation.fix else f": {violation.message}"
    return f"{sanitize(violation.rule)}{sanitize(words)}"
