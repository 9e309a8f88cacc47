from __future__ import annotations

import json
from collections.abc import Callable

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.violation import Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]


def test_the_lines_hold_what_the_json_report_holds(nasty: Report) -> None:
    document = json.loads(render(nasty, "json"))
    *entries, last = [json.loads(line) for line in render(nasty, "json-lines").splitlines()]
    assert entries == [
        *({"type": "violation", **entry} for entry in document["violations"]),
        *({"type": "error", **entry} for entry in document["errors"]),
        *({"type": "unlisted", **entry} for entry in document["unlisted"]),
    ]
    head = {"schema_version": document["schema_version"], "tool": document["tool"]}
    assert last == {"type": "summary", **head, **document["summary"]}


def test_a_line_is_an_object(violation: Build, report: BuildReport) -> None:
    text = render(report(violation(excerpt="a\nb\u2028c"), problems=(Problem(phrase("no\nway")),)), "json-lines")
    assert [line[:10] for line in text.split("\n")] == ['{"type": "'] * 3 + [""]
