"""What the tests of the whole project share: its root, a clean clone of it, an environment without surprises."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from msgspec.structs import replace

from endmark.checks.patterns import pattern
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Match, make_reason

ROOT = Path(__file__).parent.parent
STEERING = (
    *("CI", "CLICOLOR", "COLUMNS", "ENDMARK_", "FORCE_COLOR", "GIT"),
    *("LANG", "LC_", "PRE_COMMIT", "PYTHONWARN", "VIRTUAL_ENV"),
)
"""Beginnings of the variables that change what git, pre-commit, Python or endmark do."""

# Bytecode is kept, whatever the machine says (images of containers often forbid it): the tests start a thousand
# programs, and each would compile all its modules, and read all rules, anew: ten times the work of a start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


# The same articles every time, so that red means a change; a machine that does much else is no failure.
settings.register_profile("patient", parent=settings.default, deadline=None, derandomize=True)
# `pytest --hypothesis-profile=random` looks for what nobody has seen yet.
settings.register_profile("random", parent=settings.default, deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-readme",
        action="store_true",
        help="write what the documents show of commands and rules, instead of comparing it",
    )


PATIENCE_WITH_INSTALLERS = 900
"""Seconds that a test may take that builds, installs or downloads."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("packaging"):
            item.add_marker(pytest.mark.timeout(PATIENCE_WITH_INSTALLERS))


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


@pytest.fixture
def marker_fixes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What becomes of a marker depends on how it is written.

    The fix of `---END---` is safe, that of `[END]` is not, that of `<END>` takes
    the next line along, and for `=== END ===` there is none. Each takes out the
    blank lines that follow.
    """
    find = pattern.find

    def find_with_fixes(document: Document, options: pattern.Options, *others: Any) -> Iterator[Match]:
        text = document.source.text
        for match in find(document, options, *others):
            if not options.boundary:
                yield replace(match, fix=None)
                continue
            end = _after_line_ends(text, match.span.end)
            if match.values["match"] == "<END>":
                end = _after_line_ends(text, text.index("\n", end))
            fix = Fix(
                (Edit(Span(match.span.start, end), ""),),
                match.values["match"] != "[END]",
                make_reason("marker.take-out"),
            )
            none = match.values["match"] == "=== END ==="
            yield replace(
                match, fix=None if none else fix, no_fix_reason=make_reason("duplicate.places-meant") if none else None
            )

    monkeypatch.setattr(pattern, "find", find_with_fixes)


def _after_line_ends(text: str, offset: int) -> int:
    while text[offset : offset + 1] in ("\r", "\n"):
        offset += 1
    return offset
