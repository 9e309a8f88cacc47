"""The report as JUnit writes it: a file is a suite of tests, and a finding is a test that fails.

No time and no clock: the same articles give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal
from xml.etree.ElementTree import Element

from msgspec import Struct

from endmark.errors import Problem
from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.messages.catalogue import say, say_problem
from endmark.phrase import phrase, quote
from endmark.reporters import Style
from endmark.reporters.distinct import make_distinct
from endmark.reporters.summary import describe_unlisted, format_problem
from endmark.reporters.text import format_finding
from endmark.reporters.xml_document import build_element, stream_document
from endmark.violation import Violation

_NO_FILE = "endmark"
"""The suite of problems that concern no file."""

_TestOutcome = Literal["failure", "error", "skipped"]

_COUNT_ATTRIBUTES: dict[_TestOutcome, str] = {"failure": "failures", "error": "errors", "skipped": "skipped"}
"""The outcome of a test → the attribute of a suite that counts it."""


class _Case(Struct, frozen=True):
    """One test; `outcome` is None when it passed, `text` is what else there is to say."""

    name: str
    outcome: _TestOutcome | None = None
    message: str = ""
    type: str | None = None
    text: str | None = None
    line: int | None = None


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - every reporter has the same shape
    """Every file that was checked; one without a standing violation has a test that passed."""
    problems: dict[str, list[_Case]] = defaultdict(list)
    for problem in report.problems:
        problems[problem.path or _NO_FILE].append(_build_problem_case(problem))
    counted: dict[str, list[_Case]] = defaultdict(list)
    for unlisted in report.unlisted:
        counted[unlisted.path].append(_build_unlisted_case(unlisted))
    failing = {*report.results.iter_paths(standing=True), *problems, *(one.path for one in report.standing_unlisted)}
    passed = set(report.paths) - failing
    suites = (
        _build_suite(
            path,
            [
                *problems.get(path, ()),
                *map(_build_finding_case, report.results.get(path).violations),
                *counted.get(path, ()),
                *([_Case("nothing found")] if path in passed else ()),
            ],
        )
        for path in sorted({*report.paths, *report.results.iter_paths(), *problems, *counted})
    )
    return stream_document(build_element("testsuites", {"name": "endmark", **_count_all(report, len(passed))}), suites)


def _count_all(report: Report, passed: int) -> dict[str, int | str]:
    counts = report.results.counts
    return {
        "tests": counts.count() + len(report.problems) + len(report.unlisted) + passed,
        "failures": counts.count(standing=True) + len(report.standing_unlisted),
        "errors": len(report.problems),
        "time": "0",
    }


def _build_suite(path: str, cases: Sequence[_Case]) -> Element:
    # Readers such as GitLab keep one test of each name.
    names = make_distinct(case.name for case in cases)
    tests = [_build_test(path, name, case) for name, case in zip(names, cases, strict=True)]
    return build_element("testsuite", {"name": path, **_count_outcomes(cases), "time": "0"}, *tests)


def _build_test(path: str, name: str, case: _Case) -> Element:
    outcome = []
    if case.outcome is not None:
        outcome.append(build_element(case.outcome, {"message": case.message, "type": case.type}, text=case.text))
    file = None if path == _NO_FILE else path
    attributes = {"classname": path, "name": name, "file": file, "line": case.line, "time": "0"}
    return build_element("testcase", attributes, *outcome)


def _count_outcomes(cases: Sequence[_Case]) -> dict[str, int]:
    outcomes = [case.outcome for case in cases]
    return {"tests": len(cases), **{name: outcomes.count(outcome) for outcome, name in _COUNT_ATTRIBUTES.items()}}


def _build_finding_case(violation: Violation) -> _Case:
    line, column = violation.region.start
    name = f"{violation.rule} ({line}:{column})"
    if violation.suppressed is not None:
        return _Case(name, "skipped", _describe_suppression(violation.suppressed), line=line)
    if violation.baselined:
        return _Case(name, "skipped", say(phrase("in the baseline")), line=line)
    text = format_finding(violation, Style())
    return _Case(name, "failure", violation.message, violation.severity.label, text, line)


def _describe_suppression(reason: str) -> str:
    return say(phrase("suppressed: {reason}", reason=quote(reason) if reason else phrase("no reason given")))


def _build_unlisted_case(unlisted: Unlisted) -> _Case:
    name, words = f"{unlisted.rule} (only counted)", describe_unlisted(unlisted)
    if unlisted.suppressed:
        return _Case(name, "skipped", words)
    return _Case(name, "failure", words, unlisted.severity.label)


def _build_problem_case(problem: Problem) -> _Case:
    place = ":".join(str(part) for part in (problem.line, problem.column) if part is not None)
    name = f"problem ({place})" if place else "problem"
    return _Case(name, "error", format_problem(problem), "problem", str(say_problem(problem)), problem.line)
