from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]


def commands(text: str) -> list[str]:
    return text.partition("::stop-commands::")[0].splitlines()


@pytest.mark.parametrize(
    ("severity", "name"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]
)
def test_an_annotation(violation: Build, report: BuildReport, severity: Severity, name: str) -> None:
    assert commands(render(report(violation(severity=severity)), "github")) == [
        (
            f"::{name} file=posts/a.md,line=87,endLine=87,col=1,endColumn=10,title=endmark (stray-end-marker)"
            "::posts/a.md:87:1: Stray end marker."
        )
    ]


def test_what_would_mend_it_is_said(violation: Build, report: BuildReport) -> None:
    (command,) = commands(render(report(violation(fix=False)), "github"))
    assert command.endswith("::posts/a.md:87:1: Stray end marker. [fix: take it out (with --unsafe)]")


def test_columns_are_left_out_over_several_lines(violation: Build, report: BuildReport) -> None:
    (command,) = commands(render(report(violation(end=(90, 4))), "github"))
    assert command.startswith("::error file=posts/a.md,line=87,endLine=90,title=endmark (stray-end-marker)::")


def test_escapes(violation: Build, report: BuildReport) -> None:
    (command,) = commands(render(report(violation(path="100%,a:b\r\n.md", message="50% off\n::error::x")), "github"))
    assert command == (
        "::error file=100%25%2Ca%3Ab%0D%0A.md,line=87,endLine=87,col=1,endColumn=10,title=endmark (stray-end-marker)"
        "::100%25,a:b␍␊.md:87:1: 50%25 off␊::error::x"
    )


def test_ten_of_a_kind_errors_first(violation: Build, report: BuildReport) -> None:
    found = [violation("w", Severity.WARNING)] * 12 + [violation("e")] * 13 + [violation("i", Severity.INFO)] * 10
    shown = commands(render(report(*found), "github"))
    kinds = re.findall(r"^::(\w+) ", "\n".join(shown), re.MULTILINE)
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    rest = "6 more findings are in the log: GitHub shows ten annotations of a kind."
    assert shown[-1] == f"::notice title=endmark::{rest}"


def test_problems_come_before_everything(violation: Build, report: BuildReport) -> None:
    problems = (Problem(phrase("not UTF-8."), "b.md", 3, 4, phrase("Save it.")), Problem(phrase("nothing to check.")))
    shown = commands(render(report(violation(), problems=problems), "github"))
    assert shown[:2] == [
        "::error file=b.md,line=3,col=4,title=endmark::b.md:3:4: not UTF-8. Save it.",
        "::error title=endmark::nothing to check.",
    ]


def test_suppressed_violations_are_not_annotated(violation: Build, report: BuildReport) -> None:
    assert commands(render(report(violation(suppressed="")), "github", verbose=True)) == []


def test_the_log_follows_with_commands_switched_off(violation: Build, report: BuildReport) -> None:
    found = report(violation(message="##[error]x"))
    annotations, begin, log = render(found, "github").partition("::stop-commands::")
    assert annotations
    assert begin
    token, *lines, end = log.splitlines()
    assert end == f"::{token}::"
    assert "\n".join(lines) + "\n" == render(found, "concise")


def test_quiet_and_nothing_found_is_nothing(report: BuildReport) -> None:
    assert render(report(), "github", quiet=True) == ""
