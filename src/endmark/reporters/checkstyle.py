"""The report as Checkstyle writes it: one element a file, read by many CI services."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.summary import describe_unlisted, format_problem
from endmark.reporters.xml_document import build_element, render_document

_NO_FILE = "endmark"
"""The file of a problem that concerns none."""


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - every reporter has the same shape
    """Every file that was checked, with its problems, what stands and what is only counted; columns are code points."""
    errors: dict[str, list[Element]] = defaultdict(list)
    for problem in report.problems:
        error = _build_error("endmark", "error", format_problem(problem), problem.line, problem.column)
        errors[problem.path or _NO_FILE].append(error)
    for violation in report.standing:
        source, (line, column) = f"endmark.{violation.rule}", violation.region.start
        errors[violation.path].append(_build_error(source, violation.severity.label, violation.message, line, column))
    for one in report.standing_unlisted:
        source, words = f"endmark.{one.rule}", describe_unlisted(one)
        errors[one.path].append(_build_error(source, one.severity.label, words, None, None))
    paths = sorted({*report.paths, *errors})
    files = [build_element("file", {"name": path}, *errors.get(path, ())) for path in paths]
    return render_document(build_element("checkstyle", {"version": "4.3"}, *files))


def _build_error(source: str, severity: str, message: str, line: int | None, column: int | None) -> Element:
    place = {"line": line, "column": column}
    return build_element("error", {**place, "severity": severity, "message": message, "source": source})
