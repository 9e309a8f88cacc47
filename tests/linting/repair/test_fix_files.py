from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from endmark.errors import Problem
from endmark.linting.checking.engine import _Examination
from endmark.linting.checking.run import run
from endmark.linting.execution import chunks, pool
from endmark.linting.execution.pool import Codec
from endmark.linting.file_result import FileResult
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.fix_files import fix_files, keep_file
from endmark.linting.repair.outcome import FixResult
from endmark.linting.repair.repair import Repair, repair
from endmark.phrase import phrase
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest

CUT = "The gate opens at dawn.\n\n---END---\n\nIt closes at dusk.\n"
MENDED = "The gate opens at dawn.\n\nIt closes at dusk.\n"

Files = Callable[..., list[FoundFile]]
pytestmark = pytest.mark.usefixtures("marker_fixes")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(SettingsRequest(use_config=False, cwd=tmp_path, select=("stray-end-marker",)))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    def write(**texts: str | bytes) -> list[FoundFile]:
        found = []
        for name, text in texts.items():
            path = tmp_path / f"{name}.md"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            found.append(FoundFile(str(path), path.name))
        return found

    return write


@pytest.fixture
def fix(settings: Settings, tmp_path: Path) -> Callable[..., FixResult]:
    """Check files and repair them."""

    def check_and_fix(files: list[FoundFile], **options: Any) -> FixResult:
        return fix_files(files, run(files, settings), settings, cwd=tmp_path, **options)

    return check_and_fix


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CUT.encode(), MENDED.encode()),
        (CUT.replace("\n", "\r\n").encode(), MENDED.replace("\n", "\r\n").encode()),
        (b"\xef\xbb\xbf" + CUT.encode(), b"\xef\xbb\xbf" + MENDED.encode()),
        (CUT.rstrip("\n").encode(), MENDED.rstrip("\n").encode()),
        (
            "門は朝に開きます。\n\n---END---\n\n夜に閉じます。\n".encode(),
            "門は朝に開きます。\n\n夜に閉じます。\n".encode(),
        ),
    ],
    ids=["plain", "CRLF", "BOM", "no newline at the end", "Japanese"],
)
def test_only_the_repair_changes_the_bytes(
    fix: Callable[..., FixResult], files: Files, before: bytes, after: bytes
) -> None:
    (file,) = files(a=before)
    (mended,) = fix([file]).fixed_files
    assert (mended.before, mended.after, file.path.read_bytes()) == (before, after, after)


def test_a_marker_without_a_fix_of_its_own_is_looked_at(fix: Callable[..., FixResult], files: Files) -> None:
    (mended,) = fix(files(list="Bring this:\n\n- bread\n- plums\n\n---END---\n"), unsafe=True).fixed_files
    assert b"---END---" not in mended.after


def test_only_what_changes_is_written(fix: Callable[..., FixResult], files: Files) -> None:
    written: list[str] = []
    unsafe = CUT.replace("---END---", "[END]")
    refused = CUT.replace("---END---", "<END>")
    found = files(d=refused, c=CUT, b=unsafe, a=MENDED)
    fixed = fix(found, write=lambda file, *_: written.append(file.shown))
    assert written == ["c.md"]
    assert [one.file.shown for one in fixed.fixed_files] == ["c.md", "d.md"]
    assert [(v.path, v.rule) for v in fixed.left.standing] == [
        ("b.md", "stray-end-marker"),
        ("d.md", "stray-end-marker"),
    ]


@pytest.mark.parametrize(
    ("change", "checks"),
    [(None, 2), (lambda file: file.path.write_text(f"{CUT}\n{CUT}"), 4)],
    ids=["as it was checked", "changed since"],
)
def test_no_file_is_checked_again_before_it_is_repaired(
    files: Files,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[FoundFile], object] | None,
    checks: int,
) -> None:
    several = files(a=CUT, b=CUT)
    report = run(several, settings)
    for file in several:
        _ = change and change(file)
    checked: list[object] = []
    find = _Examination.finish

    def finish(examination: _Examination) -> FileResult:
        checked.append(examination)
        return find(examination)

    monkeypatch.setattr(_Examination, "finish", finish)
    result = fix_files(several, report, settings, cwd=tmp_path)
    assert result.changed == 2
    assert len(checked) == checks


def test_what_cannot_be_checked_or_written_is_left(files: Files, tmp_path: Path, settings: Settings) -> None:
    found = files(a=CUT, b=CUT, c=CUT)
    report = run(found, settings, problems=[Problem(phrase("a check failed."), "a.md")])
    found[1].path.unlink()
    fixed = fix_files(found, report, settings, cwd=tmp_path)
    assert [one.file.shown for one in fixed.fixed_files] == ["c.md"]
    assert [problem.path for problem in fixed.problems] == ["b.md"]
    assert [problem.path for problem in fixed.left.problems] == ["a.md", "b.md"]
    assert [violation.path for violation in fixed.left.standing] == ["a.md", "b.md"]
    assert found[0].path.read_text("utf-8") == CUT


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_became_a_link_out_of_the_repository_meanwhile_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    for folder in (tree / ".git", tree / "posts", outside):
        folder.mkdir(parents=True)
    for folder in (tree / "posts", outside):
        (folder / "a.md").write_text(CUT)
    file = FoundFile(str(tree / "posts" / "a.md"), "posts/a.md")
    settings = load_settings(SettingsRequest(use_config=False, cwd=tree, select=("stray-end-marker",)))

    def mend(*arguments: Any, **options: Any) -> Repair:
        (tree / "posts").rename(tree / "moved")
        if what == "file":
            (tree / "posts").mkdir()
            (tree / "posts" / "a.md").symlink_to(outside / "a.md")
        else:
            (tree / "posts").symlink_to(outside)
        return repair(*arguments, **options)

    monkeypatch.setattr("endmark.linting.repair.fix_file.repair", mend)
    result = fix_files([file], run([file], settings), settings, cwd=tree)
    (problem,) = result.problems
    assert (problem.path, result.changed) == ("posts/a.md", 0)
    assert "a link that leads out of the repository" in problem.message
    assert (outside / "a.md").read_text() == (tree / "moved" / "a.md").read_text() == CUT


def test_a_mistake_of_ours_is_a_problem_of_one_file(
    fix: Callable[..., FixResult], files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise RecursionError("too deep")

    found = files(a=CUT)
    monkeypatch.setattr("endmark.linting.repair.fix_file.repair", fail)
    fixed = fix(found)
    assert [problem.message for problem in fixed.problems] == [
        "endmark itself failed on this file (RecursionError: too deep)."
    ]
    assert found[0].path.read_text("utf-8") == CUT


def test_what_is_left_is_what_a_check_then_finds(
    fix: Callable[..., FixResult], files: Files, settings: Settings
) -> None:
    found = files(a=CUT, b=CUT + "\n[END]\n\nAn owl.\n", c=CUT.replace("---END---", "<END>"))
    fixed = fix(found)
    assert fixed.left.violations == run(found, settings).violations


@pytest.fixture
def several(files: Files) -> list[FoundFile]:
    return files(**{f"n{number}": f"{CUT}\n<END>\n\nOwl {number}.\n" for number in range(7)})


def test_the_order_of_files_makes_no_difference(fix: Callable[..., FixResult], several: list[FoundFile]) -> None:
    fixed = fix(several, write=keep_file)
    assert (len(fixed.fixed_files), fixed.changed, len(fixed.applied)) == (7, 7, 7)
    assert fix(several[::-1], write=keep_file) == fixed


@pytest.mark.skipif(sys.platform != "linux", reason="the fixes are known in copies of this process only")
def test_the_number_of_jobs_makes_no_difference(
    fix: Callable[..., FixResult],
    several: list[FoundFile],
    monkeypatch: pytest.MonkeyPatch,
    recwarn: pytest.WarningsRecorder,  # noqa: ARG001 - a copy of a process with threads is warned of
) -> None:
    alone = fix(several, write=keep_file)
    monkeypatch.setattr(pool, "WORTHWHILE", {"fork": 0, "spawn": 0})
    monkeypatch.setattr(chunks, "SMALLEST", 1)
    monkeypatch.setattr(pool, "choose_start_method", lambda: "fork")
    monkeypatch.setattr("endmark.linting.repair.fix_file.repair", partial(_in_another_process, os.getpid()))
    assert fix(several, jobs=2, write=keep_file) == alone


def _in_another_process(parent: int, *arguments: Any, **options: Any) -> Repair:
    assert os.getpid() != parent
    return repair(*arguments, **options)


def test_a_file_that_ends_its_process_is_a_problem(
    fix: Callable[..., FixResult], several: list[FoundFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(
        files: list[FoundFile], _work: object, freight: Codec[Any, Any], *_others: object
    ) -> list[tuple[int, Any]]:
        return [(index, freight.ended(Problem(phrase("it ended."), file.shown))) for index, file in enumerate(files)]

    monkeypatch.setattr(pool, "run_in_processes", ended)
    fixed = fix(several, jobs=2, write=keep_file)
    assert (fixed.changed, len(fixed.problems), len(fixed.left.standing)) == (0, 7, 14)
