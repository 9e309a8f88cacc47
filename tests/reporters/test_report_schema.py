"""The schema of the JSON report says what the report holds, neither more nor less."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from msgspec.structs import replace

from endmark.errors import Problem
from endmark.linting.file_result import Unlisted, Verdict
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.reporters.report_schema import build_report_schema
from endmark.ruleset.settings_request import SettingsRequest
from endmark.violation import SEVERITIES, Severity, Violation, make_reason

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]

OPTIONAL = {
    "violations.table",
    "violations.row",
    "violations.pattern",
    "violations.suppressed",
    "violations.suppressed.reason",
    "violations.baselined",
    "violations.reasons",
    "violations.no_fix_reason",
    *(f"violations.no_fix_reason.{key}" for key in ("message", "code", "values")),
    "violations.related.reason",
    *(f"violations.related.reason.{key}" for key in ("code", "values")),
}
"""What a report holds only where it says something."""


REASONS = (("rest", make_reason("a.b", line=3, parts=(make_reason("a.c", slow=1.5),))),)


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    return Draft7Validator(build_report_schema())


def keys_written(value: Any, path: str = "") -> Iterator[str]:
    """The path of every key in a report: `violations.fix.edits.line`."""
    for inner in value if isinstance(value, list) else []:
        yield from keys_written(inner, path)
    for key, inner in value.items() if isinstance(value, dict) else []:
        yield f"{path}{key}"
        yield from keys_written(inner, f"{path}{key}.")


def keys_in_schema(schema: Mapping[str, Any], path: str = "", *, required: bool = False) -> Iterator[str]:
    """The same for a schema; of the required ones only, if asked for."""
    for option in (*schema.get("anyOf", ()), schema.get("items", {})):
        if option:
            yield from keys_in_schema(option, path, required=required)
    for key, inner in schema.get("properties", {}).items():
        if not required or key in schema["required"]:
            yield f"{path}{key}"
            yield from keys_in_schema(inner, f"{path}{key}.", required=required)


@pytest.fixture
def full(violation: Build, report: BuildReport) -> dict[str, Any]:
    """A report in which every key stands."""
    found = violation(note=((3, 1), "first occurrence"), fix=True)
    violations = (
        replace(found, reasons=REASONS, related=(found.related[0]._replace(reason=make_reason("a.d")),)),
        replace(
            violation(severity=Severity.WARNING, suppressed="on purpose"),
            no_fix=make_reason("a.e"),
            no_fix_reason="nobody knows",
        ),
        replace(violation(severity=Severity.INFO), baselined=True, pattern="sorry-I-cannot", path="posts/a.md#row"),
    )
    problems = (Problem(phrase("cannot be read."), "b.md"), Problem(phrase("nothing to check.")))
    unlisted = (Unlisted("b.md", "other", Severity.ERROR, suppressed=False, number=7),)
    verdicts = {"posts/a.md": Verdict("cut", 82)}
    value: dict[str, Any] = json.loads(
        render(
            replace(
                report(*violations, problems=problems, verdicts=verdicts), unlisted=unlisted, tables=("posts/a.md",)
            ),
            "json",
        )
    )
    return value


def test_why_there_is_no_fix_may_name_another_reason(
    validator: Draft7Validator, violation: Build, report: BuildReport
) -> None:
    reason = make_reason("fix.markup", markup=make_reason("fix.html"))
    found = replace(violation(), no_fix=reason, no_fix_reason="endmark repairs Markdown only, not HTML")
    validator.validate(json.loads(render(report(found), "json")))


def test_every_key_of_a_report_is_in_the_schema_and_the_reverse(full: dict[str, Any]) -> None:
    written = {key for key in keys_written(full) if not key.startswith("violations.reasons.")}
    assert written == set(keys_in_schema(build_report_schema()))


def test_reasons_are_written_as_the_schema_says(full: dict[str, Any], validator: Draft7Validator) -> None:
    assert full["violations"][0]["reasons"] == {
        "rest": {"code": "a.b", "values": {"line": 3, "parts": [{"code": "a.c", "values": {"slow": 1.5}}]}}
    }
    assert validator.is_valid(full)
    del full["violations"][0]["reasons"]["rest"]["code"]
    assert not validator.is_valid(full)


def test_all_that_is_said_has_its_code(full: dict[str, Any]) -> None:
    repeated, cut, _ = full["violations"]
    assert repeated["fix"]["reason"] == {"code": "pattern.take-out", "values": {}}
    assert repeated["related"][0]["reason"] == {"code": "a.d", "values": {}}
    assert cut["no_fix_reason"] == {"message": "nobody knows", "code": "a.e", "values": {}}


def test_only_what_always_stands_is_required() -> None:
    schema = build_report_schema()
    assert set(keys_in_schema(schema)) - set(keys_in_schema(schema, required=True)) == OPTIONAL


def test_every_key_is_described() -> None:
    def silent(schema: Any) -> Iterator[str]:
        if isinstance(schema, Mapping):
            for name, entry in schema.get("properties", {}).items():
                if not entry.get("description"):
                    yield name
            schema = list(schema.values())
        for inner in schema if isinstance(schema, list) else []:
            yield from silent(inner)

    assert list(silent(build_report_schema())) == []


def test_reports_are_valid(
    validator: Draft7Validator, full: dict[str, Any], violation: Build, report: BuildReport
) -> None:
    validator.validate(full)
    validator.validate(json.loads(render(report(), "json")))
    for severity in SEVERITIES.values():
        validator.validate(json.loads(render(report(violation(severity=severity)), "json")))


def test_a_report_of_tomorrow_may_say_more(validator: Draft7Validator, full: dict[str, Any]) -> None:
    validator.validate(full | {"duration": 1.5})


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": 2},
        {"schema_version": "1"},
        {"tool": "endmark"},
        {"tool": {"name": "endmark"}},
        {"summary": {}},
        {"violations": None},
        {"violations": [{}]},
        {"errors": [{"path": None}]},
        {"errors": ["cannot be read."]},
    ],
    ids=str,
)
def test_what_is_no_report(validator: Draft7Validator, full: dict[str, Any], change: dict[str, Any]) -> None:
    assert not validator.is_valid(full | change)


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "off"},
        {"line": "1"},
        {"fix": {}},
        {"fix": {"safe": True, "title": "take it out", "edits": [{"replacement": ""}]}},
        {"related": [{"path": "a.md", "message": "m"}]},
        {"suppressed": True},
        {"baselined": "yes"},
    ],
    ids=str,
)
def test_what_is_no_violation(validator: Draft7Validator, full: dict[str, Any], change: dict[str, Any]) -> None:
    full["violations"][0] |= change
    assert not validator.is_valid(full)


def test_the_reports_of_the_examples_are_valid(validator: Draft7Validator, root: Path) -> None:
    from endmark.linting.checking.run import run
    from endmark.linting.files.discovery import find_files
    from endmark.ruleset.loading import load_settings

    settings = load_settings(SettingsRequest(use_config=False, cwd=root))
    found = find_files(["examples"], cwd=root)
    report = run(found.files, settings, problems=found.problems)
    assert report.violations
    validator.validate(json.loads(render(report, "json")))
