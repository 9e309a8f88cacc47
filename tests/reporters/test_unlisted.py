"""Findings that are only counted: every format says of which rule, where, how many and how bad they are."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from msgspec.structs import replace
from tests.reporters.conftest import build_report, build_violation

from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.linting.results import Results
from endmark.reporters import FORMATS, render
from endmark.violation import Severity

PATH = "posts/long.md"
WORDS = "and 2,113 more of {}[lone-mark]; --max-findings 0 lists all."


def count_only(severity: Severity, number: int = 2_113, *, suppressed: bool = False) -> Report:
    found = build_violation("lone-mark", severity, path=PATH)
    unlisted = (Unlisted(PATH, "lone-mark", severity, suppressed=suppressed, number=number),)
    return replace(build_report(found, paths=(PATH,)), unlisted=unlisted)


def load(report: Report, name: str) -> Any:
    return json.loads(render(report, name))


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"json", "json-lines"}))
def test_every_format_for_people_and_services_has_the_sentence(name: str, severity: Severity) -> None:
    text = render(replace(count_only(severity), results=Results(), paths=()), name)
    assert text.count(WORDS.format(severity.label)) == 1
    assert PATH in text


@pytest.mark.parametrize("name", ["json", "json-lines"])
def test_formats_for_programs_have_the_number(name: str) -> None:
    entry = {"path": PATH, "rule": "lone-mark", "severity": "info", "suppressed": False, "count": 2_113}
    text = render(count_only(Severity.INFO), name)
    entries = json.loads(text)["unlisted"] if name == "json" else [json.loads(line) for line in text.splitlines()]
    assert [entry] == [{key: one[key] for key in entry} for one in entries if "count" in one]


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"json", "json-lines", "sarif", "junit"}))
def test_what_a_comment_covers_is_not_said(name: str) -> None:
    assert "2,113" not in render(count_only(Severity.ERROR, suppressed=True), name).replace("2,113 suppressed", "")


@pytest.mark.parametrize("name", ["text", "concise"])
def test_people_see_what_the_style_shows(name: str) -> None:
    words = WORDS.format("error").replace("more", "more suppressed")
    assert words in render(count_only(Severity.ERROR, suppressed=True), name, verbose=True)
    assert "2,113" not in render(count_only(Severity.WARNING), name, quiet=True)


def test_statistics_count_them() -> None:
    assert "\n2114  lone-mark\n" in render(count_only(Severity.ERROR), "concise", statistics=True)
    assert "2113" not in render(count_only(Severity.ERROR, suppressed=True), "concise", statistics=True)
    assert "2113" not in render(count_only(Severity.INFO), "concise", statistics=True, quiet=True)


def test_markdown_counts_them_in_its_table() -> None:
    assert "| `lone-mark` | 0 | 2,114 | 0 |" in render(count_only(Severity.WARNING), "markdown")


def test_markdown_stays_a_page() -> None:
    unlisted = tuple(Unlisted(f"{number}.md", "x", Severity.INFO, suppressed=False, number=1) for number in range(52))
    text = render(replace(build_report(), unlisted=unlisted), "markdown")
    assert (text.count("--max-findings 0"), "2 more are not shown here." in text) == (50, True)


def test_github_says_it_beside_the_annotations() -> None:
    (notice,) = [line for line in render(count_only(Severity.ERROR), "github").splitlines() if "::notice" in line]
    assert notice == "::notice title=endmark::2,113 findings are only counted there."


def test_gitlab_keeps_an_entry_when_the_number_changes() -> None:
    fingerprints = {load(count_only(Severity.ERROR, number), "gitlab")[-1]["fingerprint"] for number in (7, 8)}
    other = load(count_only(Severity.WARNING), "gitlab")[-1]
    assert (len(fingerprints), other["severity"]) == (1, "minor")
    assert other["location"] == {"path": PATH, "positions": {"begin": {"line": 1, "column": 1}}}
    assert other["fingerprint"] not in fingerprints


@pytest.mark.parametrize("suppressed", [False, True])
def test_sarif_notifies_of_the_rule(suppressed: bool) -> None:
    (run,) = load(replace(count_only(Severity.WARNING, suppressed=suppressed), results=Results()), "sarif")["runs"]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "warning"
    assert run["tool"]["driver"]["rules"][notification["associatedRule"]["index"]]["id"] == "lone-mark"
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == PATH
    assert run["invocations"][0]["executionSuccessful"] is True


def test_junit_has_a_test_for_them() -> None:
    def outcomes(report: Report) -> list[tuple[str | None, list[str]]]:
        return [(case.get("name"), [child.tag for child in case]) for case in fromstring(render(report, "junit"))[0]]  # noqa: S314

    assert outcomes(count_only(Severity.ERROR))[1:] == [("lone-mark (only counted)", ["failure"])]
    assert outcomes(count_only(Severity.ERROR, suppressed=True))[1:] == [("lone-mark (only counted)", ["skipped"])]


def test_reviewdog_gets_a_place_without_a_range() -> None:
    (_, entry) = load(count_only(Severity.INFO), "rdjson")["diagnostics"]
    assert (entry["location"], entry["severity"]) == ({"path": PATH}, "INFO")
