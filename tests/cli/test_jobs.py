from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from endmark.linting.checking.run import run
from endmark.linting.report import Report

Endmark = Callable[..., Result]
COMMANDS = (["check", "."], ["fix", "."], ["calibrate", "."], ["baseline", "create", "."])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The jobs that each run was asked to use."""
    jobs: list[object] = []

    def note(*arguments: Any, **options: Any) -> Report:
        jobs.append(options["jobs"])
        return run(*arguments, **options)

    monkeypatch.setattr("endmark.linting.checking.run.run", note)
    return jobs


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("flags", "env", "jobs"),
    [
        ([], {}, None),
        (["--jobs", "3"], {}, 3),
        ([], {"ENDMARK_JOBS": "2"}, 2),
        (["-j1"], {"ENDMARK_JOBS": "2"}, 1),
    ],
)
def test_the_flag_wins_over_the_environment_and_that_over_the_cores(
    endmark: Endmark, asked: list[object], command: list[str], flags: list[str], env: dict[str, str], jobs: int | None
) -> None:
    assert endmark(*command, *flags, env=env).exit_code < 2
    assert asked == [jobs]


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_there_are_no_fewer_jobs_than_one(endmark: Endmark, jobs: str) -> None:
    result = endmark("check", ".", "--jobs", jobs)
    assert result.exit_code == 2
    assert "'--jobs'" in result.stderr
