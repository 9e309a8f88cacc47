"""What a release makes, and what everything else says of it: one address, one version, one form of changelog."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from endmark import __version__
from endmark.cli import automation

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
DOCUMENTS = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
RELEASE = re.compile(r"\[(?P<version>[^]]+)\](?: - (?P<date>\d{4}-\d\d-\d\d))?")


def test_the_address_is_that_of_the_project() -> None:
    urls = PROJECT["project"]["urls"]
    assert urls["Repository"] == automation.ADDRESS
    assert all(url.startswith(automation.ADDRESS) for url in urls.values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_this_address_and_a_tag_that_a_release_makes(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    owner = automation.ADDRESS.removeprefix("https://github.com/")
    revisions = re.findall(r"rev: (\S+)", text) + re.findall(rf"{re.escape(owner)}@(\S+?)[\"'\s]", text)
    assert set(revisions) <= {f"v{__version__}"}
    assert "your-copy" not in text
    for place in re.findall(r"(?:repo: |git\+)(https?://[^\s@\"]+)", text):
        assert place == automation.ADDRESS


def test_what_init_writes_names_this_address_and_tag() -> None:
    for text in (
        automation.format_pre_commit(__version__),
        automation.format_github(__version__, "content/"),
        automation.format_gitlab(__version__, "content/"),
    ):
        assert automation.ADDRESS in text
        assert f"v{__version__}" in text


def sections(changelog: str) -> list[tuple[str, list[str]]]:
    """The releases of a changelog with the kinds of changes in each."""
    parts = re.split(r"^## (.*)$", changelog, flags=re.MULTILINE)[1:]
    return [
        (heading, re.findall(r"^### (.*)$", body, re.MULTILINE))
        for heading, body in zip(parts[::2], parts[1::2], strict=True)
    ]


def test_the_changelog_has_the_form_of_keep_a_changelog() -> None:
    (first, _), *others = found = sections((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert first == "[Unreleased]"
    releases = [RELEASE.fullmatch(heading) for heading, _ in others]
    assert all(release and release["date"] for release in releases)
    versions = [Version(release["version"]) for release in releases if release]
    assert versions == sorted(set(versions), reverse=True)
    for _, kinds in found:
        assert len(kinds) == len(set(kinds))
        assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def pins(name: str) -> dict[str, Version]:
    lines = re.findall(r"^([\w.-]+)==([^ ;\\]+)", (ROOT / "requirements" / name).read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(package): Version(version) for package, version in lines}


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("run.txt", PROJECT["project"]["dependencies"]),
        ("dev.txt", [*PROJECT["project"]["dependencies"], *EXTRAS["readability"], *EXTRAS["dev"]]),
        ("dev.txt", PROJECT["build-system"]["requires"]),
    ],
)
def test_the_lock_satisfies_what_the_project_asks_for(name: str, requirements: list[str]) -> None:
    locked = pins(name)
    for requirement in map(Requirement, requirements):
        if requirement.name != PROJECT["project"]["name"]:
            package = canonicalize_name(requirement.name)
            assert package in locked, f"{requirement}: run .ci/lock"
            assert requirement.specifier.contains(locked[package]), f"{requirement}: run .ci/lock"


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_pin_of_the_lock_has_hashes(name: str) -> None:
    text = re.sub(r"\\\n", " ", (ROOT / "requirements" / name).read_text("utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    assert all("--hash=sha256:" in line for line in lines)


def test_both_locks_agree() -> None:
    assert pins("run.txt").items() <= pins("dev.txt").items()


@pytest.mark.parametrize("requirement", [*PROJECT["project"]["dependencies"], *EXTRAS["readability"]])
def test_what_is_below_1_has_an_upper_bound(requirement: str) -> None:
    floor = Version(min(one.version for one in Requirement(requirement).specifier if one.operator == ">="))
    assert floor.major >= 1 or "<" in requirement
