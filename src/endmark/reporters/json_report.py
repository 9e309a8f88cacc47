"""The report for programs: JSON, version 1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import msgspec

from endmark.document.late_pattern import compile_late
from endmark.errors import Problem
from endmark.linting.file_result import Unlisted, Verdict
from endmark.linting.report import Report
from endmark.messages.catalogue import say_problem
from endmark.reporters import Style
from endmark.version import __version__
from endmark.violation import Reason, Region, RelatedRegion, Severity, Value, Violation

if TYPE_CHECKING:
    from endmark.reporters.json_shape import (
        ArticleEntry,
        CoverEntry,
        ErrorEntry,
        ExplanationEntry,
        FixEntry,
        PatternNameEntry,
        PlaceEntry,
        ReasonEntry,
        RelatedEntry,
        RelatedReasonEntry,
        ReportDocument,
        RowEntry,
        SummaryEntry,
        ToolEntry,
        UnlistedEntry,
        ViolationEntry,
    )

SCHEMA_VERSION = 1
TOOL: ToolEntry = {"name": "endmark", "version": __version__}

# JSON allows these raw; a terminal or an encoder may not take them well.
_RISKY = compile_late("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_INDENT = 2
_SURROGATE = compile_late("[\ud800-\udfff]")


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - every reporter has the same shape
    """Everything that was found; the style changes nothing."""
    return stream_json(_open_document(report))


def to_document(report: Report) -> ReportDocument:
    """The report before it becomes text."""
    fields = _open_document(report).items()
    return cast("ReportDocument", {key: tuple(one) if isinstance(one, Iterator) else one for key, one in fields})


def _open_document(report: Report) -> OpenObject:
    return OpenObject(
        schema_version=SCHEMA_VERSION,
        tool=TOOL,
        summary=build_summary_entry(report),
        violations=(build_violation_entry(one, report.find_row(one.path)) for one in report.iter_violations()),
        errors=map(build_error_entry, report.problems),
        unlisted=map(make_unlisted_entry, report.unlisted),
        articles=map(build_article_entry, report.results.iter_verdicts()),
    )


class OpenObject(dict[str, Any]):
    """A JSON object with iterators among its values: arrays that are written item by item."""


def stream_json(document: Any) -> Iterator[str]:
    """The text that `to_json` would give, piece by piece; an iterator is an array.

    Python's own encoder leaves cycles behind each time it indents, and the command
    collects none.
    """
    yield from _stream(document, "\n")
    yield "\n"


def _stream(value: Any, newline: str) -> Iterator[str]:
    """The JSON of a value that begins on a line with this newline and indentation before it."""
    deeper = f"{newline}  "
    if isinstance(value, OpenObject):
        between = "{"
        for key, one in value.items():
            yield f"{between}{deeper}{_format(key)}: "
            yield from _stream(one, deeper)
            between = ","
        yield f"{newline}}}"
    elif isinstance(value, Iterator):
        between = "["
        for one in value:
            yield f"{between}{deeper}"
            yield from _stream(one, deeper)
            between = ","
        yield "[]" if between == "[" else f"{newline}]"
    else:
        yield _quote_risky(_format(value).replace("\n", newline))


def _format(value: Any) -> str:
    """The same of a value without iterators, at once."""
    try:
        encoded = msgspec.json.encode(value, enc_hook=str.__str__)  # a phrase is a text, too
        return msgspec.json.format(encoded, indent=_INDENT).decode()
    except UnicodeEncodeError:  # a lone surrogate, as in a broken file name
        return json.dumps(value, ensure_ascii=False, indent=_INDENT)


def to_json(document: Any, indent: int | None = _INDENT) -> str:
    """The document as JSON, for files and terminals alike: text stays readable, and nothing in it can do harm.

    It ends with a newline, and without `indent` it holds no other.
    """
    return _quote_risky(json.dumps(document, ensure_ascii=False, indent=indent)) + "\n"


def _quote_risky(text: str) -> str:
    return _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def replace_surrogates(text: str) -> str:
    """The text as strict readers of JSON take it: a lone surrogate, as in a broken file name, becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def build_summary_entry(report: Report) -> SummaryEntry:
    """The counts of a report; those by severity leave out what is suppressed or in the baseline."""
    return {
        "files": report.file_count,
        "violations": sum(map(report.count_severity, Severity)),
        "error": report.count_severity(Severity.ERROR),
        "warning": report.count_severity(Severity.WARNING),
        "info": report.count_severity(Severity.INFO),
        "suppressed": report.suppressed_count,
        "baselined": report.baselined_count,
        "fixable": report.fixable_count,
        "whole": report.count_verdicts()["whole"],
    }


def build_article_entry(judged: tuple[str, Verdict]) -> ArticleEntry:
    """What a path and the verdict on its article become in the list `articles`."""
    path, verdict = judged
    return {"path": path, "verdict": verdict.word, "score": verdict.score}


def build_violation_entry(violation: Violation, row: tuple[str, str] | None = None) -> ViolationEntry:
    """What one violation becomes in the list `violations`; `row` is its table and its row where it stands in one."""
    return {
        "path": violation.path,
        **_build_row_entry(row),
        "rule": violation.rule,
        **_build_pattern_entry(violation),
        "severity": violation.severity.label,
        "message": violation.message,
        **_build_explanation_entry(violation),
        **_build_place_entry(violation.region),
        "excerpt": violation.excerpt,
        "related": tuple(map(_build_related_entry, violation.related)),
        "fix": _build_fix_entry(violation),
        "fingerprint": violation.fingerprint,
        **_build_cover_entry(violation),
    }


def _build_row_entry(row: tuple[str, str] | None) -> RowEntry:
    return {"table": row[0], "row": row[1]} if row else {}


def _build_pattern_entry(violation: Violation) -> PatternNameEntry:
    return {"pattern": violation.pattern_name} if violation.pattern else {}


def _build_related_entry(related: RelatedRegion) -> RelatedEntry:
    reason: RelatedReasonEntry = {"reason": _build_reason_entry(related.reason)} if related.reason else {}
    return {"path": related.path, **_build_place_entry(related.region), "message": related.message, **reason}


def _build_explanation_entry(violation: Violation) -> ExplanationEntry:
    explanation: ExplanationEntry = {}
    if violation.reasons:
        explanation["reasons"] = {name: _build_reason_entry(reason) for name, reason in violation.reasons}
    if violation.no_fix:
        explanation["no_fix_reason"] = {"message": violation.no_fix_reason, **_build_reason_entry(violation.no_fix)}
    return explanation


def _build_reason_entry(reason: Reason) -> ReasonEntry:
    return {"code": reason.code, "values": {name: _to_plain(value) for name, value in reason.values}}


def _to_plain(value: Value) -> Any:
    if isinstance(value, Reason):
        return _build_reason_entry(value)
    return tuple(map(_build_reason_entry, value)) if isinstance(value, tuple) else value


def _build_cover_entry(violation: Violation) -> CoverEntry:
    cover: CoverEntry = {}
    if violation.suppressed is not None:
        cover["suppressed"] = {"reason": violation.suppressed}
    if violation.baselined:
        cover["baselined"] = True
    return cover


def _build_fix_entry(violation: Violation) -> FixEntry | None:
    if violation.fix is None:
        return None
    edits = zip(violation.fix.edits, violation.fix_regions, strict=True)
    return {
        "safe": violation.fix.safe,
        "title": violation.fix_title,
        "reason": _build_reason_entry(violation.fix.title),
        "edits": tuple({**_build_place_entry(region), "replacement": edit.replacement} for edit, region in edits),
    }


def _build_place_entry(region: Region) -> PlaceEntry:
    return {
        "line": region.start.line,
        "column": region.start.column,
        "end_line": region.end.line,
        "end_column": region.end.column,
    }


def make_unlisted_entry(unlisted: Unlisted) -> UnlistedEntry:
    """What the findings of one rule that are only counted become in the list `unlisted`."""
    return {
        "path": unlisted.path,
        "rule": unlisted.rule,
        "severity": unlisted.severity.label,
        "suppressed": unlisted.suppressed,
        "count": unlisted.number,
    }


def build_error_entry(problem: Problem) -> ErrorEntry:
    """What one problem becomes in the list `errors`."""
    place = ":".join(str(part) for part in (problem.line, problem.column) if part is not None)
    message = say_problem(problem).message
    return {"path": problem.path, "message": f"{place}: {message}" if place else message}
