"""The report for the summary page of a CI job, as Markdown.

What comes from articles, paths and configs stands in inline code, where no
Markdown, HTML, link or mention has an effect.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from endmark.errors import Problem
from endmark.linting.file_result import Unlisted, Verdict
from endmark.linting.report import Report
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, counted, phrase
from endmark.reporters import Style
from endmark.reporters.summary import describe_unlisted, format_problem, iter_worst_first, summarise
from endmark.reporters.text import say_severity
from endmark.reporters.verdicts import MOST_ARTICLES, say_verdict
from endmark.reporters.width import sanitize
from endmark.violation import Severity, Violation

MOST_FINDINGS = 200
MOST_PROBLEMS = 50
MOST_UNLISTED = 50
MOST_RULES = 100
LONGEST_TEXT = 200
"""Code points of a message or path that are shown. With the numbers above a page stays below the 1 MB GitHub takes."""

_TICKS = re.compile("`+")
_WORST_FIRST = sorted(Severity, reverse=True)


def render(report: Report, style: Style) -> Iterator[str]:
    """The summary, then problems, a table of counts, and the findings file by file, errors before others."""
    sections = [
        f"## endmark\n\n{summarise(report, exit_zero=style.exit_zero)}",
        _format_problems(report.problems),
        _format_articles(report.rank_articles()),
        _format_counts(report.count_rules()),
        *_format_findings(report),
        _format_unlisted(report.standing_unlisted),
    ]
    yield "\n\n".join(section for section in sections if section) + "\n"


def _format_problems(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    shown = [f"- {_format_place(problem)}{_to_code(format_problem(problem))}" for problem in problems[:MOST_PROBLEMS]]
    return "\n".join([f"### {say(phrase('Not checked'))}", "", *shown, *_describe_left_out(len(problems) - len(shown))])


def _format_place(problem: Problem) -> str:
    if problem.path is None:
        return ""
    place = "".join(f":{part}" for part in (problem.line, problem.column) if part is not None)
    return f"{_to_code(problem.path, place)}: "


def _format_articles(ranked: Sequence[tuple[str, Verdict]]) -> str:
    """A table of the articles that are least whole."""
    if not ranked:
        return ""
    shown = ranked[:MOST_ARTICLES]
    rows = [f"| {verdict.score} | {say_verdict(verdict.word)} | {_to_code(path)} |" for path, verdict in shown]
    header = [_format_row(phrase("score"), phrase("verdict"), phrase("article")), "|---:|:---|:---|"]
    return "\n".join([*header, *rows, *_describe_left_out(len(ranked) - len(shown))])


def _format_counts(found: Mapping[tuple[str, Severity], int]) -> str:
    """A table of the rules, the most frequent first, from how often each was broken."""
    counts: dict[str, Counter[Severity]] = {}
    for (rule, severity), number in found.items():
        counts.setdefault(rule, Counter())[severity] += number
    if not counts:
        return ""
    ranked = sorted(counts, key=lambda rule: (-counts[rule].total(), rule))
    rows = [
        f"| {_to_code(rule)} | {' | '.join(f'{counts[rule][severity]:,}' for severity in _WORST_FIRST)} |"
        for rule in ranked[:MOST_RULES]
    ]
    header = [
        _format_row(phrase("rule"), phrase("errors"), phrase("warnings"), phrase("infos")),
        "|:---|---:|---:|---:|",
    ]
    return "\n".join([*header, *rows, *_describe_left_out(len(ranked) - len(rows))])


def _format_findings(report: Report) -> list[str]:
    worst = islice(iter_worst_first(report, standing=True), MOST_FINDINGS)
    kept = sorted(worst, key=lambda violation: (violation.path, violation.region.span))
    files = [
        "\n".join([f"### {_to_code(path)}", "", *map(_format_finding, violations)])
        for path, violations in groupby(kept, key=lambda violation: violation.path)
    ]
    return [
        *files,
        "\n".join(_describe_left_out(report.results.counts.count(standing=True) - len(kept))).strip(),
    ]


def _format_unlisted(unlisted: Sequence[Unlisted]) -> str:
    """How many findings were too many to be listed anywhere."""
    if not unlisted:
        return ""
    shown = [f"- {_to_code(one.path)}: {_to_code(describe_unlisted(one))}" for one in unlisted[:MOST_UNLISTED]]
    return "\n".join(
        [f"### {say(phrase('Only counted'))}", "", *shown, *_describe_left_out(len(unlisted) - len(shown))]
    )


def _format_finding(violation: Violation) -> str:
    place = _to_code(violation.path, f":{violation.region.start.line}")
    return f"- {place} {say_severity(violation.severity)} {_to_code(violation.rule)}: {_to_code(violation.message)}"


def _format_row(*cells: Phrase) -> str:
    return f"| {' | '.join(map(say, cells))} |"


def _describe_left_out(number: int) -> list[str]:
    if not number:
        return []
    return ["", say(counted(number, "{count:,} more is not shown here.", "{count:,} more are not shown here."))]


def _to_code(text: str, end: str = "") -> str:
    """The beginning of the text, and `end`, as inline code that nothing in it can leave."""
    shown = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    line = sanitize(f"{shown}{end}")
    longest = max(map(len, _TICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    # Readers take one space away at each end; an empty piece of code would be no code at all.
    return (
        f"{fence} {line} {fence}"
        if not line.strip() or line[0] in " `" or line[-1] in " `"
        else f"{fence}{line}{fence}"
    )
