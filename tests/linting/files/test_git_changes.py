from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

import pytest

from endmark.errors import InputError, Problem
from endmark.linting.files.discovery import FoundFile, find_files
from endmark.linting.files.git_changes import GitChanges, find_changed_since, find_staged

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

JAPANESE = "記事/京都のガイド.md"
ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.com",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def do(folder: Path, *steps: str) -> None:
    """Take steps in a folder: `write NAME` adds a line to a file, `remove NAME` deletes it, the rest are commands."""
    for step in steps:
        command, *words = shlex.split(step)
        path = folder / words[0]
        if command == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(path.read_text("utf-8") + "More.\n" if path.exists() else "Text.\n", "utf-8")
        elif command == "remove":
            path.unlink()
        else:
            subprocess.run([command, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _plain_git(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A repository without a commit."""
    folder = tmp_path / "site"
    folder.mkdir()
    do(folder, "git init -q --template= -b main")
    return folder


@pytest.fixture
def site(empty: Path) -> Path:
    """A repository with three articles, on the branch `work` that parted from `main` just now."""
    (empty / ".gitignore").write_text("drafts/\n", "utf-8")
    do(empty, "write post.md", "write posts/deep.md", f"write {JAPANESE}")
    do(empty, "git add .", "git commit -qm First", "git checkout -qb work")
    return empty


def below(changes: GitChanges) -> set[str]:
    top = Path(changes.top)
    return {Path(path).relative_to(top).as_posix() for path in changes.files}


@pytest.mark.parametrize(
    ("steps", "since_main", "in_stage"),
    [
        ([], set(), set()),
        (["write post.md"], {"post.md"}, set()),
        (["write post.md", "git add ."], {"post.md"}, {"post.md"}),
        (["write post.md", "git commit -qam Second"], {"post.md"}, set()),
        (["write new.md"], {"new.md"}, set()),
        (["write new.md", "git add ."], {"new.md"}, {"new.md"}),
        (["write new/of/all.md"], {"new/of/all.md"}, set()),
        (["write drafts/idea.md"], set(), set()),
        (["write drafts/idea.md", "git add -f ."], {"drafts/idea.md"}, {"drafts/idea.md"}),
        (["git mv post.md moved.md"], {"moved.md"}, {"moved.md"}),
        (["git mv post.md moved.md", "git commit -qm Second"], {"moved.md"}, set()),
        (["git rm -q post.md"], set(), set()),
        (["remove post.md"], set(), set()),
        (["git rm -q --cached post.md"], {"post.md"}, set()),
        (["write post.md", "git add .", "write posts/deep.md"], {"post.md", "posts/deep.md"}, {"post.md"}),
        ([f"write {JAPANESE}", "git add ."], {JAPANESE}, {JAPANESE}),
        (["write 'two words\n.md'", "git add ."], {"two words\n.md"}, {"two words\n.md"}),
        # What happens on the other branch in the meantime is no change of ours.
        (
            ["git checkout -q main", "write post.md", "git commit -qam O", "git checkout -q work", "write new.md"],
            {"new.md"},
            set(),
        ),
    ],
)
def test_what_has_changed(site: Path, steps: Sequence[str], since_main: set[str], in_stage: set[str]) -> None:
    do(site, *steps)
    assert below(find_changed_since("main", site)) == since_main
    assert below(find_staged(site)) == in_stage


def test_the_users_own_settings_change_nothing(site: Path) -> None:
    do(site, "write posts/deep.md", "git add .", "write post.md", "write new.md")
    do(site, "git config diff.relative true", "git config diff.external false", "git config diff.renames copies")
    do(site, "git config status.showUntrackedFiles no", "git config core.quotePath true")
    assert below(find_changed_since("main", site / "posts")) == {"new.md", "post.md", "posts/deep.md"}
    assert below(find_staged(site / "posts")) == {"posts/deep.md"}


def test_from_a_folder_below_the_whole_repository_is_seen(site: Path) -> None:
    do(site, "write post.md", f"write {JAPANESE}", "git add .", "write posts/new.md")
    everything = {"post.md", JAPANESE, "posts/new.md"}
    assert below(find_changed_since("HEAD", site / "posts")) == everything
    assert below(find_staged(site / "posts")) == {"post.md", JAPANESE}
    found = find_files(["."], cwd=site / "posts")
    changed = find_changed_since("HEAD", site / "posts").filter_files(found.files)
    assert [file.shown for file in changed] == ["new.md"]


@pytest.mark.parametrize("ref", ["main", "HEAD~1", "refs/heads/main", "v1", "main@{0}", "HEAD^{/First}"])
def test_whatever_git_takes_for_a_commit_may_be_named(site: Path, ref: str) -> None:
    do(site, "git tag -a v1 -m One", "write post.md", "git commit -qam Second")
    assert below(find_changed_since(ref, site)) == {"post.md"}


def test_in_a_worktree_its_own_files_count(site: Path) -> None:
    do(site, "write post.md", "git worktree add -q ../side main", "write ../side/posts/deep.md")
    side = site.parent / "side"
    assert below(find_changed_since("work", side)) == {"posts/deep.md"}
    assert find_changed_since("work", side).top == os.path.realpath(side)


def test_the_index_that_a_hook_names_is_asked(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    do(site, "write post.md", "git add .")
    shutil.copy(site / ".git/index", site / ".git/other")
    do(site, "git reset -q")
    assert below(find_staged(site)) == set()
    monkeypatch.setenv("GIT_INDEX_FILE", str(site / ".git/other"))
    assert below(find_staged(site)) == {"post.md"}


def test_in_a_hook_of_a_worktree_only_the_top_folder_will_do(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    do(site, "git worktree add -q ../side main", "write ../side/posts/deep.md", "git -C ../side add .")
    side = site.parent / "side"
    monkeypatch.setenv("GIT_DIR", str(site / ".git/worktrees/side"))
    assert below(find_staged(side)) == {"posts/deep.md"}
    with pytest.raises(InputError, match="GIT_DIR is set without GIT_WORK_TREE"):
        find_staged(side / "posts")
    monkeypatch.setenv("GIT_WORK_TREE", str(side))
    assert below(find_staged(side / "posts")) == {"posts/deep.md"}


def test_git_takes_no_lock(site: Path) -> None:
    do(site, "write post.md", "git add .", "write .git/index.lock")
    assert below(find_changed_since("main", site)) == {"post.md"}
    assert below(find_staged(site)) == {"post.md"}


def test_before_the_first_commit_all_that_is_staged_is_new(empty: Path) -> None:
    do(empty, "write a.md", "write b.md", "git add a.md")
    assert below(find_staged(empty)) == {"a.md"}


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are no UTF-8")
def test_a_name_that_is_not_utf_8(site: Path) -> None:
    name = os.fsdecode(b"\xff.md")
    (site / name).write_text("Text.\n", "utf-8")
    assert below(find_changed_since("main", site)) == {name}


def wrong(ref: str, cwd: Path) -> Problem:
    with pytest.raises(InputError) as caught:
        find_changed_since(ref, cwd)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("ref", "hint"),
    [
        ("mian", "Did you fetch it?"),
        ("", "Did you fetch it?"),
        ("0" * 40, "Did you fetch it?"),
        ("post.md", "Did you fetch it?"),
        ("HEAD:post.md", "Did you fetch it?"),
        ("main..work", "Did you fetch it?"),
        ("^main", "Did you fetch it?"),
        ("--all", "Did you fetch it?"),
        ("--output=post.md", "Did you fetch it?"),
        ("release", "Did you mean 'origin/release'?"),
    ],
)
def test_what_git_does_not_know_is_a_problem(site: Path, ref: str, hint: str) -> None:
    do(site, "git update-ref refs/remotes/origin/release main")
    problem = wrong(ref, site)
    assert problem.message == f"git knows no commit by the name {ref!r}."
    assert (problem.hint or "").startswith(hint)
    assert (site / "post.md").read_text("utf-8") == "Text.\n"


def test_a_shallow_clone_lacks_what_to_compare_with(site: Path) -> None:
    do(site, "write post.md", "git commit -qam Second", "git checkout -q main", "write posts/deep.md")
    do(site, "git commit -qam Third")
    do(site.parent, f"git clone -q --template= --depth 1 --no-single-branch {site.as_uri()} shallow")
    shallow = site.parent / "shallow"
    for ref, message in (
        ("origin/work", "git finds no commit that 'origin/work' and HEAD have in common."),
        ("HEAD~1", "git knows no commit by the name 'HEAD~1'."),
    ):
        problem = wrong(ref, shallow)
        assert problem.message == message
        assert "fetch-depth: 0" in (problem.hint or "")
        assert "git fetch --unshallow" in (problem.hint or "")
    assert below(find_changed_since("main", shallow)) == set()


def test_branches_without_a_common_commit_cannot_be_compared(site: Path) -> None:
    do(site, "git checkout -q --orphan alone")
    assert wrong("main", site).message == "there is no commit yet that could be compared with 'main'."
    do(site, "git commit -qm Alone")
    problem = wrong("main", site)
    assert problem.message == "git finds no commit that 'main' and HEAD have in common."
    assert problem.hint == "Name a branch or commit that shares its history with yours."


def test_without_a_commit_nothing_can_be_compared(empty: Path) -> None:
    problem = wrong("main", empty)
    assert problem.message == "there is no commit yet that could be compared with 'main'."
    assert "--staged" in (problem.hint or "")


def test_outside_a_repository_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("LANGUAGE", "ja")
    with pytest.raises(InputError, match="this folder is in no git repository"):
        find_staged(tmp_path)
    assert "no git repository" in wrong("main", tmp_path).message


def test_where_git_itself_gives_up_its_words_are_passed_on(empty: Path) -> None:
    # Its words depend on the version.
    assert re.match(r"git cannot say what has changed: .*(work tree|bare).*\.", wrong("main", empty / ".git").message)
    do(empty, "write a.md", "git add .")
    (empty / ".git/index").write_bytes(b"broken")
    with pytest.raises(InputError, match=r"git cannot say what has changed: .*index"):
        find_staged(empty)


def test_without_git_nobody_knows(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(site))
    assert wrong("main", site).message == "git is not there, so nobody knows what has changed."


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_links(site: Path) -> None:
    (site / "link.md").symlink_to("post.md")
    (site / "door").symlink_to("posts")
    do(site, "git add .", "git commit -qm Links", "write post.md", "write posts/deep.md")
    changes = find_changed_since("HEAD", site)
    found = find_files(["link.md", "door/deep.md", JAPANESE], cwd=site)
    assert [file.shown for file in changes.filter_files(found.files)] == ["door/deep.md", "link.md"]
    assert below(changes) == {"post.md", "posts/deep.md"}
    do(site, "git checkout -q post.md", "remove link.md")
    (site / "link.md").symlink_to(JAPANESE)
    found = find_files(["link.md"], cwd=site)
    assert [file.shown for file in find_changed_since("HEAD", site).filter_files(found.files)] == ["link.md"]
    assert changes.may_hold(site / "door")


def test_a_name_is_the_same_composed_or_not(tmp_path: Path) -> None:
    composed, apart = normalize("NFC", "ガイド.md"), normalize("NFD", "ガイド.md")
    assert composed != apart
    top = os.path.realpath(tmp_path)
    file = FoundFile(str(tmp_path / apart), apart)
    assert GitChanges(top, frozenset({os.path.normcase(Path(top) / composed)})).filter_files([file]) == (file,)


@pytest.mark.parametrize(
    ("path", "inside"), [(".", True), ("post.md", True), ("gone.md", True), ("..", False), ("../away.md", False)]
)
def test_a_path_lies_in_the_repository_or_beyond(tmp_path: Path, path: str, *, inside: bool) -> None:
    assert GitChanges(os.path.realpath(tmp_path), frozenset()).may_hold(tmp_path / path) is inside
