from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]
Conforms = Callable[..., None]

# What GitLab documents: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
SHAPES: dict[str, dict[str, Any]] = {
    "entry": {
        "description!": str,
        "check_name!": str,
        "fingerprint!": str,
        "severity!": {"info", "minor", "major", "critical", "blocker"},
        "location!": "location",
        # Of Code Climate, whose format GitLab reads; it leaves out what it does not show.
        "other_locations": ["location"],
    },
    "location": {"path!": str, "positions!": "positions"},
    "positions": {"begin!": "position", "end": "position"},
    "position": {"line!": int, "column": int},
}


def test_every_report_is_what_gitlab_documents(nasty: Report, conforms: Conforms) -> None:
    entries = json.loads(render(nasty, "gitlab"))
    conforms(entries, ["entry"], SHAPES)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def test_an_entry(violation: Build, report: BuildReport) -> None:
    assert json.loads(render(report(violation()), "gitlab")) == [
        {
            "description": "stray-end-marker: Stray end marker.",
            "check_name": "stray-end-marker",
            "fingerprint": "f" * 32,
            "severity": "major",
            "location": {
                "path": "posts/a.md",
                "positions": {"begin": {"line": 87, "column": 1}, "end": {"line": 87, "column": 10}},
            },
        }
    ]


def test_severities(violation: Build, report: BuildReport) -> None:
    found = report(*(violation(severity=severity) for severity in sorted(Severity)), problems=(Problem(phrase("no.")),))
    severities = [entry["severity"] for entry in json.loads(render(found, "gitlab"))]
    assert severities == ["critical", "info", "minor", "major"]


def test_problems_come_first_and_have_a_place(report: BuildReport) -> None:
    problems = (Problem(phrase("not UTF-8."), "b.md", 3, 4, phrase("Save it.")), Problem(phrase("nothing to check.")))
    entries = json.loads(render(report(problems=problems), "gitlab"))
    assert [(entry["check_name"], entry["description"], entry["location"]) for entry in entries] == [
        (
            "endmark",
            "endmark: not UTF-8. Save it.",
            {"path": "b.md", "positions": {"begin": {"line": 3, "column": 4}}},
        ),
        ("endmark", "endmark: nothing to check.", {"path": ".", "positions": {"begin": {"line": 1, "column": 1}}}),
    ]


def test_fingerprints_stay_when_others_come(violation: Build, report: BuildReport) -> None:
    found = [violation(fingerprint=name) for name in ("a", "a", "b", "a")]
    assert [entry["fingerprint"] for entry in json.loads(render(report(*found), "gitlab"))] == ["a", "a-2", "b", "a-3"]


def test_an_empty_report_is_an_empty_array(report: BuildReport) -> None:
    assert render(report(), "gitlab") == "[]\n"
