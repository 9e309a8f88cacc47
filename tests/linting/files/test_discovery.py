from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from endmark.linting.checking.run import run
from endmark.linting.files.discovery import Discovery, find_files, is_excluded, make_display_path
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings_request import SettingsRequest

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")


def lay_out(root: Path, files: Sequence[str] | Mapping[str, str]) -> None:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name] if isinstance(files, Mapping) else "", encoding="utf-8")


def shown(found: Discovery) -> list[str]:
    return [file.shown for file in found.files]


TREE = [
    "b.md",
    "a.MD",
    "c.txt",
    ".hidden.md",
    ".github/d.md",
    "node_modules/e.md",
    "posts/f.markdown",
    "posts/g.mdx",
    "posts/deep/h.md",
    "posts/deep/i.html",
]
ONE = "is excluded by the configuration and was not checked."
MANY = "are excluded by the configuration and were not checked:"


@pytest.mark.parametrize(
    ("paths", "whole"),
    [
        (["."], True),
        (["b.md", "."], True),
        ([".."], True),
        (["posts"], False),
        (["posts", "b.md"], False),
        (["b.md"], False),
        (["gone", "."], False),
        ([], False),
    ],
)
def test_all_files_of_a_site_are_those_below_its_config(tmp_path: Path, paths: list[str], whole: bool) -> None:
    lay_out(tmp_path, [f"site/{name}" for name in TREE])
    assert find_files(paths, cwd=tmp_path / "site").whole is whole
    assert find_files(["posts"], cwd=tmp_path / "site", root=tmp_path / "site" / "posts").whole
    assert not find_files(["."], cwd=tmp_path / "site", root=tmp_path).whole


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["."], ["a.MD", "b.md", "posts/deep/h.md", "posts/f.markdown", "posts/g.mdx"]),
        (["posts"], ["posts/deep/h.md", "posts/f.markdown", "posts/g.mdx"]),
        (["posts/../posts/deep/"], ["posts/deep/h.md"]),
        (["c.txt"], ["c.txt"]),
        ([".hidden.md", ".github"], [".github/d.md", ".hidden.md"]),
        (["node_modules"], ["node_modules/e.md"]),
        (["b.md", "./b.md", ".", "a.MD"], ["a.MD", "b.md", "posts/deep/h.md", "posts/f.markdown", "posts/g.mdx"]),
    ],
)
def test_what_is_found(tmp_path: Path, paths: list[str], expected: list[str]) -> None:
    lay_out(tmp_path, TREE)
    found = find_files(paths, cwd=tmp_path)
    assert (shown(found), found.problems, found.notices) == (expected, (), ())
    assert [file.path.relative_to(tmp_path).as_posix() for file in found.files] == expected


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        ([], ["posts/"], ["a.MD", "b.md"]),
        ([], ["*", "!a.MD"], ["a.MD"]),
        ([], ["posts/deep"], ["a.MD", "b.md", "posts/f.markdown", "posts/g.mdx"]),
        ([], ["*.md"], ["a.MD", "posts/f.markdown", "posts/g.mdx"]),
        ([], ["/*.md", "!b.md"], ["a.MD", "b.md", "posts/deep/h.md", "posts/f.markdown", "posts/g.mdx"]),
        (["*.txt"], [], ["c.txt"]),
        (["posts/**/*.md", "*.html"], [], ["posts/deep/h.md", "posts/deep/i.html"]),
        (["posts/"], ["*.html"], ["posts/deep/h.md", "posts/f.markdown", "posts/g.mdx"]),
    ],
)
def test_include_and_exclude(tmp_path: Path, include: list[str], exclude: list[str], expected: list[str]) -> None:
    lay_out(tmp_path, TREE)
    assert shown(find_files(["."], cwd=tmp_path, include=include, exclude=exclude)) == expected


def test_patterns_stand_where_the_config_stands(tmp_path: Path) -> None:
    lay_out(tmp_path, TREE)
    inside = tmp_path / "posts"
    found = find_files(["."], cwd=inside, exclude=["/posts/deep/"], root=tmp_path)
    assert shown(found) == ["f.markdown", "g.mdx"]


@pytest.mark.parametrize(
    ("paths", "expected", "notices"),
    [
        (["b.md"], [], [f"b.md {ONE}"]),
        (["b.md", "posts/g.mdx"], ["posts/g.mdx"], [f"b.md {ONE}"]),
        (["posts/deep/h.md"], [], [f"posts/deep/h.md {ONE}"]),
        (["posts/deep"], [], [f"posts/deep {ONE}"]),
        (
            ["b.md", "posts/deep/h.md", "posts/deep/i.html", "posts/deep"],
            [],
            [f"4 paths {MANY} b.md, posts/deep/h.md, posts/deep/i.html, …"],
        ),
    ],
)
def test_force_exclude(tmp_path: Path, paths: list[str], expected: list[str], notices: list[str]) -> None:
    lay_out(tmp_path, TREE)
    exclude = ["/b.md", "deep/"]
    forced = find_files(paths, cwd=tmp_path, exclude=exclude, force_exclude=True)
    assert (shown(forced), list(forced.notices), forced.problems) == (expected, notices, ())
    named = find_files(paths, cwd=tmp_path, exclude=exclude)
    assert (len(named.files) > len(forced.files), named.notices, named.problems) == (True, (), ())


def test_is_excluded_asks_for_folders_above(tmp_path: Path) -> None:
    assert is_excluded(str(tmp_path / "drafts/new/a.md"), exclude=["drafts/"], root=tmp_path)
    assert not is_excluded(str(tmp_path / "posts/a.md"), exclude=["drafts/"], root=tmp_path)
    assert not is_excluded(str(tmp_path / "posts/a.md"), exclude=[], root=tmp_path)


@pytest.mark.parametrize(
    ("given", "path", "message"),
    [
        ("no.md", "no.md", "there is no such file or folder."),
        ("no/*.md", "no/*.md", "no file matches this pattern."),
    ],
)
def test_a_missing_path_is_a_problem(tmp_path: Path, given: str, path: str, message: str) -> None:
    lay_out(tmp_path, ["a.md"])
    found = find_files([given, "a.md"], cwd=tmp_path)
    (problem,) = found.problems
    assert shown(found) == ["a.md"]
    assert (problem.path, problem.message) == (path, message)
    assert problem.hint


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("docs/*.md", ["docs/a.md", "docs/b.md"]),
        ("docs/**/*.md", ["docs/a.md", "docs/b.md", "docs/deep/c.md"]),
        ("docs/[b-z].md", ["docs/b.md"]),
        ("d?cs", ["docs/a.md", "docs/b.md", "docs/deep/c.md"]),
        ("odd[1].md", ["odd[1].md"]),
    ],
)
def test_a_pattern_that_no_shell_has_expanded_is_expanded(tmp_path: Path, given: str, expected: list[str]) -> None:
    lay_out(tmp_path, ["docs/a.md", "docs/b.md", "docs/deep/c.md", "docs/d.txt", "odd[1].md", "odd1.md"])
    found = find_files([given], cwd=tmp_path)
    assert (shown(found), found.problems) == (expected, ())


@pytest.mark.parametrize(("given", "where"), [(".", "the current folder"), ("empty", "empty")])
def test_a_folder_without_articles_is_a_problem_unless_allowed(tmp_path: Path, given: str, where: str) -> None:
    lay_out(tmp_path, ["empty/a.txt"])
    (problem,) = find_files([given], cwd=tmp_path).problems
    assert problem.message.startswith(f"nothing to check in {where}: ")
    assert "--allow-empty" in (problem.hint or "")
    allowed = find_files([given], cwd=tmp_path, allow_empty=True)
    assert allowed.problems == ()
    assert allowed.notices[0].startswith(f"Nothing to check in {where}: ")


IGNORING = {
    ".git/HEAD": "",
    ".gitignore": "/build/\n*.draft.md\n# comment\n!keep.draft.md\n",
    "a.md": "",
    "b.draft.md": "",
    "keep.draft.md": "",
    "build/c.md": "",
    "build/inner/d.md": "",
    "posts/.gitignore": "old.md\r\n!b.draft.md\n!\n",
    "posts/old.md": "",
    "posts/b.draft.md": "",
    "posts/c.draft.md": "",
    "posts/build/e.md": "",
}


@pytest.mark.parametrize(
    ("cwd", "paths", "expected"),
    [
        (".", ["."], ["a.md", "keep.draft.md", "posts/b.draft.md", "posts/build/e.md"]),
        ("posts", ["."], ["b.draft.md", "build/e.md"]),
        (".", ["posts"], ["posts/b.draft.md", "posts/build/e.md"]),
        (".", ["b.draft.md"], ["b.draft.md"]),
        (".", ["build"], ["build/c.md", "build/inner/d.md"]),
        (".", ["build/inner"], ["build/inner/d.md"]),
    ],
)
def test_gitignore(tmp_path: Path, cwd: str, paths: list[str], expected: list[str]) -> None:
    lay_out(tmp_path, IGNORING)
    assert shown(find_files(paths, cwd=tmp_path / cwd)) == expected


def test_gitignore_can_be_left_aside(tmp_path: Path) -> None:
    lay_out(tmp_path, IGNORING)
    assert len(find_files(["."], cwd=tmp_path, respect_gitignore=False).files) == 9


def test_gitignore_above_the_repository_does_not_hold(tmp_path: Path) -> None:
    lay_out(tmp_path, {".gitignore": "*.md\n", "repo/.git/HEAD": "", "repo/a.md": ""})
    assert shown(find_files(["repo"], cwd=tmp_path)) == ["repo/a.md"]


def test_pathspec_is_imported_only_for_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pathspec", None)
    lay_out(tmp_path, TREE)
    assert len(find_files(["."], cwd=tmp_path).files) == 5


def test_outside_the_working_directory_paths_are_absolute(tmp_path: Path) -> None:
    lay_out(tmp_path, ["posts/a.md", "here/b.md"])
    found = find_files(["../posts", "."], cwd=tmp_path / "here")
    assert shown(found) == [(tmp_path / "posts/a.md").as_posix(), "b.md"]


@unix_only
def test_links(tmp_path: Path) -> None:
    lay_out(tmp_path, ["posts/real.md", "elsewhere/other.md"])
    (tmp_path / "posts/loop").symlink_to(tmp_path / "posts")
    (tmp_path / "posts/a-link.md").symlink_to("real.md")
    (tmp_path / "posts/away.md").symlink_to(tmp_path / "elsewhere/other.md")
    (tmp_path / "posts/broken.md").symlink_to("gone.md")
    (tmp_path / "door").symlink_to("posts")
    assert shown(find_files(["posts"], cwd=tmp_path)) == ["posts/away.md", "posts/broken.md", "posts/real.md"]
    assert shown(find_files(["posts/a-link.md"], cwd=tmp_path)) == ["posts/a-link.md"]
    assert len(find_files(["door", "posts"], cwd=tmp_path).files) == 3


@unix_only
@pytest.mark.parametrize(
    "links",
    [
        {"a.md": "a.md"},
        {"a.md": "b.md", "b.md": "a.md"},
        {"a.md": "loop/b.md", "loop": "loop"},
        {"a.md": "x" * 300},
        {"a.md": "real.md/b.md"},
        {"a.md": "/dev/fd/999"},
    ],
)
def test_a_link_that_leads_nowhere_is_reported_and_the_others_go_on(tmp_path: Path, links: dict[str, str]) -> None:
    lay_out(tmp_path, ["real.md"])
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    found = find_files(["."], cwd=tmp_path)
    report = run(found.files, load_settings(SettingsRequest(use_config=False, cwd=tmp_path)))
    assert (found.problems, report.paths) == ((), ("real.md",))
    assert [problem.path for problem in report.problems] == [name for name in links if name.endswith(".md")]
    assert all(problem.message.startswith("this file cannot be read: ") for problem in report.problems)


@unix_only
def test_folders_that_lead_to_each_other_are_passed_over(tmp_path: Path) -> None:
    lay_out(tmp_path, ["real.md"])
    for name, target in (("a", "b"), ("b", "a"), ("me", "."), ("me.md", ".")):
        (tmp_path / name).symlink_to(target)
    assert shown(find_files(["."], cwd=tmp_path)) == ["real.md"]


def test_a_file_below_two_thousand_folders(tmp_path: Path) -> None:
    path = "/".join([*["a"] * 2_000, "b.md"])
    assert not is_excluded(f"{tmp_path}/{path}", exclude=["c"], root=tmp_path)
    assert is_excluded(f"{tmp_path}/{path}", exclude=["/a/a"], root=tmp_path)


@unix_only
def test_what_has_the_name_of_an_article_and_is_no_file_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path, ["a.md"])
    (tmp_path / "folder.md").mkdir()
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    os.mkfifo("pipe.md")
    os.mkfifo("pipe")
    Path("zero.md").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        Path("to-socket.md").symlink_to("socket.md")
        found = find_files(["."], cwd=tmp_path)
        report = run(found.files, load_settings(SettingsRequest(use_config=False, cwd=tmp_path)))
    assert (found.problems, report.paths) == ((), ("a.md",))
    assert [(problem.path, problem.message) for problem in report.problems] == [
        ("pipe.md", "this file cannot be read: it is a pipe, not a file."),
        ("socket.md", "this file cannot be read: it is a socket, not a file."),
        ("zero.md", "this file cannot be read: it is a device, not a file."),
    ]
    assert {problem.hint for problem in report.problems} == {"Exclude it, or name files and folders of articles."}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that hold")
def test_a_folder_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    lay_out(tmp_path, ["a.md", "closed/b.md"])
    (tmp_path / "closed").chmod(0)
    found = find_files(["."], cwd=tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert shown(found) == ["a.md"]
    assert [problem.path for problem in found.problems] == ["closed"]


def test_a_folder_that_vanishes_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, ["a.md", "gone/b.md"])
    scandir = os.scandir

    def fail(path: str) -> object:
        if path.endswith("gone"):
            raise FileNotFoundError(2, "No such file or directory", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", fail)
    found = find_files(["."], cwd=tmp_path)
    assert shown(found) == ["a.md"]
    (problem,) = found.problems
    assert (problem.path, problem.message) == ("gone", "this folder cannot be read: No such file or directory.")


@pytest.mark.parametrize(
    ("path", "cwd", "expected"),
    [("/a/b/c.md", "/a", "b/c.md"), ("/a/b.md", "/", "a/b.md"), ("/ab/c.md", "/a", "/ab/c.md")],
)
@unix_only
def test_shown_path(path: str, cwd: str, expected: str) -> None:
    assert make_display_path(path, cwd) == expected


@unix_only
def test_a_link_is_followed_anew_in_each_run(tmp_path: Path) -> None:
    lay_out(tmp_path, ["here/a.md", "there/a.md"])
    door = tmp_path / "door"
    for target, names in [("here", ["a.md"]), ("there", [f"{door}/a.md"])]:
        door.unlink(missing_ok=True)
        door.symlink_to(target)
        assert shown(find_files([str(door)], cwd=tmp_path / "here")) == names


@pytest.mark.skipif(sys.platform == "win32", reason="needs modes of files")
def test_a_gitignore_in_a_folder_for_everybody_hides_nothing(tmp_path: Path) -> None:
    site = tmp_path / "shared/ann"
    site.mkdir(parents=True)
    (site / "post.md").write_text("Text.\n", "utf-8")
    (tmp_path / "shared/.git").mkdir()
    (tmp_path / "shared/.gitignore").write_text("post.md\n", "utf-8")
    assert find_files(["."], cwd=site).problems
    (tmp_path / "shared").chmod(0o1777)
    assert [file.shown for file in find_files(["."], cwd=site).files] == ["post.md"]
