from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from msgspec.structs import replace

from endmark import __version__
from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render, sarif
from endmark.reporters.hyperlink import PAGES
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]
Conforms = Callable[..., None]

LEVEL = {"none", "note", "warning", "error"}

# The part of SARIF 2.1.0 that endmark writes: properties and types as the standard has them, required ones with `!`.
SHAPES: dict[str, dict[str, Any]] = {
    "log": {"$schema": str, "version!": {"2.1.0"}, "runs!": ["run"]},
    "run": {
        "tool!": "tool",
        "invocations": ["invocation"],
        "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
        "results": ["result"],
    },
    "tool": {"driver!": "toolComponent"},
    "toolComponent": {"name!": str, "version": str, "semanticVersion": str, "rules": ["reportingDescriptor"]},
    "reportingDescriptor": {
        "id!": str,
        "name": str,
        "shortDescription": "multiformatMessageString",
        "fullDescription": "multiformatMessageString",
        "help": "multiformatMessageString",
        "helpUri": str,
        "defaultConfiguration": "reportingConfiguration",
        "properties": "propertyBag",
    },
    "multiformatMessageString": {"text!": str, "markdown": str},
    "reportingConfiguration": {"enabled": bool, "level": LEVEL},
    "propertyBag": {"tags": [str], "problem.severity": {"error", "warning", "recommendation"}},
    "invocation": {"executionSuccessful!": bool, "toolExecutionNotifications": ["notification"]},
    "notification": {"message!": "message", "level": LEVEL, "locations": ["location"], "associatedRule": "rule"},
    "rule": {"id": str, "index": int},
    "message": {"text": str},
    "result": {
        "ruleId": str,
        "ruleIndex": int,
        "level": LEVEL,
        "message!": "message",
        "locations": ["location"],
        "relatedLocations": ["location"],
        "partialFingerprints": "fingerprints",
        "suppressions": ["suppression"],
        "baselineState": {"new", "unchanged", "updated", "absent"},
        "fixes": ["fix"],
    },
    "fingerprints": {"endmarkFindingHash/v1": str},
    "location": {"id": int, "physicalLocation": "physicalLocation", "message": "message"},
    "physicalLocation": {"artifactLocation": "artifactLocation", "region": "region"},
    "artifactLocation": {"uri": str, "uriBaseId": str},
    "region": {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int, "snippet": "artifactContent"},
    "artifactContent": {"text": str},
    "suppression": {"kind!": {"inSource", "external"}, "justification": str},
    "fix": {"description": "message", "artifactChanges!": ["artifactChange"]},
    "artifactChange": {"artifactLocation!": "artifactLocation", "replacements!": ["replacement"]},
    "replacement": {"deletedRegion!": "region", "insertedContent": "artifactContent"},
}


def run(report: Report) -> Any:
    (only,) = json.loads(render(report, "sarif"))["runs"]
    return only


def results(report: Report) -> list[Any]:
    found = run(report)["results"]
    assert type(found) is list
    return found


def test_every_report_is_sarif(nasty: Report, conforms: Conforms) -> None:
    log = json.loads(render(nasty, "sarif"))
    conforms(log, "log", SHAPES)
    (only,) = log["runs"]
    rules = only["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in only["results"])
    # A property that says something of a result is there for all of them or for none.
    for name in ("suppressions", "baselineState"):
        assert len({name in result for result in only["results"]}) <= 1
    assert all(uri.isascii() and " " not in uri for uri in uris(log))


def uris(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["uri"]] if "uri" in value else []
        return own + [uri for inner in value.values() for uri in uris(inner)]
    return [uri for inner in value for uri in uris(inner)] if isinstance(value, list) else []


def test_a_result(violation: Build, report: BuildReport) -> None:
    place = {"startLine": 87, "startColumn": 1, "endLine": 87, "endColumn": 10}
    file = {"uri": "posts/a.md", "uriBaseId": "%SRCROOT%"}
    only = run(report(violation(note=((3, 1), "first occurrence"), fix=False)))
    assert only == {
        "tool": {
            "driver": {
                "name": "endmark",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [{"id": "stray-end-marker"}],
            }
        },
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": []}],
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                "ruleId": "stray-end-marker",
                "ruleIndex": 0,
                "level": "error",
                "message": {"text": "Stray end marker. [first occurrence](1)"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": file,
                            "region": {**place, "snippet": {"text": "---END---"}},
                        }
                    }
                ],
                "partialFingerprints": {"endmarkFindingHash/v1": "f" * 32},
                "relatedLocations": [
                    {
                        "id": 1,
                        "physicalLocation": {
                            "artifactLocation": file,
                            "region": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 9},
                        },
                        "message": {"text": "first occurrence"},
                    }
                ],
                "fixes": [
                    {
                        "description": {"text": "Take it out (read the result before you keep it)."},
                        "artifactChanges": [{"artifactLocation": file, "replacements": [{"deletedRegion": place}]}],
                    }
                ],
            }
        ],
    }


def test_a_rule_says_what_it_is(report: BuildReport) -> None:
    rules = {rule["id"]: rule for rule in run(report(rules=load_builtin_rules()))["tool"]["driver"]["rules"]}
    assert rules.keys() == {rule.id for rule in load_builtin_rules() if rule.enabled}
    rule = rules["stray-end-marker"]
    assert rule["name"] == "StrayEndMarker"
    assert rule["shortDescription"]["text"] == "A generation pipeline's end marker is left in the text."
    assert rule["help"]["text"].endswith("`endmark explain stray-end-marker` says more.")
    assert rule["help"]["markdown"].startswith("# stray-end-marker\n")
    assert rule["defaultConfiguration"] == {"enabled": True, "level": "error"}
    assert rule["properties"]["problem.severity"] == "error"
    assert all(rule["properties"]["tags"] for rule in rules.values())


def test_a_rule_that_is_off_is_there_when_it_found_something(violation: Build, report: BuildReport) -> None:
    rules = tuple(replace(rule, enabled=False, severity=Severity.INFO) for rule in load_builtin_rules())
    (rule,) = run(report(violation(), rules=rules))["tool"]["driver"]["rules"]
    assert (rule["id"], rule["defaultConfiguration"]) == ("stray-end-marker", {"enabled": False, "level": "note"})


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("[CHECK] is a note.", "[CHECK] is a note."),
        ("“[a](1)”", "“\\[a\\](1)”"),
        ("C:\\a [b](c)", "C:\\\\a \\[b\\](c)"),
        ("a\nb\x1b", "a␊b␛"),
    ],
)
def test_a_message_links_only_to_related_places(violation: Build, report: BuildReport, message: str, text: str) -> None:
    (result,) = results(report(violation(message=message, note=((1, 1), "[x](2)"))))
    assert result["message"]["text"] == f"{text} [\\[x\\](2)](1)"


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("posts/a.md", {"uri": "posts/a.md", "uriBaseId": "%SRCROOT%"}),
        ("記事/1.md", {"uri": "%E8%A8%98%E4%BA%8B/1.md", "uriBaseId": "%SRCROOT%"}),
        ("a b#c?d%e:f.md", {"uri": "a%20b%23c%3Fd%25e%3Af.md", "uriBaseId": "%SRCROOT%"}),
        ("<stdin>", {"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"}),
        ("/srv/記.md", {"uri": "file:///srv/%E8%A8%98.md"}),
        ("C:/a b.md", {"uri": "file:///C:/a%20b.md"}),
        ("//server/share/a.md", {"uri": "file://server/share/a.md"}),
    ],
)
def test_paths_are_uris(violation: Build, report: BuildReport, path: str, location: dict[str, str]) -> None:
    (result,) = results(report(violation(path=path)))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location


def test_a_file_name_that_is_not_utf_8_keeps_its_bytes(violation: Build, report: BuildReport) -> None:
    (result,) = results(report(violation(path=b"\xff\xe8.md".decode("utf-8", "surrogateescape"))))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == b"\xff\xe8.md"


def test_covered_results_say_so(violation: Build, report: BuildReport) -> None:
    found = (
        violation("a", suppressed="a legal notice"),
        violation("b", suppressed=""),
        violation("c", baselined=True),
        violation("d"),
    )
    states = {result["ruleId"]: (result["suppressions"], result["baselineState"]) for result in results(report(*found))}
    assert states == {
        "a": ([{"kind": "inSource", "justification": "a legal notice"}], "new"),
        "b": ([{"kind": "inSource"}], "new"),
        "c": ([{"kind": "external"}], "unchanged"),
        "d": ([], "new"),
    }


def test_problems_are_notifications(report: BuildReport) -> None:
    problems = (
        Problem(phrase("not UTF-8."), "b.md", 3, 4, phrase("Save it.")),
        Problem(phrase("gone."), "c.md"),
        Problem(phrase("nothing to check.")),
    )
    (invocation,) = run(report(problems=problems))["invocations"]
    base = {"uriBaseId": "%SRCROOT%"}
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"] == [
        {
            "level": "error",
            "message": {"text": "not UTF-8. Save it."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "b.md", **base},
                        "region": {"startLine": 3, "startColumn": 4},
                    }
                }
            ],
        },
        {
            "level": "error",
            "message": {"text": "gone."},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "c.md", **base}}}],
        },
        {"level": "error", "message": {"text": "nothing to check."}},
    ]


def test_too_many_results_keep_the_errors(
    violation: Build, report: BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    found = (
        violation("covered", suppressed=""),
        violation("low", Severity.INFO),
        violation("middle", Severity.WARNING),
        violation("first"),
        violation("second"),
    )
    only = run(report(*found))
    assert [result["ruleId"] for result in only["results"]] == ["first", "second", "middle"]
    (invocation,) = only["invocations"]
    assert invocation["executionSuccessful"] is True
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "2 findings are not in this report, which holds 3 at most."


def test_a_snippet_is_whole_or_left_out(violation: Build, report: BuildReport) -> None:
    sizes = (sarif.LONGEST_SNIPPET, sarif.LONGEST_SNIPPET + 1)
    regions = [
        result["locations"][0]["physicalLocation"]["region"]
        for result in results(report(*(violation(excerpt="あ" * size) for size in sizes)))
    ]
    assert [region.get("snippet") for region in regions] == [{"text": "あ" * sizes[0]}, None]


def test_a_rule_that_endmark_ships_links_to_its_page(report: BuildReport) -> None:
    shipped = load_builtin_rules()
    own = replace(shipped[0], id="own-rule", path="own-rule.yaml")
    rules = run(report(rules=(own, *shipped)))["tool"]["driver"]["rules"]
    pages = {one["id"]: one.get("helpUri") for one in rules}
    assert pages["own-rule"] is None
    assert pages["stray-end-marker"] == f"{PAGES}/stray-end-marker.md"
