"""A report on several files → what of it concerns some of them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from endmark.linting.report import Report
from endmark.violation import Violation


def select_concerning(report: Report, paths: AbstractSet[str]) -> Report:
    """The report with those findings alone that stand in one of the files, or name a place there."""
    results = report.results.replace(
        (path, replace(result, violations=tuple(one for one in result.violations if _concerns(one, paths))))
        for path, result in report.results.iter_with_violations()
    )
    return replace(report, results=results)


def _concerns(violation: Violation, paths: AbstractSet[str]) -> bool:
    return violation.path in paths or any(place.path in paths for place in violation.related)
