"""The report for people: each finding with the line it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.linting.report import Report
from endmark.messages.catalogue import say_reason
from endmark.reporters import Style
from endmark.reporters.excerpt import cut_excerpt
from endmark.reporters.fix_hint import hint
from endmark.reporters.hyperlink import link_place, link_rule
from endmark.reporters.summary import count_beyond_screen, format_closing, format_unlisted, select_visible
from endmark.reporters.verdicts import format_worst_articles
from endmark.reporters.width import measure_width, protect_line_start, sanitize
from endmark.reporters.wrapping import NARROWEST, fold
from endmark.violation import Region, Severity, Violation, make_reason

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_GUTTER = "\x1b[94m"  # plain blue is hard to read on black
_FRAME = len(" | ……")
_SEVERITY = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;36m"}


def render(report: Report, style: Style) -> Iterator[str]:
    """One finding after another, in the order of the report, then the summary."""
    between = ""
    for paragraph in _iter_paragraphs(report, style):
        yield f"{between}{paragraph}\n"
        between = "\n"


def _iter_paragraphs(report: Report, style: Style) -> Iterator[str]:
    if (hidden := count_beyond_screen(report, style)) and (table := format_worst_articles(report)):
        yield table
        yield fold(say_reason(make_reason("report.not-shown", count=hidden)), style)
        yield from format_closing(report, style)
        return
    for violation in select_visible(report, style):
        yield format_finding(violation, style)
    if lines := format_unlisted(report, style):
        yield "\n".join(fold(line, style) for line in lines)
    yield from format_closing(report, style)


_SAID = {
    Severity.ERROR: make_reason("report.severity-error"),
    Severity.WARNING: make_reason("report.severity-warning"),
    Severity.INFO: make_reason("report.severity-info"),
}


def say_severity(severity: Severity) -> str:
    """A severity as a person reads it."""
    return say_reason(_SAID[severity])


def format_heading(violation: Violation, style: Style, *, said: bool = True) -> str:
    """`path:line:column: severity[rule] message`, with the reason where it is suppressed.

    The severity is `said` in the language of the messages, or as programs read it.
    """
    line, column = violation.region.start
    severity, rule = violation.severity.label, sanitize(violation.rule)
    if said:
        severity = say_severity(violation.severity)
    place = f"{protect_line_start(violation.path)}:{line}:{column}"
    used = measure_width(f"{place}: {severity}[{rule}] ") if style.wraps else 0
    words = fold(f"{sanitize(violation.message)}{_format_suppression(violation)}", style, used=used)
    if style.color:
        severity, rule = _paint(severity, _SEVERITY[violation.severity], style), _paint(rule, _BOLD, style)
    if style.links:
        place, rule = link_place(place, violation.path, line), link_rule(rule, violation.rule)
    return f"{place}: {severity}[{rule}] {words}"


def _format_suppression(violation: Violation) -> str:
    if violation.suppressed is None:
        return ""
    reason = sanitize(violation.suppressed) or make_reason("report.no-reason")
    return say_reason(make_reason("report.is-suppressed", reason=reason))


def format_finding(violation: Violation, style: Style) -> str:
    """The heading, the line of the article with carets under it, and what else is known; lines without an end."""
    lines = [format_heading(violation, style), *_format_source(violation, style)]
    for related in violation.related:
        line, column = related.region.start
        where = f"{sanitize(related.path)}:{line}:{column} {sanitize(related.message)}"
        lines.append(fold(say_reason(make_reason("report.note", words=where)), style))
    if style.verbose:
        if violation.pattern:
            lines.append(say_reason(make_reason("report.pattern", words=sanitize(violation.pattern_name))))
        lines.append(say_reason(make_reason("report.help", words=f"endmark explain {sanitize(violation.rule)}")))
    if words := hint(violation):
        lines.append(fold(words, style))
    return "\n".join(lines)


def _format_source(violation: Violation, style: Style) -> list[str]:
    region = violation.region
    begin = region.start.column - 1
    end = region.end.column - 1 if region.end.line == region.start.line else len(violation.line_text)
    number = str(region.start.line)
    window = cut_excerpt(violation.line_text, begin, end, max(NARROWEST, style.columns - len(number) - _FRAME))
    blank = _paint(f"{' ' * len(number)} |", _GUTTER, style)
    carets = _paint("^" * window.width, _SEVERITY[violation.severity], style)
    lines = [
        f"{_paint(f'{number} |', _GUTTER, style)} {window.text}".rstrip(),
        f"{blank} {' ' * window.offset}{carets}",
    ]
    last = get_last_line(region)
    if last > region.start.line:
        lines.append(f"{blank} {say_reason(make_reason('report.to-line', line=last))}")
    return lines


def get_last_line(region: Region) -> int:
    """The last line that holds text of the region: an end at column 1 is the end of the line before."""
    return region.end.line - 1 if region.end.column == 1 and region.end.line > region.start.line else region.end.line


def _paint(text: str, code: str, style: Style) -> str:
    return f"{code}{text}{_RESET}" if style.color else text
