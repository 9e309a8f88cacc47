"""The report as SARIF 2.1.0, for code scanning and for editors.

Columns are code points, and the run says so. Paths are percent-encoded UTF-8,
relative to the folder endmark ran in, which is `%SRCROOT%`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from endmark.errors import Problem
from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.messages.catalogue import say
from endmark.phrase import counted, phrase
from endmark.reporters import Style
from endmark.reporters.hyperlink import find_page
from endmark.reporters.json_report import OpenObject, replace_surrogates, stream_json
from endmark.reporters.summary import describe_unlisted, format_problem, iter_worst_first
from endmark.reporters.width import sanitize
from endmark.version import __version__
from endmark.violation import Edit, Region, RelatedRegion, Severity, Violation

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule

MOST_RESULTS = 25_000
"""GitHub takes no more in one run."""

LONGEST_SNIPPET = 1_000
"""Code points; a longer passage is left out, as a snippet must be the whole of its region."""

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
_PROBLEM_SEVERITIES = {Severity.INFO: "recommendation", Severity.WARNING: "warning", Severity.ERROR: "error"}
"""The words of GitHub's rule property `make_problem.severity`."""

_DRIVE = re.compile("[A-Za-z]:/")


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - every reporter has the same shape
    """One run with the rules that took part, and the results, errors first and covered ones last."""
    kept = islice(iter_worst_first(report), MOST_RESULTS)
    left_out = max(0, report.results.counts.count() - MOST_RESULTS)
    rules = _build_rules(report)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    compared = report.baselined_count > 0
    covered = compared or report.suppressed_count > 0
    run = OpenObject(
        tool={
            "driver": {"name": "endmark", "version": __version__, "semanticVersion": __version__, "rules": rules},
        },
        invocations=[_build_invocation(report, left_out, numbers)],
        columnKind="unicodeCodePoints",
        results=(
            _build_result(violation, numbers, _build_states(violation, compared=compared, covered=covered))
            for violation in kept
        ),
    )
    return stream_json(OpenObject({"$schema": _SCHEMA, "version": "2.1.0", "runs": iter([run])}))


def _build_rules(report: Report) -> list[dict[str, Any]]:
    """The rules that are on, and those that found something, perhaps where an override turned them on."""
    found = report.results.counts.rules | {unlisted.rule for unlisted in report.unlisted}
    known = [_build_rule(rule) for rule in report.rules if rule.enabled or rule.id in found]
    unknown = found - {rule.id for rule in report.rules}
    return [*known, *({"id": rule} for rule in sorted(unknown))]


def _build_rule(rule: Rule) -> dict[str, Any]:
    from endmark.reporters import rule_page, rule_words

    how_well = rule_words.describe_measured(rule.measured) if rule.measured else ""
    sentences = (rule.why, how_well, say(phrase("`endmark explain {rule}` says more.", rule=rule.id)))
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": _to_line(rule.summary)},
        "fullDescription": {"text": _to_line(rule.why)},
        "help": {"text": _to_line(" ".join(filter(None, sentences))), "markdown": rule_page.render_page(rule)},
        **({"helpUri": page} if (page := find_page(rule.id)) else {}),
        "defaultConfiguration": {"enabled": rule.enabled, "level": _SARIF_LEVELS[rule.severity]},
        "properties": {
            "tags": [_to_line(rule.category)] if rule.category else [],
            "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
        },
    }


def _build_result(violation: Violation, rules: Mapping[str, int], states: Mapping[str, Any]) -> dict[str, Any]:
    links = [
        f" [{_escape_link_text(related.message)}]({number})" for number, related in enumerate(violation.related, 1)
    ]
    result = {
        "ruleId": violation.rule,
        "ruleIndex": rules[violation.rule],
        "level": _SARIF_LEVELS[violation.severity],
        "message": {"text": _to_text(violation.message) + "".join(links)},
        "locations": [_build_location(violation.path, _build_region(violation.region, violation.excerpt))],
        "partialFingerprints": {"endmarkFindingHash/v1": violation.fingerprint},
        **states,
    }
    if violation.related:
        result["relatedLocations"] = [
            _build_related(number, related) for number, related in enumerate(violation.related, 1)
        ]
    if violation.fix is not None:
        care = phrase("safe to apply") if violation.fix.safe else phrase("read the result before you keep it")
        description = say(phrase("{title} ({care}).", title=violation.fix_title.capitalize(), care=care))
        edits = zip(violation.fix.edits, violation.fix_regions, strict=True)
        change = {
            "artifactLocation": _build_artifact(violation.path),
            "replacements": [_build_replacement(edit, region) for edit, region in edits],
        }
        result["fixes"] = [{"description": {"text": description}, "artifactChanges": [change]}]
    return result


def _build_states(violation: Violation, *, compared: bool, covered: bool) -> dict[str, Any]:
    """Whether the baseline knows a result, and what suppresses it: said of every result of a run or of none."""
    states: dict[str, Any] = {}
    if compared:
        states["baselineState"] = "unchanged" if violation.baselined else "new"
    if covered:
        states["suppressions"] = _build_suppressions(violation)
    return states


def _build_suppressions(violation: Violation) -> list[dict[str, str]]:
    if violation.suppressed is not None:
        reason = {"justification": _to_line(violation.suppressed)} if violation.suppressed else {}
        return [{"kind": "inSource", **reason}]
    return [{"kind": "external"}] if violation.baselined else []


def _build_related(number: int, related: RelatedRegion) -> dict[str, Any]:
    return {
        "id": number,
        **_build_location(related.path, _build_region(related.region)),
        "message": {"text": _to_text(related.message)},
    }


def _build_replacement(edit: Edit, region: Region) -> dict[str, Any]:
    deleted = {"deletedRegion": _build_region(region)}
    return (
        {**deleted, "insertedContent": {"text": replace_surrogates(edit.replacement)}} if edit.replacement else deleted
    )


def _build_invocation(report: Report, left_out: int, rules: Mapping[str, int]) -> dict[str, Any]:
    notifications = [_build_notification(problem) for problem in report.problems]
    notifications += [_build_unlisted(unlisted, rules) for unlisted in report.unlisted]
    if left_out:
        text = say(
            counted(
                left_out,
                "{count:,} finding is not in this report, which holds {most:,} at most.",
                "{count:,} findings are not in this report, which holds {most:,} at most.",
                most=MOST_RESULTS,
            )
        )
        notifications.append({"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": not report.problems, "toolExecutionNotifications": notifications}


def _build_notification(problem: Problem) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": "error", "message": {"text": _to_text(format_problem(problem))}}
    if problem.path is not None:
        place = {"startLine": problem.line, "startColumn": problem.column} if problem.line is not None else {}
        region = {key: number for key, number in place.items() if number is not None}
        notification["locations"] = [_build_location(problem.path, region)]
    return notification


def _build_unlisted(unlisted: Unlisted, rules: Mapping[str, int]) -> dict[str, Any]:
    return {
        "level": _SARIF_LEVELS[unlisted.severity],
        "message": {"text": describe_unlisted(unlisted)},
        "associatedRule": {"id": unlisted.rule, "index": rules[unlisted.rule]},
        "locations": [_build_location(unlisted.path, {})],
    }


def _build_location(path: str, region: Mapping[str, Any]) -> dict[str, Any]:
    place = {"artifactLocation": _build_artifact(path)}
    return {"physicalLocation": {**place, "region": region} if region else place}


def _build_artifact(path: str) -> dict[str, str]:
    if path.startswith("//"):
        return {"uri": f"file:{_quote_path(path)}"}
    if path.startswith("/"):
        return {"uri": f"file://{_quote_path(path)}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{_quote_path(path[2:])}"}
    return {"uri": _quote_path(path), "uriBaseId": "%SRCROOT%"}


def _quote_path(path: str) -> str:
    """The path percent-encoded, byte for byte as it is on disk, even where that is not UTF-8."""
    try:
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(replace_surrogates(path))


def _build_region(region: Region, excerpt: str = "") -> dict[str, Any]:
    place = {
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    }
    if not excerpt or len(excerpt) > LONGEST_SNIPPET:
        return place
    return {**place, "snippet": {"text": replace_surrogates(excerpt)}}


def _to_line(text: str) -> str:
    return sanitize(" ".join(text.split()))


def _to_text(message: str) -> str:
    """A message of which no part reads as a link."""
    return _escape_link_text(message) if "](" in message else sanitize(message)


def _escape_link_text(message: str) -> str:
    return re.sub(r"[\\\[\]]", lambda sign: f"\\{sign[0]}", sanitize(message))
