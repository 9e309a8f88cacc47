from __future__ import annotations

import json
from collections.abc import Callable

from msgspec.structs import replace

from endmark import __version__
from endmark.errors import Problem
from endmark.linting.file_result import Unlisted, Verdict
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]


def test_the_whole_shape(violation: Build, report: BuildReport) -> None:
    found = (
        violation(note=((3, 1), "first occurrence"), fix=True),
        violation("other", Severity.WARNING, suppressed="on purpose"),
    )
    problems = (
        Problem(phrase("cannot be read."), "b.md", 4, 2, phrase("Save it.")),
        Problem(phrase("nothing to check.")),
    )
    place = {"line": 87, "column": 1, "end_line": 87, "end_column": 10}
    unlisted = (Unlisted("b.md", "other", Severity.ERROR, suppressed=False, number=7),)
    verdicts = {"posts/a.md": Verdict("leftovers", 82)}
    text = render(replace(report(*found, problems=problems, verdicts=verdicts), unlisted=unlisted), "json")
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "schema_version": 1,
        "tool": {"name": "endmark", "version": __version__},
        "summary": {
            "files": 1,
            "violations": 8,
            "error": 8,
            "warning": 0,
            "info": 0,
            "suppressed": 1,
            "baselined": 0,
            "fixable": 1,
            "whole": 0,
        },
        "articles": [{"path": "posts/a.md", "verdict": "leftovers", "score": 82}],
        "violations": [
            {
                "path": "posts/a.md",
                "rule": "stray-end-marker",
                "severity": "error",
                "message": "Stray end marker.",
                **place,
                "excerpt": "---END---",
                "related": [
                    {
                        "path": "posts/a.md",
                        "line": 3,
                        "column": 1,
                        "end_line": 3,
                        "end_column": 9,
                        "message": "first occurrence",
                    }
                ],
                "fix": {
                    "safe": True,
                    "title": "take it out",
                    "reason": {"code": "pattern.take-out", "values": {}},
                    "edits": [{**place, "replacement": ""}],
                },
                "fingerprint": "f" * 32,
            },
            {
                "path": "posts/a.md",
                "rule": "other",
                "severity": "warning",
                "message": "Stray end marker.",
                **place,
                "excerpt": "---END---",
                "related": [],
                "fix": None,
                "fingerprint": "f" * 32,
                "suppressed": {"reason": "on purpose"},
            },
        ],
        "errors": [
            {"path": "b.md", "message": "4:2: cannot be read. Save it."},
            {"path": None, "message": "nothing to check."},
        ],
        "unlisted": [{"path": "b.md", "rule": "other", "severity": "error", "suppressed": False, "count": 7}],
    }


def test_text_is_kept_as_it_is(violation: Build, report: BuildReport) -> None:
    wild = "日本語\x1b\x9b\x7f\u202e\ud800\n"
    text = render(report(violation(excerpt=wild)), "json")
    assert "日本語\\u001b\\u009b\\u007f\\u202e\\ud800\\n" in text
    assert json.loads(text)["violations"][0]["excerpt"] == wild


def test_options_for_people_change_nothing(violation: Build, report: BuildReport) -> None:
    found = report(violation(), violation("low", Severity.INFO), violation(suppressed=""))
    plain = render(found, "json")
    assert render(found, "json", quiet=True, color=True, statistics=True) == plain
    assert render(found, "json", verbose=True) == plain


def test_a_finding_names_its_pattern(violation: Build, report: BuildReport) -> None:
    named = replace(violation("refusal"), pattern="sorry-I-cannot")
    first, second = json.loads(render(report(named, violation()), "json"))["violations"]
    assert first["pattern"] == "refusal/sorry-I-cannot"
    assert "pattern" not in second
