"""Which files `endmark check` looks at: changed ones, staged ones, those of a list."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

CUT = "The gate opens at dawn.\n\n---END---\n"
NOBODY = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.com",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory as a repository with one commit; `drafts/` is excluded by the config."""
    for name in [name for name in os.environ if name.startswith("GIT")]:
        monkeypatch.delenv(name)
    for name, value in NOBODY.items():
        monkeypatch.setenv(name, value)
    (folder / "endmark.yaml").write_text("exclude: [drafts/]\n", "utf-8")
    git("init", "-q", "--template=", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "First")
    return folder


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(CUT, "utf-8")


def checked(result: Result) -> list[str]:
    """The files with a finding; every file these tests write has one."""
    return [line.split(":")[0] for line in result.stdout.splitlines() if "[stray-end-marker]" in line]


@needs_git
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--changed-since", "main"], ["posts/new.md", "whole.md"]),
        (["--staged"], ["whole.md"]),
        (["--changed-since", "HEAD", "posts"], ["posts/new.md"]),
        (["--staged", "cut.md", "whole.md"], ["whole.md"]),
        (["--changed-since", "main", "posts/notes.txt", "cut.md"], ["posts/notes.txt"]),
        (["--changed-since", "main", "drafts/idea.md"], ["drafts/idea.md"]),
        (["--changed-since", "main", "drafts"], ["drafts/idea.md"]),
    ],
)
def test_only_what_has_changed_is_checked(
    endmark: Endmark, repository: Path, arguments: list[str], expected: list[str]
) -> None:
    write(repository, "whole.md")
    git("add", ".")
    write(repository, "posts/new.md", "posts/notes.txt", "drafts/idea.md")
    result = endmark("check", "--format", "concise", *arguments)
    assert (checked(result), result.exit_code, result.stderr) == (expected, 1, "")


@needs_git
@pytest.mark.parametrize(
    ("arguments", "notice"),
    [
        (["--changed-since", "main"], "note: Nothing to check: no article has changed since main.\n"),
        (["--changed-since", "main", "cut.md"], "note: Nothing to check: no article has changed since main.\n"),
        (["--staged"], "note: Nothing to check: no article has staged changes.\n"),
        (["--staged", "--quiet"], ""),
    ],
)
def test_when_nothing_has_changed_nothing_fails(
    endmark: Endmark, repository: Path, arguments: list[str], notice: str
) -> None:
    write(repository, "posts/notes.txt", "drafts/idea.md")
    result = endmark("check", *arguments)
    assert (result.exit_code, result.stderr) == (0, notice)


@needs_git
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--changed-since", "mian"], "error: git knows no commit by the name 'mian'."),
        (["--changed-since=--all"], "error: git knows no commit by the name '--all'."),
        (["--staged", "gone.md"], "error: gone.md: there is no such file or folder."),
        (["--staged", ".."], "error: ..: this lies outside the git repository in "),
    ],
)
def test_what_git_cannot_say_makes_the_check_fail(
    endmark: Endmark, repository: Path, arguments: list[str], message: str
) -> None:
    write(repository, "cut.md")
    result = endmark("check", *arguments)
    assert message in result.stderr
    assert result.exit_code == 2


@needs_git
def test_in_no_repository_the_check_fails(endmark: Endmark, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    result = endmark("check", "--staged")
    assert result.stderr.startswith("error: this folder is in no git repository")
    assert result.exit_code == 2


@needs_git
@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a shell script")
@pytest.mark.parametrize("arguments", [["-q"], ["-q", "-a"], ["-q", "cut.md"]])
def test_a_hook_sees_what_this_commit_would_hold(
    repository: Path, plain_environment: Mapping[str, str], arguments: list[str]
) -> None:
    write(repository, "cut.md", "whole.md")
    git("add", "whole.md")
    hook = repository / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m endmark check --staged --format concise\n", "utf-8")
    hook.chmod(0o755)
    done = subprocess.run(
        ["git", "commit", "-m", "Second", *arguments],
        env=dict(plain_environment) | NOBODY,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    expected = {"-q": ["whole.md"], "-a": ["cut.md", "whole.md"], "cut.md": ["cut.md"]}[arguments[-1]]
    output = done.stdout + done.stderr
    assert [line.split(":")[0] for line in output.splitlines() if "[stray-end-marker]" in line] == expected, output
    assert done.returncode == 1, output


@pytest.mark.parametrize(
    ("arguments", "stdin", "expected"),
    [
        (["--files-from", "list.txt"], None, ["posts/a.md", "posts/notes.txt"]),
        (["--files-from", "-"], "posts/a.md\r\n\r\nposts/b.md\r\n", ["posts/a.md", "posts/b.md"]),
        (["--files-from", "-", "-0"], "posts/b.md\0posts/a.md\0", ["posts/a.md", "posts/b.md"]),
        (["--files-from", "-", "--null"], "記事.md\0", ["記事.md"]),
        (["--files-from", "-", "cut.md"], "posts/a.md\n", ["cut.md", "posts/a.md"]),
        (["--files-from", "-", "posts"], "posts/a.md\n", ["posts/a.md", "posts/b.md"]),
        (["--files-from", "-", "cut.md"], "", ["cut.md"]),
    ],
)
def test_the_files_of_a_list_are_checked(
    endmark: Endmark, folder: Path, arguments: list[str], stdin: str | None, expected: list[str]
) -> None:
    write(folder, "posts/a.md", "posts/b.md", "posts/notes.txt", "記事.md")
    (folder / "list.txt").write_bytes(b"\xef\xbb\xbfposts/notes.txt\nposts/a.md\n")
    result = endmark("check", "--format", "concise", *arguments, stdin=stdin)
    assert (checked(result), result.exit_code, result.stderr) == (expected, 1, "")


def test_an_empty_list_checks_nothing(endmark: Endmark) -> None:
    result = endmark("check", "--files-from", "-", stdin="\n")
    assert (result.exit_code, result.stderr) == (0, "note: Nothing to check: the list of files is empty.\n")
    assert result.stdout == "No file was checked.\n"


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (["-"], "cut.md\ngone.md\n", "error: -:2: there is no file or folder called “gone.md”. "),
        (["-"], "gone.md\n", "error: -:1: there is no file or folder called “gone.md”. "),
        (["-", "away.md"], "cut.md\n", "error: away.md: there is no such file or folder. "),
        (["gone.txt"], None, "error: gone.txt: this list of files cannot be read: No such file or directory. "),
        (["list.txt"], None, "error: list.txt:1: there is no file or folder called “a.md”. "),
    ],
)
def test_a_wrong_list_makes_the_check_fail(
    endmark: Endmark, folder: Path, arguments: list[str], stdin: str | None, message: str
) -> None:
    (folder / "list.txt").write_text("a.md\n", "utf-8")
    result = endmark("check", "--files-from", *arguments, stdin=stdin)
    assert result.stderr.startswith(message)
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--changed-since", "main", "--staged"], "--changed-since and --staged contradict each other"),
        (["--files-from", "a", "--staged"], "--files-from cannot be combined with --changed-since or --staged"),
        (["--files-from", "a", "--changed-since", "b"], "--files-from cannot be combined with"),
        (["--files-from", "a", "-"], "cannot be checked together with other paths"),
        (["--staged", "-"], "Git cannot say whether `-` (standard input) has changed"),
        (["--changed-since", "main", "-"], "Git cannot say whether `-` (standard input) has changed"),
        (["-0"], "--null only has a meaning together with --files-from"),
        (["--changed-since"], "requires an argument"),
    ],
)
def test_contradictions_are_usage_errors(endmark: Endmark, arguments: list[str], message: str) -> None:
    result = endmark("check", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


@needs_git
@pytest.mark.parametrize(
    ("arguments", "whole"), [(["--staged"], False), (["--changed-since", "main"], False), ([], True)]
)
def test_changed_files_are_not_all_there_are(
    endmark: Endmark, repository: Path, arguments: list[str], whole: bool
) -> None:
    (repository / "post.md").write_text(f"<!-- endmark-disable-file repeated-field -->\n\n{CUT}", "utf-8")
    git("add", ".")
    result = endmark("check", "--select", "repeated-field,unused-suppression", *arguments)
    assert ("[unused-suppression]" in result.stdout) is whole
