"""The report for a language model: what stands where, and as little else as can be."""

from __future__ import annotations

from collections.abc import Callable

from endmark.linting.file_result import Verdict
from endmark.linting.report import Report
from endmark.reporters import render
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
    assert render(report(*found, files=2, verdicts=verdicts), "agent").splitlines()[:-1] == [
        "posts/a.md cut 71",
        "3,9 stray-end-marker -> take it out",
        "5-7 cut: It stops.",
        "11 stray-end-marker: Stray end marker.",
        "posts/b.md whole 100",
        "2 stray-end-marker: Stray end marker.",
    ]


def test_the_last_line_says_nothing_that_those_above_and_the_exit_code_say(
    violation: Build, report: BuildReport
) -> None:
    found = report(violation(fix=True), verdicts={"posts/a.md": Verdict("cut", 71)})
    last, full = (render(found, name).splitlines()[-1] for name in ("agent", "text"))
    assert last.startswith("Checked 1 file: 1 error")
    assert ("not whole" in last, "Failing" in last) == (False, False)
    assert ("not whole" in full, "Failing" in full) == (True, True)


def test_it_takes_a_quarter_of_what_people_read(violation: Build, report: BuildReport) -> None:
    line = "The gate is opened at dawn, and the keeper sweeps the yard before anybody comes."
    found = [
        violation("cut", start=(number, 1), end=(number, 10), line_text=line, message=f"It stops at {number}.")
        for number in range(1, 40)
    ]
    assert 4 * len(render(report(*found), "agent")) <= len(render(report(*found), "text"))
