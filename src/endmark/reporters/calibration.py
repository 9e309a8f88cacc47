"""The figures of a calibration as text for an editor, or as JSON.

The JSON, version 1; rates and shares are rounded to three digits behind the
point, and lines and columns count from 1 in code points:

    {"schema_version": 1, "tool": {"name": "endmark", "version": "…"},
     "summary": {"files": 312, "blocks": 14203, "languages": {"ja": 280, "en": 30, "und": 2}},
     "rules": [{"rule": "truncated-sentence", "severity": "error", "enabled": true,
       "findings": 12, "error": 10, "warning": 2, "info": 0, "suppressed": 1,
       "files": 10, "percent_of_files": 3.205, "per_1000_blocks": 0.845, "habit": false,
       "samples": [{"path": "posts/a.md", "line": 26, "column": 131, "severity": "error",
         "excerpt": "out through the", "message": "…"}]}],
     "errors": [{"path": "…", "message": "…"}]}

`findings`, the counts by severity, `files` and both rates leave suppressed
findings out. `enabled` is false for a rule that an ordinary check would not run.
`habit` says that the rule may describe how the site writes. `languages` and
`rules` begin with the most frequent. Excerpts are one line, shortened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from textwrap import wrap
from typing import Any

from endmark.linting.calibration import HABIT_PER_1000_BLOCKS, HABIT_PERCENT, Calibration, RuleFigures
from endmark.messages.catalogue import say, say_reason
from endmark.phrase import counted, phrase
from endmark.reporters.json_report import build_error_entry, to_json
from endmark.reporters.summary import COUNTED
from endmark.reporters.table import align_table
from endmark.reporters.width import measure_each, measure_width, sanitize, wrap_text
from endmark.version import __version__
from endmark.violation import Violation

SCHEMA_VERSION = 1
LONGEST_EXCERPT = 72
"""Columns of an excerpt: enough to recognise the place."""

_WIDTH = 80
_INDENT = "  "
_LOOKED_AT = 4 * LONGEST_EXCERPT
"""Code points of an excerpt that are looked at; it may be as long as the article."""

_SMALLEST_RATE = 0.005
_HEADER = (
    phrase("rule"),
    phrase("severity"),
    phrase("findings"),
    phrase("suppressed"),
    phrase("per 1,000 blocks"),
    phrase("% of files"),
)
_WORDS = 2
"""Columns of words, at the left of the table; numbers follow."""

_LONGEST_HEAD = 9
"""Letters after which what stands above a column of numbers goes on below: the table then fits a narrow screen."""


def render_text(calibration: Calibration) -> str:
    """Totals, a table of the rules, and samples for each rule that found something."""
    silent = [figures for figures in calibration.rules if not figures.findings]
    speaking = [figures for figures in calibration.rules if figures.findings]
    paragraphs = [_format_totals(calibration), _format_table([*speaking, *silent]), *map(_format_details, speaking)]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def render_json(calibration: Calibration) -> str:
    """All figures for programs; the shape is described at the top of this module."""
    return to_json(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "endmark", "version": __version__},
            "summary": {
                "files": calibration.files,
                "blocks": calibration.blocks,
                "languages": dict(calibration.languages),
            },
            "rules": [_build_entry(figures) for figures in calibration.rules],
            "errors": [build_error_entry(problem) for problem in calibration.problems],
        }
    )


FORMATS: dict[str, Callable[[Calibration], str]] = {"text": render_text, "json": render_json}
"""Format name → what renders it."""


def _build_entry(figures: RuleFigures) -> dict[str, Any]:
    return {
        "rule": figures.rule,
        "severity": figures.severity.label,
        "enabled": figures.enabled,
        "findings": figures.findings,
        **{severity.label: count for severity, count in figures.by_severity},
        "suppressed": figures.suppressed,
        "files": figures.files,
        "percent_of_files": round(figures.percent_of_files, 3),
        "per_1000_blocks": round(figures.per_1000_blocks, 3),
        "habit": figures.is_habit,
        "samples": [_build_sample_entry(violation) for violation in figures.samples],
    }


def _build_sample_entry(violation: Violation) -> dict[str, Any]:
    return {
        "path": violation.path,
        "line": violation.region.start.line,
        "column": violation.region.start.column,
        "severity": violation.severity.label,
        "excerpt": _shorten(violation.excerpt),
        "message": violation.message,
    }


def _format_totals(calibration: Calibration) -> str:
    files = counted(calibration.files, "{count:,} file", "{count:,} files")
    blocks = counted(calibration.blocks, "{count:,} block of prose", "{count:,} blocks of prose")
    languages = ", ".join(f"{sanitize(_name_language(code))} {count:,}" for code, count in calibration.languages)
    measured = (
        phrase("Measured {files} with {blocks}: {languages}.", files=files, blocks=blocks, languages=languages)
        if languages
        else phrase("Measured {files} with {blocks}.", files=files, blocks=blocks)
    )
    return "\n".join(wrap_text(say(measured), _WIDTH))


def _name_language(code: str) -> str:
    return say(phrase("unknown")) if code == "und" else code


def _format_table(rules: Sequence[RuleFigures]) -> str:
    if not rules:
        return ""
    return align_table([*_break_header(map(say, _HEADER)), *map(_format_row, rules)], words=_WORDS)


def _break_header(header: Iterable[str]) -> Iterable[tuple[str, ...]]:
    """The lines of a header of which each cell is broken at its blanks, and ends at the bottom."""
    cells = [wrap(cell, _LONGEST_HEAD, break_long_words=False, break_on_hyphens=False) for cell in header]
    height = max(map(len, cells))
    return zip(*([*[""] * (height - len(cell)), *cell] for cell in cells), strict=True)


def _format_row(figures: RuleFigures) -> tuple[str, ...]:
    return (
        sanitize(figures.rule),
        figures.severity.label if figures.enabled else "off",
        f"{figures.findings:,}",
        f"{figures.suppressed:,}",
        _format_rate(figures.per_1000_blocks),
        f"{figures.percent_of_files:.1f}",
    )


def _format_rate(rate: float) -> str:
    return "<0.01" if 0 < rate < _SMALLEST_RATE else f"{rate:.2f}"


def _format_details(figures: RuleFigures) -> str:
    """The samples of a rule, and a word about it where it speaks very often."""
    name = sanitize(figures.rule)
    found = phrase(
        "{rule}: {findings} in {files}",
        rule=name,
        findings=counted(figures.findings, "{count:,} finding", "{count:,} findings"),
        files=counted(figures.files, "{count:,} file", "{count:,} files"),
    )
    counts = [say_reason(COUNTED[one](count)) for one, count in figures.by_severity if count]
    if len(counts) > 1:
        listed = reduce(lambda before, after: phrase("{first}, {second}", first=before, second=after), counts)
        found = phrase("{found} ({counts})", found=found, counts=listed)
    lines = [say(found)]
    for violation in figures.samples:
        label = "" if violation.severity is figures.severity else f" ({violation.severity.label})"
        lines.append(f"{_INDENT}{sanitize(violation.path)}:{violation.region.start.line}{label}")
        if excerpt := _shorten(violation.excerpt):
            lines.append(f"{2 * _INDENT}| {excerpt}")
        lines += [f"{2 * _INDENT}{line}" for line in wrap_text(violation.message, _WIDTH - 2 * len(_INDENT))]
    if figures.is_habit:
        lines += [f"{_INDENT}{line}" for line in _format_hint(figures)]
    return "\n".join(lines)


def _format_hint(figures: RuleFigures) -> list[str]:
    if figures.percent_of_files > HABIT_PERCENT:
        reason = phrase("Found in more than {most:g} % of the files", most=HABIT_PERCENT)
    else:
        reason = phrase("Found more than {most:g} times in 1,000 blocks", most=HABIT_PER_1000_BLOCKS)
    if not figures.enabled:
        known = phrase("hint: {reason}: this rule describes how this site writes. It is off already.", reason=reason)
        return wrap_text(say(known), _WIDTH - 2)
    advice = phrase(
        "hint: {reason}. Unless all these articles are broken, this rule describes how this site writes: "
        "look at the samples, then switch it off or change its options in endmark.yaml:",
        reason=reason,
    )
    return [*wrap_text(say(advice), _WIDTH - 2), f"{_INDENT}rules: {{{sanitize(figures.rule)}: off}}"]


def _shorten(text: str) -> str:
    """The text on one line, without harm, cut after so many columns."""
    line = sanitize(" ".join(text[:_LOOKED_AT].split()))
    if len(text) <= _LOOKED_AT and measure_width(line) <= LONGEST_EXCERPT:
        return line
    kept, used = [], 0
    for char, width in zip(line, measure_each(line), strict=True):
        used += width
        if used >= LONGEST_EXCERPT:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"
