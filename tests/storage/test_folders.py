from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from endmark.storage.folders import replace_folder


def list_files(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}


def test_a_folder_takes_the_place_of_another(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    replace_folder(folder, [("a.html", [b"1", b"2"]), ("in/b.html", [b"3"])])
    assert list_files(tmp_path) == {"report/a.html": "12", "report/in/b.html": "3"}
    replace_folder(folder, [("c.html", [b"4"])])
    assert list_files(tmp_path) == {"report/c.html": "4"}


def test_what_cannot_be_written_whole_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    replace_folder(folder, [("a.html", [b"1"])])

    def fail() -> Iterator[bytes]:
        yield b"2"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        replace_folder(folder, [("a.html", fail())])
    assert list_files(tmp_path) == {"report/a.html": "1"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["report"]
