"""The report for people: each finding with the line it stands in."""

from __future__ import annotations

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.excerpt import excerpt
from endmark.reporters.fix_hint import remedy
from endmark.reporters.summary import closing, unlisted, visible_violations
from endmark.reporters.width import at_line_start, harmless
from endmark.violation import Region, Severity, Violation

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_GUTTER = "\x1b[34m"
_FRAME = len(" | ……")
_NARROWEST = 24
_SEVERITY = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;36m"}


def render(report: Report, style: Style) -> str:
    """One finding after another, in the order of the report, then the summary."""
    paragraphs = [finding(violation, style) for violation in visible_violations(report, style)]
    if words := unlisted(report, style):
        paragraphs.append(words)
    paragraphs += closing(report, style)
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def heading(violation: Violation, style: Style) -> str:
    """`path:line:column: severity[rule] message`, with the reason where it is suppressed."""
    line, column = violation.region.start
    severity, rule = violation.severity.label, harmless(violation.rule)
    if style.color:
        severity, rule = _paint(severity, _SEVERITY[violation.severity], style), _paint(rule, _BOLD, style)
    place = f"{at_line_start(violation.path)}:{line}:{column}"
    return f"{place}: {severity}[{rule}] {harmless(violation.message)}{_suppression(violation)}"


def _suppression(violation: Violation) -> str:
    if violation.suppressed is None:
        return ""
    return f" (suppressed: {harmless(violation.suppressed) or 'no reason given'})"


def finding(violation: Violation, style: Style) -> str:
    """The heading, the line of the article with carets under it, and what else is known; lines without an end."""
    lines = [heading(violation, style), *_source(violation, style)]
    for related in violation.related:
        line, column = related.region.start
        lines.append(f"note: {harmless(violation.path)}:{line}:{column} {harmless(related.message)}")
    if style.verbose:
        lines.append(f"help: endmark explain {harmless(violation.rule)}")
    if words := remedy(violation):
        lines.append(words)
    return "\n".join(lines)


def _source(violation: Violation, style: Style) -> list[str]:
    region = violation.region
    begin = region.start.column - 1
    end = region.end.column - 1 if region.end.line == region.start.line else len(violation.line_text)
    number = str(region.start.line)
    window = excerpt(violation.line_text, begin, end, max(_NARROWEST, style.columns - len(number) - _FRAME))
    blank = _paint(f"{' ' * len(number)} |", _GUTTER, style)
    carets = _paint("^" * window.width, _SEVERITY[violation.severity], style)
    lines = [
        f"{_paint(f'{number} |', _GUTTER, style)} {window.text}".rstrip(),
        f"{blank} {' ' * window.offset}{carets}",
    ]
    last = last_line(region)
    if last > region.start.line:
        lines.append(f"{blank} … to line {last}")
    return lines


def last_line(region: Region) -> int:
    """The last line that holds text of the region: an end at column 1 is the end of the line before."""
    return region.end.line - 1 if region.end.column == 1 and region.end.line > region.start.line else region.end.line


def _paint(text: str, code: str, style: Style) -> str:
    return f"{code}{text}{_RESET}" if style.color else text
