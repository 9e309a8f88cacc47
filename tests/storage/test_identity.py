from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from endmark.storage.identity import EXTRA_JUDGES, JUDGES, compute_identity, compute_module_stamps


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which every library that judges has version 1.0."""
    for judge in JUDGES | EXTRA_JUDGES:
        (tmp_path / f"{judge}-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "missing"), str(tmp_path)])
    return tmp_path


def renamed(installed: Path, before: str, after: str) -> None:
    (installed / before).rename(installed / after)
    # The same folder under another name: within one process versions are looked up once.
    sys.path[0] = str(installed / after)


def test_the_same_program_has_the_same_identity() -> None:
    assert compute_identity("1.0") == compute_identity("1.0")


def test_another_version_of_endmark_is_another_program() -> None:
    assert compute_identity("1.0") != compute_identity("1.1")


def test_the_judges_are_the_libraries_that_are_installed_with_endmark(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[^\w.-]", one, maxsplit=1)[0].lower().replace("-", "_") for one in requirements}

    extras = [
        one
        for extra, listed in project["optional-dependencies"].items()
        if extra
        not in ("cluster", "dev", "fuzz", "lsp", "mcp", "tables", "watch")  # they ask, show and share out; none judges
        for one in listed
    ]
    # The command line and the width of what is shown decide nothing; words are found without a library, too.
    assert names(project["dependencies"]) - {"click", "wcwidth", "ahocorasick_rs"} == JUDGES
    assert names(extras) == EXTRA_JUDGES


@pytest.mark.parametrize("judge", sorted(EXTRA_JUDGES))
def test_without_a_library_that_need_not_be_there_it_is_another_program(judge: str, installed: Path) -> None:
    before = compute_identity("1.0")
    renamed(installed, f"{judge}-1.0.dist-info", f"no-{judge}")
    assert compute_identity("1.0") not in (before, None)


@pytest.mark.parametrize("judge", sorted(JUDGES | EXTRA_JUDGES))
def test_another_version_of_a_library_makes_another_program(judge: str, installed: Path) -> None:
    before = compute_identity("1.0")
    renamed(installed, f"{judge}-1.0.dist-info", f"{judge}-1.0.1.dist-info")
    assert compute_identity("1.0") not in (before, None)


def test_another_python_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = compute_identity("1.0")
    monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))
    assert compute_identity("1.0") != before


@pytest.mark.parametrize(
    "name", ["rapidfuzz-1.0.egg-info", "RapidFuzz-1.0-py3.11.egg-info", "rapidfuzz-1.0-py3-linux.dist-info"]
)
def test_names_that_installers_give(name: str, installed: Path) -> None:
    before = compute_identity("1.0")
    renamed(installed, "rapidfuzz-1.0.dist-info", name)
    assert compute_identity("1.0") == before


@pytest.mark.parametrize("name", ["rapidfuzz", "rapidfuzz.dist-info", "rapidfuzz-info"])
def test_a_library_of_unknown_version_leaves_no_identity(name: str, installed: Path) -> None:
    renamed(installed, "rapidfuzz-1.0.dist-info", name)
    assert compute_identity("1.0") is None


def test_in_a_checkout_a_changed_module_makes_another_program(tmp_path: Path) -> None:
    package = tmp_path / "endmark"
    (package / "checks").mkdir(parents=True)
    module = package / "checks" / "near.py"
    module.write_text("least = 1\n", "utf-8")
    before = compute_module_stamps(str(package))
    module.write_text("least = 10\n", "utf-8")
    assert compute_module_stamps(str(package)) != before


def test_an_installed_package_changes_with_its_version(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "near.py").write_text("least = 1\n", "utf-8")
    assert compute_module_stamps(str(tmp_path)) == ""
