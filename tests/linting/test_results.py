"""Results are counted as they come, read again file by file, and held in little memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from endmark import reporters
from endmark.document.span import Position, Span
from endmark.linting.checking.run import run
from endmark.linting.codec import Cover
from endmark.linting.file_result import FileResult
from endmark.linting.files.discovery import FoundFile
from endmark.linting.report import Report
from endmark.linting.results import Results, pack_results
from endmark.reporters import FORMATS, Style, stream
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage import spool
from endmark.violation import Edit, Fix, Region, Severity, Violation, make_reason

FIX = Fix((Edit(Span(0, 1), ""),), safe=True, title=make_reason("pattern.take-out"))
COVERS: tuple[Cover, ...] = ("", "suppressed", "baselined")


def found(path: str, number: int, severity: Severity, cover: Cover = "", fix: Fix | None = None) -> Violation:
    region = Region(Span(number, number + 1), Position(number, 1), Position(number, 2))
    message, excerpt = f"Number {number} is wrong in {path}.", f"{number} " * 20
    one = Violation(path, "rule", severity, message, region, excerpt, excerpt, f"{path}{number:032}", fix=fix)
    return replace(one, suppressed="meant" if cover == "suppressed" else None, baselined=cover == "baselined")


EVERY = [(path, *rest) for path in ("b.md", "d.md") for rest in product(Severity, COVERS, (None, FIX))]
VIOLATIONS = [found(path, number, *rest) for number, (path, *rest) in enumerate(EVERY)]  # type: ignore[arg-type]
BY_PATH = {path: FileResult(tuple(one for one in VIOLATIONS if one.path == path)) for path in ("a.md", "b.md", "d.md")}


@pytest.fixture(params=["in memory", "on disk"])
def results(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Results:
    if request.param == "on disk":
        monkeypatch.setattr(spool, "MEMORY", 0)
    return pack_results(BY_PATH)


@pytest.mark.parametrize("standing", [None, True, False])
@pytest.mark.parametrize("severity", [None, *Severity])
def test_what_is_asked_for_is_what_comes_and_is_counted(
    results: Results, *, standing: bool | None, severity: Severity | None
) -> None:
    wanted = [one for one in VIOLATIONS if standing in (None, one.stands) and severity in (None, one.severity)]
    assert list(results.iter_violations(standing=standing, severity=severity)) == wanted
    assert results.counts.count(standing=standing, severity=severity) == len(wanted)


def test_each_file_has_its_own(results: Results) -> None:
    assert dict(results) == BY_PATH
    assert list(results.iter_with_violations()) == [(path, BY_PATH[path]) for path in ("b.md", "d.md")]
    assert [number for number, _ in results.iter_packed()] == [1, 2]
    assert [results.get(path) for path in ("0.md", "a.md", "c.md", "d.md", "e.md")] == [
        *[FileResult()] * 3,
        BY_PATH["d.md"],
        FileResult(),
    ]
    assert results.counts.fixable == sum(one.stands and one.fix is not None for one in VIOLATIONS)


def test_what_is_replaced_changes_nothing_that_was_there(results: Results) -> None:
    one = found("b.md", 7, Severity.INFO, fix=FIX)
    other = results.replace([("b.md", FileResult((one,))), ("d.md", FileResult())])
    assert list(other.iter_violations()) == [one]
    assert (other.counts.count(), other.counts.fixable, other.counts.rules) == (1, 1, frozenset({"rule"}))
    assert list(other.iter_paths()) == list(other.iter_paths(standing=True)) == ["b.md"]
    assert other.replace([("b.md", FileResult())]).counts.rules == frozenset()
    assert list(results.iter_violations()) == VIOLATIONS
    assert results.counts.count() == len(VIOLATIONS)
    assert results != other
    assert results == pack_results(BY_PATH)


def trace_peak(act: Callable[[], object]) -> int:
    """The most bytes that were held at once beyond what was there before.

    The least of three times: a runner that hands over tests in another thread takes memory, too.
    """
    act()  # what is loaded and kept for good
    return min(_trace_once(act) for _ in range(3))


def _trace_once(act: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def exhaust(report: Report, name: str) -> int:
    return sum(map(len, stream(report, name, Style())))


FEW, MANY = 20, 80


@pytest.fixture(scope="module", params=FORMATS)
def peaks(request: pytest.FixtureRequest) -> tuple[str, int, int]:
    """What a format holds of reports of few and of many files, and how much longer the report became."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "MEMORY", 0)
        patch.setattr(reporters, "WORTH_WRITING", 1_000)
        reports = [make_report(number) for number in (FEW, MANY)]
        few, many = (trace_peak(partial(exhaust, report, request.param)) for report in reports)
    return request.param, few, many


def make_report(files: int) -> Report:
    names = tuple(f"posts/{number:04}.md" for number in range(files))
    results = {
        name: FileResult(tuple(found(name, number, Severity.WARNING) for number in range(1, 31))) for name in names
    }
    return Report(names, pack_results(results), (), Severity.ERROR)


def test_a_format_holds_no_more_of_many_findings_than_of_few(peaks: tuple[str, int, int]) -> None:
    name, few, many = peaks
    # Of each file its name in a few sets, which grow in leaps; thirty findings would be ten times as much.
    each_file, each_finding = 1_000, 400 if name == "gitlab" else 0
    assert many - few < (MANY - FEW) * (each_file + 30 * each_finding)


def test_a_run_holds_no_more_of_many_findings_than_of_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MEMORY", 0)
    settings = load_settings(SettingsRequest(use_config=False, cwd=tmp_path, select=("stray-end-marker",)))
    files = [FoundFile(str(tmp_path / f"{number:04}.md"), f"{number:04}.md") for number in range(MANY)]
    text = "Part of a text.\n\n---END---\n\n" * 30

    def measure(number: int) -> int:
        """What is held of so many files when they are checked."""
        tracemalloc.start()
        try:
            report = run(files[:number], settings, read=lambda _: text.encode())
            gc.collect()  # what a check leaves in cycles
            assert report.results.counts.count() == 30 * number
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    measure(2)  # what is loaded and kept for good
    assert measure(MANY) - measure(FEW) < (MANY - FEW) * 500
