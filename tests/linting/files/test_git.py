"""A repository's own settings make git run nothing, and git itself never comes from the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from endmark.errors import InputError
from endmark.linting.files.git import find_git
from endmark.linting.files.git_changes import find_changed_since, find_staged

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(sys.platform == "win32", reason="what is planted are scripts of a POSIX shell"),
]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a changed article whose index is out of date; `spy` is a program that leaves a trace."""
    for name in [name for name in os.environ if name.startswith("GIT")]:
        monkeypatch.delenv(name)
    for name, value in {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.md").write_text("Text.\n", "utf-8")
    (folder / "same.md").write_text("Text.\n", "utf-8")
    (folder / ".gitattributes").write_text("*.md filter=f diff=d\n", "utf-8")
    do(folder, "init", "-q", "--template=", "-b", "main")
    do(folder, "add", ".")
    do(folder, "-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "-qm", "First")
    (folder / "a.md").write_text("More.\n", "utf-8")
    os.utime(folder / "same.md", (1, 1))
    program(tmp_path / "spy", tmp_path / "told")
    return folder


def do(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def program(path: Path, told: Path) -> None:
    path.write_text(f'#!/bin/sh\necho "$0" >>"{told}"\ncat\n', "utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    "settings",
    [
        ["core.fsmonitor=SPY"],
        ["core.fsmonitor=SPY", "core.fsmonitorHookVersion=1"],
        ["core.hooksPath=../hooks"],
        ["filter.f.clean=SPY"],
        ["filter.f.clean=SPY", "filter.f.required=true"],
        ["filter.f.process=SPY", "filter.f.required=true"],
        ["diff.external=SPY"],
        ["diff.d.command=SPY", "diff.d.textconv=SPY"],
        ["core.pager=SPY", "pager.diff=SPY", "pager.config=true"],
        ["alias.diff=!SPY", "alias.ls-files=!SPY"],
        ["include.path=../more"],
    ],
)
def test_what_settings_name_is_not_run(site: Path, tmp_path: Path, settings: list[str]) -> None:
    spy = str(tmp_path / "spy")
    (tmp_path / "hooks").mkdir()
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman"):
        program(tmp_path / "hooks" / hook, tmp_path / "told")
    (site / "more").write_text(f'[core]\n\tfsmonitor = {spy}\n[filter "f"]\n\tclean = {spy}\n', "utf-8")
    for setting in settings:
        name, _, value = setting.partition("=")
        do(site, "config", name, value.replace("SPY", spy))
    changed = {Path(path).name for path in find_changed_since("HEAD", site).files}
    assert {"a.md"} <= changed <= {"a.md", "same.md", "more"}
    assert find_staged(site).files == frozenset()
    assert not (tmp_path / "told").exists()


def test_a_filter_that_no_command_line_can_switch_off_is_refused(site: Path, tmp_path: Path) -> None:
    do(site, "config", "filter.f=f.clean", str(tmp_path / "spy"))
    with pytest.raises(InputError, match="a filter with a strange name"):
        find_changed_since("HEAD", site)
    assert not (tmp_path / "told").exists()


def test_what_is_missing_is_not_fetched(site: Path, tmp_path: Path) -> None:
    remote = {"url": f"ext::{tmp_path}/spy", "promisor": "true", "uploadpack": str(tmp_path / "spy")}
    for name, value in remote.items():
        do(site, "config", f"remote.origin.{name}", value)
    do(site, "config", "protocol.allow", "always")
    do(site, "config", "extensions.partialClone", "origin")
    with pytest.raises(InputError):
        find_changed_since("0123456789" * 4, site)
    assert not (tmp_path / "told").exists()


def test_a_folder_of_the_work_tree_is_no_repository(site: Path, tmp_path: Path) -> None:
    bare = site / "posts"
    subprocess.run(["git", "init", "-q", "--bare", "--template=", str(bare)], check=True)
    do(bare, "config", "core.bare", "false")
    do(bare, "config", "core.worktree", str(site))
    do(bare, "config", "core.fsmonitor", str(tmp_path / "spy"))
    with pytest.raises(InputError):
        find_staged(bare)
    assert not (tmp_path / "told").exists()


@pytest.mark.parametrize("path", ["", ".", "bin", "SITE", "SITE/bin", "LINK"])
@pytest.mark.parametrize("below", [".", "posts"])
def test_git_of_the_repository_is_not_run(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, below: str
) -> None:
    (site / "posts").mkdir()
    (site / "posts/bin").mkdir()
    (site / "bin").mkdir()
    (tmp_path / "link").symlink_to(site)
    for folder in (site, site / "bin", site / "posts", site / "posts/bin"):
        program(folder / "git", tmp_path / "told")
    path = path.replace("SITE", str(site)).replace("LINK", str(tmp_path / "link"))
    monkeypatch.setenv("PATH", os.pathsep.join((path, os.environ["PATH"])))
    monkeypatch.chdir(site / below)
    assert "a.md" in {Path(path).name for path in find_changed_since("HEAD", site / below).files}
    assert not (tmp_path / "told").exists()
    monkeypatch.setenv("PATH", path)
    with pytest.raises(InputError, match="git is not there"):
        find_staged(site / below)


def test_on_windows_it_is_a_program_of_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here/git.exe", "here/git.bat", "programs/git.exe"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        program(tmp_path / name, tmp_path / "told")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    assert find_git(tmp_path / "here") == str(tmp_path / "programs/git.exe")
