"""What is in the wheel, and that an installed endmark finds its rules: from a wheel and from a checkout."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from endmark.ruleset.builtin import TABLE
from endmark.ruleset.rule_file import find_rule_files

pytestmark = pytest.mark.packaging

WHERE_RULES_ARE = """
from endmark.ruleset.builtin import load_builtin_rules
print(*sorted(rule.path for rule in load_builtin_rules()), sep="\\n")
"""

WHAT_RULES_SAY = """
from endmark.ruleset import builtin
print(*sorted(rule.summary for rule in builtin.load_builtin_rules()), sep="\\n")
"""

READ_NOTHING = """
from pickle import dumps, loads
from endmark.ruleset import builtin
read, builtin.read_builtin_rules = builtin.read_builtin_rules, None
assert builtin.load_builtin_rules() == loads(dumps(read(builtin.find_origin()).rules))
"""
"""Fails unless all rules are ready made, and what is kept of those in their files."""

Build = Callable[..., Path]


@pytest.fixture(scope="module")
def build(clone: Path, stranger_environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds a wheel of the clone, by way of an sdist unless told otherwise."""

    def build_wheel(*options: str) -> Path:
        folder = tmp_path_factory.mktemp("dist")
        command = [sys.executable, "-m", "build", *options, "--outdir", str(folder), str(clone)]
        done = subprocess.run(command, env=stranger_environment, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return next(folder.glob("*.whl"))

    return build_wheel


@pytest.fixture(scope="module")
def wheel(build: Build) -> Path:
    """The wheel as a stranger builds it: with what the package itself asks for, and nothing else."""
    return build()


@pytest.fixture(scope="module")
def installed(wheel: Path, stranger_environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with that wheel."""
    return new_environment(tmp_path_factory.mktemp("installed"), stranger_environment, str(wheel))


def contents(wheel: Path) -> set[str]:
    """The names in a wheel without its metadata."""
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def files_below(folder: Path) -> set[str]:
    """The files in a folder, without what Python and endmark leave there when another test runs from it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    files = (path for path in files if path.name != TABLE)
    return {path.relative_to(folder).as_posix() for path in files}


def new_environment(folder: Path, environment: Mapping[str, str], *what: str) -> Path:
    """A virtual environment with `what` installed; the path of its Python.

    By uv, in a tenth of the time of pip, with which the commands of the README are tried.
    """
    uv = [sys.executable, "-m", "uv"]
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    for command in (
        [*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)],
        [*uv, "pip", "install", "--quiet", "--python", str(python), *what],
    ):
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return python


def test_wheel_holds_the_package_and_the_rules_and_nothing_else(clone: Path, wheel: Path) -> None:
    package = {f"endmark/{name}" for name in files_below(clone / "src/endmark")}
    rules = {f"endmark/rules/{name}" for name in files_below(clone / "rules")}
    assert rules
    assert contents(wheel) == package | rules | {f"endmark/{TABLE}"}


def test_wheel_straight_from_the_tree_is_the_same(build: Build, wheel: Path) -> None:
    assert contents(build("--wheel", "--no-isolation")) == contents(wheel)


def test_sdist_holds_what_a_packager_needs(wheel: Path) -> None:
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"LICENSE", "README.md", "tests/conftest.py", "examples/ja/kissaten.md", ".pre-commit-hooks.yaml"} <= names


def test_ignored_files_stay_out(clone: Path, build: Build, wheel: Path) -> None:
    leftovers = [clone / "rules/.DS_Store", next((clone / "rules").rglob("*.yaml")).with_suffix(".yaml.swp")]
    for path in leftovers:
        path.touch()
    try:
        assert contents(build("--no-isolation")) == contents(wheel)
    finally:
        for path in leftovers:
            path.unlink()


def test_installed_wheel_finds_its_rules(
    installed: Path, clone: Path, stranger_environment: Mapping[str, str], tmp_path: Path
) -> None:
    command = [str(installed), "-c", WHERE_RULES_ARE]
    found = subprocess.run(command, cwd=tmp_path, env=stranger_environment, check=True, capture_output=True, text=True)
    assert len(found.stdout.split()) == len(find_rule_files(clone / "rules"))
    assert str(clone) not in found.stdout


def test_installed_wheel_has_its_rules_ready_made_and_obeys_a_change(
    installed: Path, stranger_environment: Mapping[str, str], tmp_path: Path
) -> None:
    def run(code: str) -> str:
        command = [str(installed), "-c", code]
        done = subprocess.run(
            command, cwd=tmp_path, env=stranger_environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    run(READ_NOTHING)
    (rule,) = installed.parents[1].rglob("endmark/rules/assembly/empty-section.yaml")
    text = rule.read_text("utf-8")
    assert "\nsummary: A heading" in text
    try:
        rule.write_text(text.replace("\nsummary: A heading", "\nsummary: Even a heading"), "utf-8")
        assert "\nEven a heading has nothing under it.\n" in run(WHAT_RULES_SAY)
    finally:
        rule.write_text(text, "utf-8")


def test_editable_install_reads_the_rules_of_the_checkout(
    clone: Path, stranger_environment: Mapping[str, str], tmp_path: Path
) -> None:
    python = new_environment(tmp_path / "env", stranger_environment, "--editable", str(clone))
    command = [str(python), "-c", WHERE_RULES_ARE]
    found = subprocess.run(command, cwd=tmp_path, env=stranger_environment, check=True, capture_output=True, text=True)
    assert len(found.stdout.split()) == len(find_rule_files(clone / "rules"))
    assert not [path for path in (tmp_path / "env").rglob("*.yaml") if "endmark" in path.parts]
