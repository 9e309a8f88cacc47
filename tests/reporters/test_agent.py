"""The report for a language model: what stands where, and as little else as can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.errors import Problem
from endmark.linting.file_result import Verdict
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]


def test_what_is_said_of_several_places_is_said_once(violation: Build, report: BuildReport) -> None:
    found = [
        violation(start=(3, 1), end=(3, 10), fix=True),
        violation("cut", Severity.WARNING, start=(5, 1), end=(7, 2), message="It stops."),
        violation(start=(9, 1), end=(9, 10), fix=True),
        violation(start=(11, 1), end=(11, 10)),
        violation(path="posts/b.md", start=(2, 1), end=(2, 4)),
    ]
    verdicts = {"posts/a.md": Verdict("cut", 71)}
    assert render(report(*found, files=2, verdicts=verdicts), "agent").splitlines() == [
        "posts/a.md cut 71",
        "3,9 stray-end-marker -> take it out",
        "5-7 cut: It stops.",
        "11 stray-end-marker: Stray end marker.",
        "posts/b.md",
        "2 stray-end-marker: Stray end marker.",
    ]


def test_a_repair_that_somebody_should_read_has_another_arrow(violation: Build, report: BuildReport) -> None:
    found = report(violation(fix=True), violation("cut", fix=False, start=(90, 1), end=(90, 4)))
    assert render(found, "agent").splitlines()[1:] == [
        "87 stray-end-marker -> take it out",
        "90 cut ~> take it out",
    ]


@pytest.mark.parametrize(
    ("rule", "message", "said"),
    [
        (
            "truncated-sentence",
            "The text stops in the middle of a sentence (“…a: b”): it ends with “,”; no.",
            "it ends with “,”; no.",
        ),
        ("template-placeholder", "A placeholder was never filled in: [NAME]", "[NAME]"),
        (
            "repeated-ending",
            "The article ends with this again, in line 8: it sounds like an end, but the article goes on.",
            None,
        ),
        ("stray-end-marker", "Stray end marker --: END.", None),
        ("truncated-sentence", "What no rule says.", None),
    ],
)
def test_what_the_id_of_a_rule_says_is_not_said_again(
    rule: str, message: str, said: str | None, violation: Build, report: BuildReport
) -> None:
    found = report(violation(rule, message=message), rules=load_builtin_rules())
    assert render(found, "agent").splitlines()[1] == f"87 {rule}: {said or message}"


def test_a_summary_stands_only_where_nothing_else_does(violation: Build, report: BuildReport) -> None:
    assert render(report(), "agent") == render(report(), "text")
    assert render(report(violation()), "agent").splitlines() == ["posts/a.md", "87 stray-end-marker: Stray end marker."]
    assert render(report(violation(suppressed="meant")), "agent").startswith("Checked 1 file: ")
    unread = report(violation(), problems=(Problem(phrase("cannot be read."), "posts/b.md"),))
    assert len(render(unread, "agent").splitlines()) == 3


def test_it_takes_a_quarter_of_what_people_read(violation: Build, report: BuildReport) -> None:
    line = "The gate is opened at dawn, and the keeper sweeps the yard before anybody comes."
    found = [
        violation("cut", start=(number, 1), end=(number, 10), line_text=line, message=f"It stops at {number}.")
        for number in range(1, 40)
    ]
    assert 4 * len(render(report(*found), "agent")) <= len(render(report(*found), "text"))


def test_it_takes_a_quarter_for_one_finding_too(violation: Build, report: BuildReport) -> None:
    line = "The gate is opened at dawn, and the keeper sweeps the yard before anybody"
    message = "The text stops in the middle of a sentence (“…before anybody”): the last sentence has no end; no."
    found = report(violation("truncated-sentence", line_text=line, message=message), rules=load_builtin_rules())
    assert 4 * len(render(found, "agent")) <= len(render(found, "text"))
