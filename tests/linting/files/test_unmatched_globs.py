from __future__ import annotations

from pathlib import Path

import pytest

from endmark.linting.files.unmatched_globs import find_unmatched_globs
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings_request import SettingsRequest


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("a.md", "posts/b.md", ".github/c.md", "node_modules/x/d.md", "base.yaml", ".git/e.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "base.yaml").write_text("exclude: [nowhere/]\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("", []),
        ("include: ['*.md', posts/*.md]\nexclude: [/posts/, a.md]\n", []),
        ("include: ['*.mdx']\nexclude: [/b.md, drafts/]\n", ["*.mdx", "/b.md", "drafts/"]),
        ("exclude: ['*', '!a.md']\n", []),
        ("exclude: ['*', '!c.mdx']\n", ["!c.mdx"]),
        ("exclude: [.github/, node_modules/, .git/]\n", []),
        ("exclude: [d.md, e.md]\n", ["d.md", "e.md"]),
        ("extends: base.yaml\n", []),
        (
            "overrides:\n- files: [posts/, essay/]\n  exclude_files: [posts/z.md]\n  rules: {empty-section: off}\n",
            ["essay/", "posts/z.md"],
        ),
    ],
)
def test_globs_that_match_no_file(site: Path, config: str, expected: list[str]) -> None:
    (site / "endmark.yaml").write_text(config, "utf-8")
    settings = load_settings(SettingsRequest(cwd=site))
    assert [glob.value for glob in find_unmatched_globs(settings)] == expected


def test_without_a_config_there_is_no_glob(site: Path) -> None:
    assert find_unmatched_globs(load_settings(SettingsRequest(use_config=False, cwd=site))) == ()
