"""The report as Checkstyle writes it: one element a file, read by many CI services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.summary import describe_unlisted, format_problem
from endmark.reporters.xml_document import build_element, stream_document

_NO_FILE = "endmark"
"""The file of a problem that concerns none."""


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - every reporter has the same shape
    """Every file that was checked, with its problems, what stands and what is only counted; columns are code points."""
    problems: dict[str, list[Element]] = defaultdict(list)
    for problem in report.problems:
        error = _build_error("endmark", "error", format_problem(problem), problem.line, problem.column)
        problems[problem.path or _NO_FILE].append(error)
    counted: dict[str, list[Element]] = defaultdict(list)
    for one in report.standing_unlisted:
        source, words = f"endmark.{one.rule}", describe_unlisted(one)
        counted[one.path].append(_build_error(source, one.severity.label, words, None, None))
    paths = sorted({*report.paths, *report.results.iter_paths(standing=True), *problems, *counted})
    files = (
        build_element(
            "file", {"name": path}, *problems.get(path, ()), *_iter_findings(report, path), *counted.get(path, ())
        )
        for path in paths
    )
    return stream_document(build_element("checkstyle", {"version": "4.3"}), files)


def _iter_findings(report: Report, path: str) -> Iterator[Element]:
    for violation in report.results.get(path).violations:
        if violation.stands:
            source, (line, column) = f"endmark.{violation.rule}", violation.region.start
            yield _build_error(source, violation.severity.label, violation.message, line, column)


def _build_error(source: str, severity: str, message: str, line: int | None, column: int | None) -> Element:
    place = {"line": line, "column": column}
    return build_element("error", {**place, "severity": severity, "message": message, "source": source})
