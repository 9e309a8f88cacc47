from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from endmark.document.source import Source
from endmark.errors import InputError, Problem
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.checking.run import run
from endmark.linting.files.discovery import FoundFile
from endmark.phrase import phrase
from endmark.ruleset.loading import load_settings
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import select_boundaries
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.violation import Severity

CUT = "The gate opens at dawn.\n\n---END---\n\nThe gate opens at dawn.\n"
WHOLE = "The gate opens at dawn.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(SettingsRequest(use_config=False, cwd=tmp_path))


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[FoundFile]]:
    def write(**texts: str | bytes) -> list[FoundFile]:
        found = []
        for name, text in texts.items():
            path = tmp_path / f"{name}.md"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            found.append(FoundFile(str(path), path.name))
        return found

    return write


def test_a_report_of_several_files(settings: Settings, files: Callable[..., list[FoundFile]]) -> None:
    report = run(files(b=CUT, a=CUT, c=WHOLE), settings)
    assert report.file_count == 3
    assert [(v.path, v.rule, v.region.start.line) for v in report.violations] == [
        ("a.md", "stray-end-marker", 3),
        ("b.md", "stray-end-marker", 3),
    ]
    assert (report.problems, report.fail_on, report.exit_code) == ((), Severity.ERROR, 1)


def test_the_order_of_files_does_not_matter(settings: Settings, files: Callable[..., list[FoundFile]]) -> None:
    found = files(a=CUT, b=WHOLE, c=CUT)
    assert run(found, settings) == run(found[::-1], settings)


def vanish(path: Path) -> None:
    path.unlink()


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def become_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.skipif(os.name == "nt", reason="needs the files of Unix")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (vanish, "No such file or directory"),
        (become_a_folder, "Is a directory"),
        (become_a_pipe, "it is a pipe, not a file"),
    ],
)
def test_a_file_that_is_another_when_it_is_read(
    settings: Settings, files: Callable[..., list[FoundFile]], change: Callable[[Path], None], reason: str
) -> None:
    found = files(a=CUT, b=WHOLE)
    change(found[0].path)
    report = run(found, settings)
    assert report.paths == ("b.md",)
    assert [problem.message for problem in report.problems] == [f"this file cannot be read: {reason}."]


def test_what_cannot_be_read_is_a_problem_and_the_others_go_on(
    settings: Settings, files: Callable[..., list[FoundFile]], tmp_path: Path
) -> None:
    found = files(a=b"\xff\xfe", b=CUT, c=b"ab\ncd\xff")
    found += [FoundFile(str(tmp_path / "gone.md"), "gone.md"), FoundFile(str(tmp_path), "folder")]
    report = run(found, settings, problems=[Problem(phrase("earlier"))])
    assert [(problem.path, problem.line) for problem in report.problems] == [
        (None, None),
        ("a.md", 1),
        ("c.md", 2),
        ("folder", None),
        ("gone.md", None),
    ]
    assert all(problem.hint for problem in report.problems[1:])
    assert (report.file_count, len(report.violations), report.exit_code) == (1, 1, 2)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (RecursionError("too deep"), "endmark itself failed on this file (RecursionError: too deep)."),
        (
            InputError(Problem(phrase("two options contradict each other."), "a.md")),
            "two options contradict each other.",
        ),
    ],
)
def test_a_crash_is_a_problem_and_the_others_go_on(
    settings: Settings,
    files: Callable[..., list[FoundFile]],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    message: str,
) -> None:
    def check(source: Source, rules: Sequence[Rule], *arguments: Any, **named: Any) -> Analysis:
        if source.path == "a.md":
            raise error
        return analyse(source, rules, *arguments, **named)

    monkeypatch.setattr("endmark.linting.checking.file_check.analyse", check)
    report = run(files(a=CUT, b=CUT), settings)
    assert [(problem.path, problem.message) for problem in report.problems] == [("a.md", message)]
    assert [violation.path for violation in report.violations] == ["b.md"]
    assert report.exit_code == 2


def test_progress_hears_of_every_file(settings: Settings, files: Callable[..., list[FoundFile]]) -> None:
    heard: list[tuple[int, int]] = []
    run(files(a=CUT, b=b"\xff"), settings, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)]


def test_text_may_come_from_elsewhere(settings: Settings, tmp_path: Path) -> None:
    report = run([FoundFile(str(tmp_path / "<stdin>"), "<stdin>")], settings, read=lambda _file: CUT.encode())
    assert [violation.path for violation in report.violations] == ["<stdin>"]


def test_overrides_count_from_the_folder_of_the_config(tmp_path: Path) -> None:
    config = tmp_path / "endmark.yaml"
    config.write_text("overrides:\n  - files: ['/posts/*.md']\n    rules: {stray-end-marker: off}\n", "utf-8")
    inside = tmp_path / "posts"
    inside.mkdir()
    (inside / "a.md").write_text(CUT, "utf-8")
    settings = load_settings(SettingsRequest(cwd=inside))
    assert run([FoundFile(str(inside / "a.md"), "a.md")], settings).violations == ()


def test_markers_part_the_text_even_when_their_rule_is_off(
    files: Callable[..., list[FoundFile]], tmp_path: Path
) -> None:
    settings = load_settings(SettingsRequest(use_config=False, cwd=tmp_path, select=("truncated-sentence",)))
    assert [rule.id for rule in select_boundaries(settings.rules)] == ["stray-end-marker"]
    report = run(files(a="The gate opens at dawn and\n\n---END---\n\nThe gate opens.\n"), settings)
    assert [violation.rule for violation in report.violations] == ["truncated-sentence"]
