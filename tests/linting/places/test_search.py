"""Which articles are found in a place that fsspec knows, and what is said where there are none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from endmark.linting.checking.run import run
from endmark.linting.places.search import find_objects, read_object
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest

fsspec = pytest.importorskip("fsspec")

NAMES = (
    "posts/a.md",
    "posts/old/b.markdown",
    "posts/old/c.MD",
    "posts/notes.txt",
    "posts/cover.png",
    "posts/.drafts/d.md",
    "posts/node_modules/e.md",
    "posts/.hidden.md",
    "other/f.md",
)


@pytest.fixture(autouse=True)
def store() -> Iterator[None]:
    """Objects in memory."""
    system = fsspec.filesystem("memory")
    for name in NAMES:
        system.pipe_file(f"/{name}", f"# {name}\n\nIt ends here.\n".encode())
    yield
    for name in NAMES:
        if system.exists(f"/{name}"):
            system.rm_file(f"/{name}")


def make_settings(folder: Path, config: str = "{}\n") -> Settings:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    return load_settings(SettingsRequest(cwd=folder))


@pytest.mark.parametrize(
    ("places", "config", "expected"),
    [
        (["memory://posts"], "{}", ["posts/a.md", "posts/old/b.markdown", "posts/old/c.MD"]),
        (["memory://posts/"], "{}", ["posts/a.md", "posts/old/b.markdown", "posts/old/c.MD"]),
        (["memory://posts/old", "memory://posts"], "{}", ["posts/a.md", "posts/old/b.markdown", "posts/old/c.MD"]),
        (["memory://posts/a.md", "memory://other"], "{}", ["other/f.md", "posts/a.md"]),
        (["memory://posts/.hidden.md"], "{}", ["posts/.hidden.md"]),
        (["memory://posts"], "exclude: [old/]", ["posts/a.md"]),
        (["memory://posts"], 'exclude: ["*.markdown"]', ["posts/a.md", "posts/old/c.MD"]),
        (["memory://posts"], 'include: ["old/*"]', ["posts/old/b.markdown", "posts/old/c.MD"]),
    ],
)
def test_articles_are_found_in_a_place(tmp_path: Path, places: list[str], config: str, expected: list[str]) -> None:
    found = find_objects(places, make_settings(tmp_path, f"{config}\n"))
    assert [file.shown for file in found.files] == [f"memory:///{name}" for name in expected]
    assert (found.problems, found.whole) == ((), False)


def test_they_are_read_and_checked_where_they_lie(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    found = find_objects(["memory://posts/a.md"], settings)
    (file,) = found.files
    assert found.read is read_object
    assert read_object(file).startswith(b"# posts/a.md")
    assert file.measure() == len(read_object(file))
    assert file.to_path_below("/anywhere") == "memory:///posts/a.md"
    assert run(found.files, settings, read=read_object).paths == ("memory:///posts/a.md",)
    fsspec.filesystem("memory").rm_file("/posts/a.md")
    gone = run(found.files, settings, read=read_object)
    assert [problem.path for problem in gone.problems] == ["memory:///posts/a.md"]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("memory://posts/.drafts/none", "nothing to check in memory://posts/.drafts/none"),
        ("unheard-of://posts", "the articles there cannot be listed: Protocol not known: unheard-of"),
        ("memory://posts/cover.png", "memory:///posts/cover.png"),
    ],
)
def test_what_cannot_be_found_is_a_problem(tmp_path: Path, place: str, message: str) -> None:
    (problem,) = find_objects([place], make_settings(tmp_path)).problems
    assert message in f"{problem.path} {problem.message}"


def test_a_place_may_be_empty_where_that_is_allowed(tmp_path: Path) -> None:
    found = find_objects(["memory://nowhere"], make_settings(tmp_path), allow_empty=True)
    assert (found.files, found.problems, len(found.notices)) == ((), (), 1)


def test_what_is_missing_to_read_a_place_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    (problem,) = find_objects(["memory://posts"], make_settings(tmp_path)).problems
    assert problem.message == "to read from memory://posts, fsspec is needed, which is not installed."
    assert "endmark[cluster]" in str(problem.hint)
