from __future__ import annotations

import sys
from pathlib import Path

import pytest

from endmark.linting.files.file_list import read_list

NAMES = ["a.md", "b.md", "posts/c.md", "記事.md", "two words.md"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    for name in NAMES:
        (tmp_path / name).write_text("Text.\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("data", "null", "names"),
    [
        (b"", False, []),
        (b"\n \n\r\n", False, []),
        (b"a.md", False, ["a.md"]),
        (b"a.md\nb.md\n", False, ["a.md", "b.md"]),
        (b"a.md\r\n\r\nposts/c.md\r\n", False, ["a.md", "posts/c.md"]),
        (b"\xef\xbb\xbfa.md\n", False, ["a.md"]),
        ("記事.md\ntwo words.md\nposts\n".encode(), False, ["記事.md", "two words.md", "posts"]),
        (b"", True, []),
        (b"\0", True, []),
        (b"a.md\0b.md\0", True, ["a.md", "b.md"]),
        (b"a.md\0\0b.md", True, ["a.md", "b.md"]),
        ("\ufeff記事.md\0".encode(), True, ["記事.md"]),
    ],
)
def test_the_names_of_a_list(folder: Path, data: bytes, null: bool, names: list[str]) -> None:
    found = read_list(data, "list.txt", cwd=folder, null=null)
    assert (list(found.names), found.problems) == (names, ())


def test_an_absolute_name_stays_as_it_is(folder: Path) -> None:
    name = str(folder / "a.md")
    assert read_list(name.encode(), "list.txt", cwd=folder / "posts").names == (name,)


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that any bytes may form")
@pytest.mark.parametrize("name", [b"\xff.md", b"line\nend.md", b"end\r.md", b"a\xe2\x80\xa8b.md"])
def test_any_name_fits_into_a_list_with_nul_characters(folder: Path, name: bytes) -> None:
    text = name.decode("utf-8", errors="surrogateescape")
    (folder / text).write_text("Text.\n", "utf-8")
    assert read_list(name + b"\0a.md\0", "list.txt", cwd=folder, null=True).names == (text, "a.md")


@pytest.mark.parametrize(
    ("data", "null", "problem", "hint"),
    [
        (b"a.md\n\ngone.md\n", False, "list.txt:3: there is no file or folder called “gone.md”.", "Check the spelling"),
        (b'a.md\n"\\350\\250.md"\n', False, "list.txt:2: there is no file", "Git puts unusual names in quotation"),
        (b"a.md\0gone.md\0", True, "list.txt: there is no file or folder called “gone.md”.", "Check the folder"),
        (b"a.md\nb.md\n", True, "list.txt: there is no file", "NUL characters part the names."),
        (b"a.md\nb.md\0c.md\0", False, "list.txt:2: this list holds a NUL character.", "Say -0"),
        ("\ufeffa.md\n".encode("utf-16-le"), False, "list.txt:1: this list holds a NUL", "save the list as UTF-8"),
    ],
)
def test_what_names_nothing_is_a_problem(folder: Path, data: bytes, null: bool, problem: str, hint: str) -> None:
    found = read_list(data, "list.txt", cwd=folder, null=null)
    (said,) = found.problems
    assert str(said).startswith(problem)
    assert hint in (said.hint or "")


def test_the_other_names_of_a_list_with_a_problem_are_kept(folder: Path) -> None:
    found = read_list(b"gone.md\na.md\naway.md\n", "list.txt", cwd=folder)
    assert found.names == ("a.md",)
    assert [problem.line for problem in found.problems] == [1, 3]
