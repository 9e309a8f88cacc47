"""Checking again whenever something changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from endmark.cli.checking import CheckOptions
from endmark.cli.exit_codes import ExitCode
from endmark.cli.selection import Selection
from endmark.cli.watch import iter_changes, keep_checking

Endmark = Callable[..., Result]

MARKER = "The garden opened in spring.\n\n---END---\n\nIt closed in autumn.\n"
WHOLE = "The garden opened in spring.\n"


def test_each_change_is_checked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.md"
    article.write_text(MARKER, encoding="utf-8")

    def mend() -> Iterator[None]:
        article.write_text(WHOLE, encoding="utf-8")
        yield

    arguments = ["check", "--no-config", "--no-cache", "--lang", "en", "--format", "concise", str(article)]
    assert keep_checking(arguments, mend()) == ExitCode.PASSED
    told, waiting = capfd.readouterr()
    assert told.index("stray-end-marker") < told.index("nothing found")
    assert waiting.count("Ctrl-C") == 2


def test_the_exit_code_is_that_of_the_last_check(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKER, encoding="utf-8")
    arguments = ["check", "--no-config", "--no-cache", str(tmp_path)]
    assert keep_checking(arguments, [None]) == ExitCode.FOUND


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--watch", "-"], "standard input is none"), (["--watch", "gone"], "gone: there is no such file or folder.")],
)
def test_what_cannot_be_watched_is_told(endmark: Endmark, arguments: list[str], told: str) -> None:
    done = endmark("check", *arguments)
    assert done.exit_code == ExitCode.INCOMPLETE
    assert told in done.stderr


def test_what_is_said_into_a_watched_folder_is_no_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article, beside = tmp_path / "a.md", tmp_path / "b.md"
    article.write_text(WHOLE, encoding="utf-8")
    matters: list[Callable[[int, str], bool]] = []

    def list_seen(paths: Sequence[Path], said: Path) -> list[str]:
        with said.open("w", encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stdout", stream)
            iter_changes(CheckOptions(Selection(tuple(map(str, paths)))))
        return [path.name for path in (article, beside, said, tmp_path / "endmark.yaml") if matters[-1](1, str(path))]

    def watch(*_: Path, watch_filter: Callable[[int, str], bool], **__: object) -> Iterator[object]:
        matters.append(watch_filter)
        return iter(())

    monkeypatch.setattr("watchfiles.watch", watch)
    for paths, expected in (([tmp_path], ["a.md", "b.md", "endmark.yaml"]), ([article], ["a.md", "endmark.yaml"])):
        assert list_seen(paths, tmp_path / "log.txt") == expected


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that only ends one program")
def test_a_folder_is_watched_until_it_is_interrupted(tmp_path: Path, plain_environment: Mapping[str, str]) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    article, report = folder / "a.md", folder / "report.json"
    article.write_text(MARKER, encoding="utf-8")
    arguments = ["--no-config", "--no-cache", "--output", "concise", "--output", f"json:{report}", "."]
    with subprocess.Popen(
        [sys.executable, "-m", "endmark", "check", "--watch", *arguments],
        cwd=folder,
        env=dict(plain_environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as program:
        assert program.stderr
        assert program.stdout
        assert "Ctrl-C" in program.stderr.readline()
        article.write_text(WHOLE, encoding="utf-8")
        assert "Ctrl-C" in program.stderr.readline()
        os.killpg(program.pid, signal.SIGINT)
        assert program.stderr.read() == ""
        assert program.stdout.read().splitlines()[-1] == "Checked 1 file: nothing found."
    assert program.returncode == ExitCode.PASSED
