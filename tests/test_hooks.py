"""The pre-commit hook, run by pre-commit itself as a site has it: installed from a fresh clone of this project."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Hook = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def hook(
    clone: Path, root: Path, stranger_environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Hook:
    """Runs the hook over files of a small site: one article is broken, one is whole, one is broken but excluded."""
    site = tmp_path_factory.mktemp("site")
    shutil.copy(root / "examples/en/garden.md", site / "broken.md")
    shutil.copy(root / "examples/en/garden.md", site / "broken.mdx")
    # Another article: of two with one title the second would be told.
    whole = (root / "examples/en/garden-whole.md").read_text(encoding="utf-8")
    (site / "whole.md").write_text(whole.replace("title: The", "title: How the", 1), encoding="utf-8")
    (site / "drafts").mkdir()
    shutil.copy(root / "examples/en/garden.md", site / "drafts/broken.md")
    (site / "endmark.yaml").write_text("exclude: [drafts/]\n", encoding="utf-8")
    (site / "notes.txt").write_text("Buy seeds.\n\n---END---\n", encoding="utf-8")
    environment = dict(stranger_environment) | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit"))}

    def git(folder: Path, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)
        return done.stdout.decode().strip()

    # And no `try-repo`, which installs everything anew each time.
    rev = git(clone, "rev-parse", "HEAD")
    repository = {"repo": str(clone), "rev": rev, "hooks": [{"id": "endmark"}]}
    (site / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [repository]}), encoding="utf-8")
    git(site, "init", "--quiet")
    git(site, "add", ".")

    def run(*names: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "run", "endmark", "--files", *names]
        return subprocess.run(
            command, cwd=site, env=environment, check=False, capture_output=True, text=True, encoding="utf-8"
        )

    return run


@pytest.mark.packaging
@pytest.mark.parametrize("name", ["broken.md", "broken.mdx"])
def test_hook_stops_a_broken_article(hook: Hook, name: str) -> None:
    result = hook(name, "whole.md")
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{name}:28:1" in result.stdout
    assert "stray-end-marker" in result.stdout
    assert "whole.md:" not in result.stdout


@pytest.mark.packaging
@pytest.mark.parametrize("names", [["whole.md"], ["notes.txt"], ["drafts/broken.md"], ["whole.md", "drafts/broken.md"]])
def test_hook_lets_through(hook: Hook, names: list[str]) -> None:
    result = hook(*names)
    assert result.returncode == 0, result.stdout + result.stderr
