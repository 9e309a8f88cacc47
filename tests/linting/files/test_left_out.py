from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from endmark.linting.files.discovery import find_files
from endmark.linting.files.left_out import LeftOut, explain_left_out
from endmark.ruleset.loading import load_settings
from endmark.ruleset.nodes import Place
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest

GITIGNORE = "# built\n\n/build/\n*.draft.md\n"
CONFIG = "exclude:\n- old/\n- '*.tmp.md'\n- '!keep.tmp.md'\n"
FILES: Mapping[str, str] = {
    ".gitignore": GITIGNORE,
    "posts/.gitignore": "!b.draft.md\nc.md\n",
    "endmark.yaml": CONFIG,
    "a.md": "",
    "a.MDX": "",
    "notes.txt": "",
    "b.draft.md": "",
    ".hidden.md": "",
    ".github/a.md": "",
    "build/deep/a.md": "",
    "node_modules/x/a.md": "",
    "old/deep/a.md": "",
    "old/keep.tmp.md": "",
    "x.tmp.md": "",
    "keep.tmp.md": "",
    "posts/a.md": "",
    "posts/b.draft.md": "",
    "posts/c.md": "",
    "posts/d.draft.md": "",
    "posts/old/a.md": "",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / ".git").mkdir()
    return tmp_path.resolve()


def load(folder: Path) -> Settings:
    return load_settings(SettingsRequest(cwd=folder))


def place(path: str, line: int, column: int = 1) -> Place:
    return Place(path, line, column)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.md", None),
        ("a.MDX", None),
        ("posts/a.md", None),
        ("posts/b.draft.md", None),
        ("keep.tmp.md", None),
        ("./posts/../a.md", None),
        ("notes.txt", LeftOut("suffix", "notes.txt")),
        (".hidden.md", LeftOut("hidden", ".hidden.md")),
        (".github/a.md", LeftOut("hidden", ".github")),
        ("node_modules/x/a.md", LeftOut("skipped", "node_modules")),
        ("old/deep/a.md", LeftOut("exclude", "old", "old/", place("endmark.yaml", 2, 3))),
        ("old/keep.tmp.md", LeftOut("exclude", "old", "old/", place("endmark.yaml", 2, 3))),
        ("posts/old/a.md", LeftOut("exclude", "posts/old", "old/", place("endmark.yaml", 2, 3))),
        ("x.tmp.md", LeftOut("exclude", "x.tmp.md", "*.tmp.md", place("endmark.yaml", 3, 3))),
        ("build/deep/a.md", LeftOut("gitignore", "build", "/build/", place(".gitignore", 3))),
        ("b.draft.md", LeftOut("gitignore", "b.draft.md", "*.draft.md", place(".gitignore", 4))),
        ("posts/c.md", LeftOut("gitignore", "posts/c.md", "c.md", place("posts/.gitignore", 2))),
        ("posts/d.draft.md", LeftOut("gitignore", "posts/d.draft.md", "*.draft.md", place(".gitignore", 4))),
    ],
)
def test_why_a_search_passes_a_file_over(site: Path, name: str, expected: LeftOut | None) -> None:
    assert explain_left_out(Path(name), load(site), site) == expected


@pytest.mark.parametrize(
    ("config", "name", "expected"),
    [
        ("include: [posts/**/*.md, '*.txt']\n", "a.md", LeftOut("include", "a.md", place=place("endmark.yaml", 1, 11))),
        ("include: [posts/**/*.md, '*.txt']\n", "notes.txt", None),
        ("include: [posts/**/*.md, '*.txt']\n", "posts/old/a.md", None),
        ("include: ['*.md']\nexclude: [/a.md]\n", "a.md",
         LeftOut("exclude", "a.md", "/a.md", place("endmark.yaml", 2, 11))),
    ],
)  # fmt: skip
def test_include_decides_instead_of_the_suffix(site: Path, config: str, name: str, expected: LeftOut | None) -> None:
    (site / "endmark.yaml").write_text(config, "utf-8")
    assert explain_left_out(Path(name), load(site), site) == expected


@pytest.mark.parametrize("config", [CONFIG, "", "include: [posts/**/*.md, '*.txt']\nexclude: [c.md, deep]\n"])
def test_a_search_finds_just_what_is_not_left_out(site: Path, config: str) -> None:
    (site / "endmark.yaml").write_text(config, "utf-8")
    settings = load(site)
    found = find_files(["."], cwd=site, include=settings.include, exclude=settings.exclude, root=settings.root)
    assert {file.shown for file in found.files} == {
        name for name in FILES if explain_left_out(Path(name), settings, site) is None
    }


def test_paths_are_shown_from_where_the_user_stands(site: Path) -> None:
    inside = site / "posts"
    assert explain_left_out(Path("c.md"), load(inside), inside) == LeftOut(
        "gitignore", "c.md", "c.md", place(".gitignore", 2)
    )
    assert explain_left_out(Path("../a.md"), load(inside), inside) is None


def test_a_file_outside_the_folder_of_the_config(site: Path) -> None:
    (site / "posts/endmark.yaml").write_text("", "utf-8")
    inside = site / "posts"
    assert explain_left_out(Path("../a.md"), load(inside), inside) == LeftOut("outside", (site / "a.md").as_posix())


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_a_search_does_not_follow_a_link_to_a_folder(site: Path) -> None:
    (site / "door").symlink_to("posts")
    assert explain_left_out(Path("door/a.md"), load(site), site) == LeftOut("link", "door")
