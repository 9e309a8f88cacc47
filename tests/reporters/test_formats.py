"""What holds for every format."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import BEGINNINGS, CARRIES_PROBLEMS, FORMATS, render
from endmark.violation import Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]

MACHINES = tuple(BEGINNINGS)


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def xml(text: str) -> Element:
    return fromstring(text)  # noqa: S314 - our own


# Format → the findings that stand, and the problems, as a reader of the format counts them.
COUNTS: dict[str, Callable[[str], tuple[int, int]]] = {
    "json": lambda text: counts_of_json(json.loads(text)),
    "json-lines": lambda text: counts_of_lines(lines(text)),
    "sarif": lambda text: counts_of_sarif(json.loads(text)["runs"][0]),
    "gitlab": lambda text: counts_of(entry["check_name"] != "endmark" for entry in json.loads(text)),
    "rdjson": lambda text: counts_of("code" in entry for entry in json.loads(text)["diagnostics"]),
    "rdjsonl": lambda text: counts_of("code" in entry for entry in lines(text)),
    "junit": lambda text: (len(xml(text).findall(".//failure")), len(xml(text).findall(".//error"))),
    "checkstyle": lambda text: counts_of(error.get("source") != "endmark" for error in xml(text).iter("error")),
}


def counts_of(findings: Any) -> tuple[int, int]:
    listed = list(findings)
    return listed.count(True), listed.count(False)


def counts_of_json(document: dict[str, Any]) -> tuple[int, int]:
    standing = [entry for entry in document["violations"] if not entry.keys() & {"suppressed", "baselined"}]
    return len(standing), len(document["errors"])


def counts_of_lines(entries: list[dict[str, Any]]) -> tuple[int, int]:
    violations = [entry for entry in entries if entry["type"] == "violation"]
    return counts_of_json(
        {"violations": violations, "errors": [entry for entry in entries if entry["type"] == "error"]}
    )


def counts_of_sarif(run: dict[str, Any]) -> tuple[int, int]:
    standing = [result for result in run["results"] if not result.get("suppressions")]
    return len(standing), len(run["invocations"][0]["toolExecutionNotifications"])


def test_every_machine_format_is_counted() -> None:
    assert COUNTS.keys() == set(MACHINES)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_begins_as_its_format_says(nasty: Report, report: BuildReport, name: str) -> None:
    for text in (render(nasty, name), render(report(), name)):
        assert not text or text.startswith(BEGINNINGS.get(name, ("",)))
        assert name in BEGINNINGS or not text.startswith(("{", "[", "<?xml"))


def expected_counts(report: Report, name: str) -> tuple[int, int]:
    """What a format has one entry for each of: SARIF notifies of numbers, and JSON keeps a list of them."""
    unlisted = 0 if name in ("sarif", "json", "json-lines") else len(report.standing_unlisted)
    notified = len(report.unlisted) if name == "sarif" else 0
    return len(report.standing) + unlisted, len(report.problems) + notified


@pytest.mark.parametrize("name", MACHINES)
def test_what_stands_and_what_failed_is_there_and_nothing_else(nasty: Report, name: str) -> None:
    assert COUNTS[name](render(nasty, name)) == expected_counts(nasty, name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_lines_of_harmless_text(nasty: Report, name: str) -> None:
    text = render(nasty, name)
    assert text.endswith("\n") or not text
    assert {unicodedata.category(char) for char in text if char != "\n"}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert text.encode("utf-8")[:3] != b"\xef\xbb\xbf"


@pytest.mark.parametrize("name", MACHINES)
def test_the_style_changes_nothing_for_machines(nasty: Report, name: str) -> None:
    options = {"color": True, "verbose": True, "quiet": True, "statistics": True, "exit_zero": True}
    assert render(nasty, name, **options) == render(nasty, name)


@pytest.mark.parametrize("name", sorted(CARRIES_PROBLEMS))
def test_problems_are_carried(report: BuildReport, name: str) -> None:
    text = render(report(problems=(Problem(phrase("a riddle."), "b.md", hint=phrase("Solve it.")),)), name)
    assert "a riddle. Solve it." in text
    assert "b.md" in text


@pytest.mark.parametrize(
    "name", [name for name in MACHINES if name not in ("json", "json-lines", "junit", "checkstyle")]
)
def test_strict_readers_of_json_find_only_whole_characters(nasty: Report, name: str) -> None:
    text = render(nasty, name)
    for document in lines(text) if name == "rdjsonl" else [json.loads(text)]:
        json.dumps(document, ensure_ascii=False).encode("utf-8")


@given(st.data())
def test_any_text_at_all_can_be_read(wild_reports: st.SearchStrategy[Report], data: st.DataObject) -> None:
    report = data.draw(wild_reports)
    for name in MACHINES:
        assert COUNTS[name](render(report, name)) == expected_counts(report, name)


# Format → what shows a related place in another file.
ELSEWHERE = {
    "text": "note: posts/other.md:7:8 the same title",
    "junit": "note: posts/other.md:7:8 the same title",
    "github": "%0Aposts/other.md:7:8 the same title",
    "json": '"path": "posts/other.md",\n          "line": 7,\n          "column": 8,',
    "json-lines": '{"path": "posts/other.md", "line": 7, "column": 8, ',
    "sarif": '"uri": "posts/other.md",',
    "gitlab": '"other_locations": [\n      {\n        "path": "posts/other.md",',
    "rdjson": '"path": "posts/other.md",',
    "rdjsonl": '"location": {"path": "posts/other.md", "range": {"start": {"line": 7}, ',
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_related_place_is_shown_with_its_own_path(
    name: str, report: BuildReport, shared_violation: Violation
) -> None:
    assert ELSEWHERE[name] in render(report(shared_violation), name)


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_a_related_place_in_the_same_file_is_left_to_the_file(name: str, report: BuildReport, violation: Build) -> None:
    plain, noted = (report(violation(note=note)) for note in (None, ((3, 1), "first occurrence")))
    assert render(noted, name) == render(plain, name)
