from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from endmark.linting.file_result import Verdict
from endmark.reporters.html.trend import MOST_RUNS, Run, add_run, measure_run, show_trend
from endmark.violation import Severity

RUN = Run("2025-01-02 03:04", 9, 6, 88.5, 4, 2, 1)


def test_a_run_is_measured(report: Any, violation: Any) -> None:
    found = report(
        violation(),
        violation(severity=Severity.WARNING),
        files=4,
        verdicts={"posts/0.md": Verdict("cut", 90), "posts/1.md": Verdict("hollow", 0)},
    )
    assert measure_run(found, "now") == Run("now", 4, 2, 72.5, 1, 1, 0)


@pytest.mark.parametrize(
    ("earlier", "new", "expected"),
    [
        ((), RUN, (RUN,)),
        ((RUN,), replace(RUN, when="later"), (RUN,)),
        ((RUN,), replace(RUN, when="later", errors=3), (RUN, replace(RUN, when="later", errors=3))),
        ((RUN,) * MOST_RUNS, replace(RUN, errors=3), (*(RUN,) * (MOST_RUNS - 1), replace(RUN, errors=3))),
    ],
    ids=["first", "no news", "news", "many"],
)
def test_runs_are_kept(earlier: tuple[Run, ...], new: Run, expected: tuple[Run, ...]) -> None:
    assert add_run(earlier, new) == expected


def test_a_trend_takes_two_runs() -> None:
    assert show_trend([RUN]) == ""
    assert 'points="0,50 600,12"' in show_trend([replace(RUN, score=50.0), RUN])
