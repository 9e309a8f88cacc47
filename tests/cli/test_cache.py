from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from endmark.cli import kept_folder
from endmark.document.source import Source
from endmark.linting.checking import engine, file_check
from endmark.linting.checking.engine import Analysis
from endmark.storage import place

Endmark = Callable[..., Result]


@pytest.fixture
def cache() -> Path:
    """The folder that the environment names."""
    return Path(os.environ["ENDMARK_CACHE_DIR"])


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that had to be checked."""
    names: list[str] = []
    plainly = engine.analyse

    def check(source: Source, *arguments: Any, **named: Any) -> Analysis:
        names.append(source.path)
        return plainly(source, *arguments, **named)

    monkeypatch.setattr(file_check, "analyse", check)
    return names


@pytest.mark.parametrize("command", [["check"], ["calibrate"], ["baseline", "update"]])
def test_a_second_run_checks_nothing_and_says_the_same(command: list[str], endmark: Endmark, judged: list[str]) -> None:
    if command[0] == "baseline":
        endmark("baseline", "create", "--no-cache")
        judged.clear()
    first = endmark(*command, ".")
    assert sorted(judged) == ["cut.md", "whole.md"]
    second = endmark(*command, ".")
    assert len(judged) == 2
    assert (first.exit_code, first.output) == (second.exit_code, second.output)


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (["--no-cache"], {}),
        ([], {"ENDMARK_NO_CACHE": "1"}),
        (["--no-cache", "--cache-dir", "kept"], {}),
    ],
)
def test_without_a_cache_nothing_is_kept(
    arguments: list[str], env: dict[str, str], endmark: Endmark, judged: list[str], cache: Path, folder: Path
) -> None:
    for _ in range(2):
        endmark("check", "cut.md", *arguments, env=env)
    assert judged == ["cut.md", "cut.md"]
    assert not list(cache.iterdir())
    assert not (folder / "kept").exists()


def test_the_option_wins_over_the_environment(
    endmark: Endmark, judged: list[str], cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = tmp_path_factory.mktemp("kept")
    for _ in range(2):
        endmark("check", "cut.md", "--cache-dir", str(kept))
    assert judged == ["cut.md"]
    assert not list(cache.iterdir())
    assert list(kept.glob("*.endmark"))


@pytest.fixture
def forged(endmark: Endmark, folder: Path, cache: Path) -> Path:
    """A folder of the repository with results that say that cut.md is whole, as a commit may bring them."""
    endmark("check", "cut.md", "--ignore", "stray-end-marker")
    (lie,) = cache.glob("results-*")
    endmark("check", "cut.md")
    (truth,) = set(cache.glob("results-*")) - {lie}
    kept = folder / ".cache/endmark"
    kept.mkdir(parents=True)
    (kept / truth.name).write_bytes(lie.read_bytes())
    return kept


@pytest.mark.parametrize("named", ["relative", "absolute", "environment", "link", "below"])
def test_results_that_a_commit_may_bring_are_not_believed(
    endmark: Endmark, forged: Path, folder: Path, tmp_path_factory: pytest.TempPathFactory, named: str
) -> None:
    link = tmp_path_factory.mktemp("links") / "link"
    link.symlink_to(forged)
    given = {"relative": ".cache/endmark", "link": str(link), "below": "new/folder"}.get(named, str(forged))
    if named == "environment":
        result = endmark("check", "cut.md", env={"ENDMARK_CACHE_DIR": given})
    else:
        result = endmark("check", "cut.md", "--cache-dir", given)
    assert result.exit_code == 2
    assert "it lies in the repository, where results could be committed. Name another folder." in result.stderr
    assert not (folder / "new").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the usual folder is named as on Linux")
def test_a_home_in_the_repository_has_no_cache(endmark: Endmark, forged: Path, folder: Path) -> None:
    before = sorted(forged.iterdir())
    usual = {"ENDMARK_CACHE_DIR": None, "XDG_CACHE_HOME": None, "HOME": str(folder)}
    assert endmark("check", "cut.md", env=usual).exit_code == 1
    assert sorted(forged.iterdir()) == before


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners and modes of files")
@pytest.mark.parametrize("whose", ["theirs", "everybody's"])
def test_a_folder_that_others_write_into_is_not_used(
    endmark: Endmark, cache: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    if whose == "theirs":
        monkeypatch.setattr(os, "geteuid", lambda: cache.stat().st_uid + 1)
    else:
        cache.chmod(0o777)
    result = endmark("check", "cut.md")
    assert (result.exit_code, "it belongs to another user" in result.stderr) == (2, True)
    usual = {"ENDMARK_CACHE_DIR": None, "XDG_CACHE_HOME": str(cache.parent)}
    cache.rename(cache.parent / "endmark")
    assert endmark("check", "cut.md", env=usual).exit_code == 1
    assert not list((cache.parent / "endmark").iterdir())


def test_another_version_checks_everything_itself(
    endmark: Endmark, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    endmark("check", "cut.md")
    monkeypatch.setattr(kept_folder, "__version__", "99.0")
    endmark("check", "cut.md")
    assert judged == ["cut.md", "cut.md"]


def test_standard_input_is_not_kept(endmark: Endmark, cache: Path) -> None:
    endmark("check", "-", stdin="A draft.\n")
    assert not list(cache.glob("results-*"))


def test_dir_prints_the_folder(endmark: Endmark, cache: Path, folder: Path) -> None:
    assert endmark("cache", "dir").stdout == f"{cache}\n"
    assert endmark("cache", "dir", "--cache-dir", "kept").stdout == f"{folder / 'kept'}\n"
    usual = endmark("cache", "dir", env={"ENDMARK_CACHE_DIR": None, "XDG_CACHE_HOME": str(folder)}).stdout
    assert "endmark" in usual
    assert usual != f"{cache}\n"


def test_clean_deletes_what_is_kept(endmark: Endmark, cache: Path, judged: list[str]) -> None:
    endmark("check", "cut.md")
    (cache / "notes.txt").write_text("mine", "utf-8")
    size = sum(path.stat().st_size for path in cache.glob("*.endmark"))
    assert endmark("cache", "clean").stdout == f"Deleted {-(-size // 1000):,} kB in {cache}.\n"
    assert sorted(path.name for path in cache.iterdir() if path.suffix != ".TAG") == ["notes.txt"]
    assert endmark("cache", "clean").stdout == f"Nothing is kept in {cache}.\n"
    endmark("check", "cut.md")
    assert judged == ["cut.md", "cut.md"]


def test_what_cannot_be_deleted_is_a_problem(endmark: Endmark, monkeypatch: pytest.MonkeyPatch) -> None:
    endmark("check", "cut.md")

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", fail)
    result = endmark("cache", "clean")
    assert result.exit_code == 2
    assert "cannot be deleted: Permission denied." in result.stderr


@pytest.mark.parametrize("command", ["dir", "clean"])
def test_without_a_home_the_folder_must_be_named(
    command: str, endmark: Endmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "find_usual_folder", lambda _: None)
    result = endmark("cache", command, env={"ENDMARK_CACHE_DIR": None})
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Name one with --cache-dir." in result.stderr
    assert endmark("check", "whole.md", env={"ENDMARK_CACHE_DIR": None}).exit_code == 0
