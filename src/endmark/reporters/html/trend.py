"""What a run comes to in numbers, and how these changed from run to run."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from endmark.linting.report import Report
from endmark.reporters.html.elements import element, escape, say
from endmark.violation import Severity, make_reason

MOST_RUNS = 100
"""Runs that are kept: two years, once a week."""


class Run(Struct, frozen=True):
    """When a report was made, how many articles were read, how many of them are whole, and what was found.

    `when` is a time in UTC as ISO 8601 has it. `score` is the mean of all articles, from 0 to 100.
    """

    when: str
    articles: int
    whole: int
    score: float
    errors: int
    warnings: int
    infos: int


def measure_run(report: Report, when: str) -> Run:
    """The numbers of a run."""
    lost = sum(100 - verdict.score for _, verdict in report.rank_articles())
    return Run(
        when,
        report.file_count,
        report.count_verdicts()["whole"],
        round(100 - lost / max(1, report.file_count), 1),
        *(report.count_severity(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)),
    )


def add_run(earlier: Sequence[Run], run: Run) -> tuple[Run, ...]:
    """The runs so far with this one; one that finds what the last one found is no news, and changes nothing."""
    if earlier and replace(earlier[-1], when=run.when) == run:
        return tuple(earlier)
    return (*earlier, run)[-MOST_RUNS:]


def show_trend(runs: Sequence[Run]) -> str:
    """The runs as a line and as a table, the latest first; empty where there is one only."""
    if len(runs) < 2:  # noqa: PLR2004 - one point is no line
        return ""
    heads = (
        make_reason("galley.date"),
        make_reason("galley.articles"),
        make_reason("galley.whole"),
        make_reason("galley.score"),
        make_reason("galley.errors"),
        make_reason("galley.warnings"),
        make_reason("galley.infos"),
    )
    head = "".join(
        element("th", say(reason), scope="col", class_="n" if number else None) for number, reason in enumerate(heads)
    )
    rows = "".join(element("tr", _show_run(run)) for run in reversed(runs))
    table = element("table", element("thead", element("tr", head)) + element("tbody", rows), class_="runs")
    details = element("details", element("summary", say(make_reason("galley.runs", count=len(runs)))) + table)
    line = _draw_line(runs)
    return element("section", element("h2", say(make_reason("galley.trend"))) + line + details, class_="trend")


def _show_run(run: Run) -> str:
    numbers = (
        f"{run.articles:,}",
        f"{run.whole:,}",
        f"{run.score:g}",
        f"{run.errors:,}",
        f"{run.warnings:,}",
        f"{run.infos:,}",
    )
    return element("td", escape(run.when)) + "".join(element("td", number, class_="n") for number in numbers)


def _draw_line(runs: Sequence[Run]) -> str:
    """The score over the runs, from 0 at the bottom to 100 at the top."""
    width = 600
    points = " ".join(
        f"{width * number // (len(runs) - 1)},{round(100 - run.score)}" for number, run in enumerate(runs)
    )
    said = say(make_reason("galley.trend-line", first=f"{runs[0].score:g}", last=f"{runs[-1].score:g}"))
    picture = element(
        "svg",
        element("polyline", points=points),
        viewBox=f"0 -2 {width} 104",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
    return picture + element("p", said)
