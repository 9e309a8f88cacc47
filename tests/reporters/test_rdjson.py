"""Both reports for reviewdog: `rdjson`, and `rdjsonl` with the same diagnostics."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from endmark.document.source import Source
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.violation import Edit, Fix, Region, Severity, Violation, make_reason

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]
Conforms = Callable[..., None]

# Fields and their types in reviewdog's own definition (proto/rdf/reviewdog.proto); `!` marks what reviewdog needs.
SHAPES: dict[str, dict[str, Any]] = {
    "DiagnosticResult": {"diagnostics!": ["Diagnostic"], "source": "Source", "severity": "Severity"},
    "Diagnostic": {
        "message!": str,
        "location!": "Location",
        "severity!": {"ERROR", "WARNING", "INFO"},
        "source": "Source",
        "code": "Code",
        "suggestions": ["Suggestion"],
        "original_output": str,
        "related_locations": ["RelatedLocation"],
    },
    "RelatedLocation": {"message": str, "location!": "Location"},
    "Location": {"path!": str, "range": "Range"},
    "Range": {"start!": "Position", "end": "Position"},
    "Position": {"line!": int, "column": int},
    "Suggestion": {"range!": "Range", "text!": str},
    "Source": {"name!": str, "url": str},
    "Code": {"value!": str, "url": str},
}

SCANNER_LIMIT = 64 * 1024
"""The longest line that Go's scanner, and so reviewdog, reads."""


def diagnostics(report: Report) -> list[Any]:
    found = json.loads(render(report, "rdjson"))["diagnostics"]
    assert type(found) is list
    return found


def place(line: int, column: int | None = None, end_line: int | None = None, end_column: int | None = None) -> Any:
    start, end = {"line": line, "column": column}, {"line": end_line, "column": end_column}
    ends = {"start": start, "end": end} if end_line else {"start": start}
    return {name: {key: number for key, number in end.items() if number} for name, end in ends.items()}


def test_every_report_is_what_reviewdog_defines(nasty: Report, conforms: Conforms) -> None:
    document = json.loads(render(nasty, "rdjson"))
    conforms(document, "DiagnosticResult", SHAPES)
    lines = [json.loads(line) for line in render(nasty, "rdjsonl").splitlines()]
    conforms(lines, ["Diagnostic"], SHAPES)
    assert lines == [{**entry, "source": {"name": "endmark"}} for entry in document["diagnostics"]]


def test_the_whole_shape(violation: Build, report: BuildReport) -> None:
    found = violation(severity=Severity.WARNING, note=((3, 1), "first occurrence"), fix=True)
    assert json.loads(render(report(found), "rdjson")) == {
        "source": {"name": "endmark"},
        "diagnostics": [
            {
                "message": "Stray end marker.",
                "location": {"path": "posts/a.md", "range": place(87, 1, 87, 10)},
                "severity": "WARNING",
                "code": {"value": "stray-end-marker"},
                "suggestions": [{"range": place(87, 1, 87, 10), "text": ""}],
                "related_locations": [
                    {"message": "first occurrence", "location": {"path": "posts/a.md", "range": place(3, None, 3)}}
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("problem", "location"),
    [
        (Problem(phrase("no.")), {"path": ""}),
        (Problem(phrase("no."), "b.md"), {"path": "b.md"}),
        (Problem(phrase("no."), "b.md", 3), {"path": "b.md", "range": place(3)}),
        (Problem(phrase("no."), "b.md", 3, 4), {"path": "b.md", "range": place(3)}),
    ],
)
def test_problems(report: BuildReport, problem: Problem, location: Any) -> None:
    assert diagnostics(report(problems=(problem,))) == [{"message": "no.", "location": location, "severity": "ERROR"}]


@pytest.mark.parametrize(
    ("line", "start", "end", "excerpt", "columns"),
    [
        ("abc", (1, 2), (1, 3), "b", (2, 3)),
        ("あb", (1, 2), (1, 3), "b", (4, 5)),
        ("a𠮷b", (1, 2), (1, 3), "𠮷", (2, 6)),
        ("é🙂", (1, 3), (1, 3), "", (7, 7)),
        ("あいう", (1, 2), (2, 2), "いう\nえ", (4, 4)),
        ("あいう", (1, 4), (2, 1), "\n", (10, 1)),
        ("あい", (1, 1), (3, 3), "あい\r\n\r\n𠮷う", (1, 8)),
        ("あ", (1, 3), (2, 1), "\n", (5, 1)),
    ],
)
def test_columns_are_bytes(
    violation: Build,
    report: BuildReport,
    *,
    line: str,
    start: tuple[int, int],
    end: tuple[int, int],
    excerpt: str,
    columns: tuple[int, int],
) -> None:
    (entry,) = diagnostics(report(violation(line_text=line, start=start, end=end, excerpt=excerpt)))
    assert entry["location"]["range"] == place(start[0], columns[0], end[0], columns[1])


def test_where_the_text_is_not_known_the_range_is_whole_lines(violation: Build, report: BuildReport) -> None:
    found = violation(start=(1, 1), end=(4, 3), excerpt="less than it should be")
    assert diagnostics(report(found))[0]["location"]["range"] == place(1, None, 4)


def region(source: Source, span: Span) -> Region:
    return Region(span, source.get_position(span.start), source.get_position(span.end))


@given(st.data(), st.text(st.sampled_from("ab é|\u0301あ𠮷🙂\r\n")))
def test_columns_agree_with_the_bytes_of_the_file(
    violation: Build, report: BuildReport, data: st.DataObject, text: str
) -> None:
    source = Source("a.md", text)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    place = region(source, Span(start, end))
    found = replace(
        violation(),
        region=place,
        excerpt=text[start:end],
        line_text=source.get_excerpt(source.get_line_span(place.start.line)),
        fix=Fix((Edit(place.span, "x"),), safe=True, title=make_reason("pattern.take-out")),
        fix_regions=(place,),
    )
    (entry,) = diagnostics(report(found))
    lines = text.encode("utf-8").split(b"\n")
    for where in (entry["location"]["range"], entry["suggestions"][0]["range"]):
        for name, offset in (("start", start), ("end", end)):
            before = [*lines[: where[name]["line"] - 1], lines[where[name]["line"] - 1][: where[name]["column"] - 1]]
            assert b"\n".join(before) == text[:offset].encode("utf-8")


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([((2, 1), (3, 1))], [place(2, 1, 3, 1)]),
        ([((2, 2), (2, 3))], [place(2, 4, 2, 7)]),
        ([((2, 1), (4, 1))], [place(2, 1, 4, 1)]),
        ([((1, 5), (2, 1))], []),
        ([((2, 1), (9, 5))], []),
        ([((2, 1), (2, 2)), ((2, 2), (2, 3))], []),
    ],
    ids=["the line", "in the line", "whole lines after it", "before it", "after it", "two edits"],
)
def test_suggestions_are_fixes_that_can_be_placed(
    violation: Build, report: BuildReport, edits: list[Any], expected: list[Any]
) -> None:
    found = violation(line_text="あい", start=(2, 1), end=(2, 3), excerpt="あい")
    regions = tuple(found.region._replace(start=region_start(start), end=region_start(end)) for start, end in edits)
    fix = Fix(tuple(Edit(found.region.span, "x") for _ in edits), safe=True, title=make_reason("pattern.take-out"))
    (entry,) = diagnostics(report(replace(found, fix=fix, fix_regions=regions)))
    assert [suggestion["range"] for suggestion in entry.get("suggestions", [])] == expected


def region_start(position: tuple[int, int]) -> Any:
    return Source("", "\n" * 20).get_position(0)._replace(line=position[0], column=position[1])


@pytest.mark.parametrize(
    ("message", "notes", "replacement"), [("x" * 70_000, 0, ""), ("短い", 2_000, ""), ("短い", 1, "い" * 40_000)]
)
def test_a_line_is_never_longer_than_reviewdog_reads(
    violation: Build, report: BuildReport, conforms: Conforms, *, message: str, notes: int, replacement: str
) -> None:
    found = violation(message=message, note=((1, 1), "here"), fix=True)
    fix = Fix((Edit(found.region.span, replacement),), safe=True, title=make_reason("pattern.take-out"))
    found = replace(found, related=found.related * notes, fix=fix)
    line = render(report(found), "rdjsonl")
    assert len(line.encode("utf-8")) < SCANNER_LIMIT
    conforms(json.loads(line), "Diagnostic", SHAPES)
