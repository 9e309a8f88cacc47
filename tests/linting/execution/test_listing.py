"""Of very many findings of one rule the first are listed, and all are counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from endmark.linting.baseline.baseline import compare_with_baseline, make_entries
from endmark.linting.checking.run import run
from endmark.linting.codec import pack_outcome, unpack_outcome
from endmark.linting.execution.result_cache import ResultCache
from endmark.linting.file_result import FileResult, Unlisted
from endmark.linting.files.discovery import FoundFile
from endmark.linting.report import Report
from endmark.linting.results import Results
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage.store import Store
from endmark.violation import Severity

MARK = "stray-end-marker"
COVER = f"<!-- endmark-disable-line {MARK} -->"
Check = Callable[..., Report]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(SettingsRequest(use_config=False, cwd=tmp_path, select=(MARK,)))


@pytest.fixture
def check(tmp_path: Path, settings: Settings) -> Check:
    def check(text: str, **options: object) -> Report:
        path = tmp_path / "a.md"
        path.write_text(text, "utf-8")
        return run([FoundFile(str(path), "a.md")], settings, **options)  # type: ignore[arg-type]

    return check


def markers(number: int, after: str = "") -> str:
    return f"Part of a text.\n\n---END---{after}\n\n" * number


@pytest.mark.parametrize(("most", "listed", "counted"), [(None, 5, 0), (5, 5, 0), (3, 3, 2), (1, 1, 4)])
def test_the_first_are_listed_and_all_are_counted(check: Check, most: int | None, listed: int, counted: int) -> None:
    report = check(markers(5), most=most)
    assert [one.region.start.line for one in report.violations] == [3, 7, 11, 15, 19][:listed]
    assert sum(one.number for one in report.unlisted) == counted
    assert (report.count_severity(Severity.ERROR), report.exit_code) == (5, 1)


def test_what_is_suppressed_takes_no_place_from_what_counts(check: Check) -> None:
    report = check(markers(4, COVER) + markers(3), most=2)
    assert [one.region.start.line for one in report.standing] == [19, 23]
    assert report.unlisted == (
        Unlisted("a.md", MARK, Severity.ERROR, suppressed=False, number=1),
        Unlisted("a.md", MARK, Severity.ERROR, suppressed=True, number=2),
    )
    assert (report.suppressed_count, report.count_severity(Severity.ERROR)) == (4, 3)


def test_what_only_counts_decides_the_exit_code(check: Check) -> None:
    report = check(markers(2), most=1)
    assert replace(report, results=Results()).exit_code == 1
    assert replace(report, results=Results(), fail_on=None).exit_code == 0


def test_what_is_listed_is_as_if_all_were(check: Check) -> None:
    text = markers(3) + markers(4, COVER) + markers(3)
    assert check(text, most=5).standing == check(text).standing[:5]


def test_a_baseline_calls_nothing_gone_that_is_only_counted(check: Check, settings: Settings, tmp_path: Path) -> None:
    entries = make_entries(check(markers(5)).violations, settings, tmp_path)
    marked, stale = compare_with_baseline(check(markers(5), most=2), entries, settings, tmp_path)
    assert stale == ()
    assert marked.count_severity(Severity.ERROR) == 3
    assert compare_with_baseline(check(markers(5), most=5), entries, settings, tmp_path).report.exit_code == 0


def test_it_travels_between_processes() -> None:
    result = FileResult(unlisted=(Unlisted("a.md", MARK, Severity.WARNING, suppressed=True, number=7),))
    assert unpack_outcome(pack_outcome(result)) == result


def test_the_cache_changes_no_report(check: Check, settings: Settings, tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", b"program")
    for most in (2, None, 2, 4, 1, None):
        assert check(markers(3), most=most, cache=ResultCache(store, settings)) == check(markers(3), most=most)
