"""What the articles of a run are, as a person is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from endmark.linting.file_result import Verdict
from endmark.linting.report import Report
from endmark.reporters import Style, render, stream
from endmark.reporters.summary import MOST_ON_SCREEN
from endmark.violation import Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]

MANY = {f"posts/{number:02}.md": Verdict("doubled", 10 + number) for number in range(12)} | {
    "posts/0a.md": Verdict("cut", 5),
    "posts/0b.md": Verdict("hollow", 0),
}


@pytest.mark.parametrize(
    ("verdicts", "options", "sentence"),
    [
        ({}, {}, ""),
        ({"posts/0.md": Verdict("cut", 82)}, {}, "The article is not whole: cut, score 82 of 100. "),
        ({"posts/0.md": Verdict("cut", 82)}, {"files": 2}, "1 article is not whole: 1 cut. "),
        (MANY, {"files": 20}, "14 articles are not whole: 1 hollow, 12 doubled, 1 cut. "),
    ],
)
def test_the_summary_says_what_is_not_whole(
    violation: Build, report: BuildReport, verdicts: dict[str, Verdict], options: dict[str, Any], sentence: str
) -> None:
    shown = render(report(violation(), verdicts=verdicts, **options), "concise").splitlines()[-1]
    assert shown.partition(": 1 error. ")[2] == f"{sentence}Failing because an error was found (--fail-on error)."


def test_nothing_is_said_of_what_the_baseline_knows(violation: Build, report: BuildReport) -> None:
    known = report(violation(baselined=True), verdicts={"posts/a.md": Verdict("leftovers", 82)})
    assert "whole" not in render(known, "text")


@pytest.mark.parametrize(
    ("least", "sentence"),
    [
        (83, "Failing because the score of 1 article is below 83 (--min-score)."),
        (91, "Failing because the scores of 2 articles are below 91 (--min-score)."),
        (82, "Failing because an error was found (--fail-on error)."),
    ],
)
def test_a_score_that_is_too_low_is_said(violation: Build, report: BuildReport, least: int, sentence: str) -> None:
    verdicts = {"a.md": Verdict("cut", 82), "b.md": Verdict("cut", 90)}
    shown = report(violation(), verdicts=verdicts, files=2, min_score=least)
    assert render(shown, "concise").splitlines()[-1].endswith(sentence)


def show_on_screen(report: Report) -> str:
    return "".join(stream(report, "text", Style(brief=True)))


def test_a_screen_shows_the_worst_articles_in_place_of_too_many_findings(violation: Build, report: BuildReport) -> None:
    found = [violation(path=f"posts/{number % 12:02}.md") for number in range(MOST_ON_SCREEN + 1)]
    shown = show_on_screen(report(*found, files=20, verdicts=MANY)).split("\n\n")
    assert shown[0].splitlines()[:4] == [
        "The articles with the lowest scores, of 100:",
        "  0  hollow   posts/0b.md",
        "  5  cut      posts/0a.md",
        " 10  doubled  posts/00.md",
    ]
    assert len(shown[0].splitlines()) == 1 + 10
    assert shown[1] == "101 findings are not shown: name an article to see those in it, or use --all."
    assert shown[2].startswith("Checked 20 files: 101 errors.")


@pytest.mark.parametrize(
    ("number", "verdicts"),
    [
        (MOST_ON_SCREEN, MANY),
        (MOST_ON_SCREEN + 1, {"posts/00.md": Verdict("doubled", 10)}),
        (MOST_ON_SCREEN + 1, {}),
    ],
)
def test_a_screen_shows_findings_where_they_are_few_or_of_one_article(
    violation: Build, report: BuildReport, number: int, verdicts: dict[str, Verdict]
) -> None:
    shown = show_on_screen(report(*(violation() for _ in range(number)), verdicts=verdicts, files=20))
    assert shown.count("Stray end marker.") == number
    assert "not shown" not in shown


def test_the_page_of_a_job_has_a_table_of_the_worst(violation: Build, report: BuildReport) -> None:
    page = render(report(violation(), files=20, verdicts=MANY), "markdown")
    assert "| score | verdict | article |\n|---:|:---|:---|\n| 0 | hollow | `posts/0b.md` |\n| 5 | cut |" in page
    assert "4 more are not shown here." in page


def test_a_stream_for_programs_has_a_line_for_each(report: BuildReport) -> None:
    lines = render(report(verdicts={"a.md": Verdict("cut", 82)}), "json-lines").splitlines()
    assert lines[0] == '{"type": "article", "path": "a.md", "verdict": "cut", "score": 82}'
