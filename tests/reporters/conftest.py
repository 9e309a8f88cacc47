"""Reports built by hand: what a reporter is given, without a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest

from endmark.document.span import Position, Span
from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.violation import Edit, Fix, Region, RelatedRegion, Severity, Violation


def region_of(start: tuple[int, int], end: tuple[int, int]) -> Region:
    return Region(Span(start[0] * 1000 + start[1], end[0] * 1000 + end[1]), Position(*start), Position(*end))


class BuildViolation(Protocol):
    def __call__(
        self,
        rule: str = ...,
        severity: Severity = ...,
        *,
        path: str = ...,
        message: str = ...,
        line_text: str = ...,
        start: tuple[int, int] = ...,
        end: tuple[int, int] = ...,
        excerpt: str = ...,
        note: tuple[tuple[int, int], str] | None = ...,
        fix: bool | None = ...,
        suppressed: str | None = ...,
        baselined: bool = ...,
        fingerprint: str = ...,
    ) -> Violation: ...


def build_violation(
    rule: str = "stray-end-marker",
    severity: Severity = Severity.ERROR,
    *,
    path: str = "posts/a.md",
    message: str = "Stray end marker.",
    line_text: str = "---END---",
    start: tuple[int, int] = (87, 1),
    end: tuple[int, int] = (87, 10),
    excerpt: str = "---END---",
    note: tuple[tuple[int, int], str] | None = None,
    fix: bool | None = None,
    suppressed: str | None = None,
    baselined: bool = False,
    fingerprint: str = "f" * 32,
) -> Violation:
    region = region_of(start, end)
    related = (RelatedRegion(region_of(note[0], (note[0][0], note[0][1] + 8)), note[1]),) if note else ()
    return Violation(
        path=path,
        rule=rule,
        severity=severity,
        message=message,
        region=region,
        excerpt=excerpt,
        line_text=line_text,
        fingerprint=fingerprint,
        related=related,
        fix=None if fix is None else Fix((Edit(region.span, ""),), safe=fix),
        fix_regions=() if fix is None else (region,),
        suppressed=suppressed,
        baselined=baselined,
    )


def build_report(
    *violations: Violation,
    files: int = 1,
    problems: tuple[Problem, ...] = (),
    fail_on: Severity | None = Severity.ERROR,
) -> Report:
    paths = tuple(f"posts/{number}.md" for number in range(files))
    return Report(paths, violations, problems, fail_on)


@pytest.fixture(scope="session")
def violation() -> BuildViolation:
    return build_violation


@pytest.fixture(scope="session")
def report() -> Callable[..., Report]:
    return build_report
