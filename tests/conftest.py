"""What the tests of the whole project share: its root, a clean clone of it, an environment without surprises."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STEERING = ("CI", "CLICOLOR", "COLUMNS", "ENDMARK_", "FORCE_COLOR", "GIT", "PRE_COMMIT", "PYTHONWARN", "VIRTUAL_ENV")
"""Beginnings of the variables that change what git, pre-commit, Python or endmark do."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-readme",
        action="store_true",
        help="write what the documents show of commands and rules, instead of comparing it",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def plain_environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of a person's shell, without CI and colour; this Python's programs come first.

    What endmark keeps between runs stays among the files of the tests.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(STEERING)}
    programs = str(Path(sys.executable).parent)
    path = os.pathsep.join((programs, kept.get("PATH", os.defpath)))
    return kept | {"ENDMARK_CACHE_DIR": str(tmp_path_factory.mktemp("cache")), "NO_COLOR": "1", "PATH": path}


@pytest.fixture(scope="session")
def stranger_environment(plain_environment: Mapping[str, str]) -> Mapping[str, str]:
    """The same for a person who has only what pip installed: nothing is imported from this work tree."""
    return dict(plain_environment) | {"PYTHONPATH": ""}


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory, plain_environment: Mapping[str, str]) -> Path:
    """A fresh clone of the work tree as it stands, uncommitted changes included."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, env=plain_environment, check=True, capture_output=True).stdout
    folder = tmp_path_factory.mktemp("clone") / "endmark"
    for name in filter(None, os.fsdecode(names).split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "--no-verify", "-m", "All"]):
        subprocess.run(["git", *arguments], cwd=folder, env=plain_environment, check=True)
    return folder
