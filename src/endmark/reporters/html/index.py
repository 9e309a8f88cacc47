"""The index: how whole all articles are, the worst of them first, and what was found in them by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from endmark.errors import Problem
from endmark.linting.file_result import WHOLE, Verdict
from endmark.linting.report import Report
from endmark.messages.catalogue import get_spoken
from endmark.reporters.html.elements import element, escape, say
from endmark.reporters.html.trend import Run, show_trend
from endmark.reporters.summary import describe_outcome, describe_unlisted, format_problem
from endmark.reporters.verdicts import say_verdict
from endmark.violation import VERDICTS, Reason, Severity, VerdictWord, make_reason

_WORST_FIRST = sorted(Severity, reverse=True)

_MEANINGS: Mapping[VerdictWord, Reason] = {
    "hollow": make_reason("galley.means-hollow"),
    "restarted": make_reason("galley.means-restarted"),
    "doubled": make_reason("galley.means-doubled"),
    "cut": make_reason("galley.means-cut"),
    "leftovers": make_reason("galley.means-leftovers"),
    "whole": make_reason("galley.means-whole"),
}

MOST_PROBLEMS = 200
_LONGEST = 40
"""Code points of a title in the index."""


class Entry(Struct):
    """An article in the index. `address` is that of its page, `title` is known once it has been made."""

    path: str
    address: str
    verdict: Verdict = WHOLE
    counts: Mapping[Severity, int] = {}
    title: str = ""

    @property
    def count(self) -> int:
        """How many findings stand in it."""
        return sum(self.counts.values())

    @property
    def rank(self) -> tuple[object, ...]:
        """What entries are sorted by, the worst first."""
        counts = tuple(-self.counts.get(severity, 0) for severity in _WORST_FIRST)
        return self.verdict.score, *counts, self.path


def show_overview(report: Report, runs: Sequence[Run] = ()) -> Iterator[str]:
    """What stands above the articles: what came out in a sentence and in numbers, what went wrong, and the trend."""
    yield element("h1", say(make_reason("galley.title"))) + "\n"
    yield element("p", escape(describe_outcome(report))) + "\n"
    yield _show_verdicts(report) + "\n"
    yield _show_problems(report.problems)
    yield show_trend(runs)


def show_articles(entries: Sequence[Entry]) -> Iterator[str]:
    """A row for each article, the worst first."""
    yield element("h2", say(make_reason("galley.articles"))) + "\n"
    if not entries:
        yield element("p", say(make_reason("galley.nothing"))) + "\n"
        return
    yield _show_filter(entries) + "\n"
    heads = (
        make_reason("galley.score"),
        make_reason("galley.verdict-of"),
        make_reason("galley.article"),
        make_reason("galley.errors"),
        make_reason("galley.warnings"),
        make_reason("galley.infos"),
    )
    head = "".join(element("th", say(reason), scope="col") for reason in heads)
    yield f'<table class="articles">{element("thead", element("tr", head))}<tbody>\n'
    for entry in entries:
        yield show_entry(entry) + "\n"
    yield "</tbody></table>\n"


def show_rules(report: Report) -> str:
    """How often each rule was broken, the most frequent first, with what each finds; empty where none was."""
    counts: dict[str, Counter[Severity]] = {}
    for (rule, severity), number in report.count_rules().items():
        counts.setdefault(rule, Counter())[severity] += number
    if not counts:
        return ""
    summaries = {rule.id: get_spoken().translate(rule.summary) for rule in report.rules}
    heads = (
        make_reason("galley.rule"),
        make_reason("galley.errors"),
        make_reason("galley.warnings"),
        make_reason("galley.infos"),
    )
    head = "".join(element("th", say(reason), scope="col") for reason in heads)
    rows = [
        element("tr", _show_rule(rule, summaries.get(rule, ""), counts[rule]))
        for rule in sorted(counts, key=lambda rule: (-counts[rule].total(), rule))
    ]
    table = element("table", element("thead", element("tr", head)) + element("tbody", "\n".join(rows)), class_="rules")
    return element("h2", say(make_reason("galley.rules"))) + table + "\n"


def show_unlisted(report: Report) -> str:
    """How many findings are only counted; empty where all are listed."""
    lines = [element("li", f"{escape(one.path)}: {escape(describe_unlisted(one))}") for one in report.standing_unlisted]
    return element("ul", "".join(lines[:MOST_PROBLEMS])) if lines else ""


def _show_verdicts(report: Report) -> str:
    counts = report.count_verdicts()
    items = [
        element("li", f"{element('b', f'{counts[word]:,}')} {escape(say_verdict(word))}<br/>{say(_MEANINGS[word])}")
        for word in VERDICTS
        if counts[word]
    ]
    return element("ul", "".join(items), class_="tally") + element("p", say(make_reason("galley.means-score")))


def _show_problems(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    items = []
    for problem in problems[:MOST_PROBLEMS]:
        place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part is not None)
        items.append(
            element("li", (element("code", escape(place)) + " " if place else "") + escape(format_problem(problem)))
        )
    if len(problems) > MOST_PROBLEMS:
        items.append(element("li", say(make_reason("galley.more-problems", count=len(problems) - MOST_PROBLEMS))))
    return element("h2", say(make_reason("galley.problems"))) + element("ul", "\n".join(items)) + "\n"


def _show_filter(entries: Sequence[Entry]) -> str:
    """What a script makes use of, and nobody sees without one."""
    words = element("label", say(make_reason("galley.filter")), for_="words") + element(
        "input", id="words", type="search", autocomplete="off"
    )
    there = {entry.verdict.word for entry in entries}
    options = element("option", say(make_reason("galley.any")), value="") + "".join(
        element("option", escape(say_verdict(word))) for word in VERDICTS if word in there
    )
    verdict = element("label", say(make_reason("galley.verdict-of")), for_="verdict") + element(
        "select", options, id="verdict"
    )
    shown = element("output", f"{len(entries)}", id="shown", for_="words verdict")
    parts = (words, verdict, f"{shown} / {len(entries):,}")  # on a phone no label stands apart from what it names
    return element("div", "".join(element("span", part) for part in parts), class_="filter", hidden="", data_script="")


def show_entry(entry: Entry) -> str:
    """The row of an article."""
    title = entry.title if len(entry.title) <= _LONGEST else f"{entry.title[:_LONGEST]}…"
    name = escape(title or entry.path)
    if entry.address:
        name = element("a", name, href=entry.address)
    path = element("span", escape(entry.path)) if title and title != entry.path else ""
    cells = (
        f"{entry.verdict.score}",
        escape(say_verdict(entry.verdict.word)),
        name + path,
        *_list_counts(entry.counts),
    )
    return element("tr", "".join(element("td", cell) for cell in cells))


def _show_rule(rule: str, summary: str, counts: Mapping[Severity, int]) -> str:
    meaning = element("span", escape(summary)) if summary else ""
    cells = (element("code", escape(rule)) + meaning, *_list_counts(counts))
    return "".join(element("td", cell) for cell in cells)


def _list_counts(counts: Mapping[Severity, int]) -> Iterator[str]:
    return (f"{number:,}" if (number := counts.get(severity, 0)) else "" for severity in _WORST_FIRST)
