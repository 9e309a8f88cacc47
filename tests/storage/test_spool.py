"""What is put away comes back, and nothing is left behind."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from pathlib import Path

import pytest

from endmark.errors import InputError
from endmark.storage import spool
from endmark.storage.spool import Spool

PIECES = [b"", b"one", b"two" * 40, b"\x00" * 9, b"three"]


def fill(pieces: list[bytes]) -> tuple[Spool, list[tuple[int, int]]]:
    filled = Spool()
    return filled, [(filled.append(piece), len(piece)) for piece in pieces]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("memory", [1_000, 100, 3, 0])
def test_every_piece_comes_back_in_any_order(memory: int, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MEMORY", memory)
    filled, places = fill(PIECES)
    assert [filled.read(*place) for place in reversed(places)] == PIECES[::-1]
    later = filled.append(b"later")
    assert (filled.read(*places[2]), filled.read(later, 5)) == (PIECES[2], b"later")
    assert os.name == "nt" or list(temporary.iterdir()) == []
    del filled
    assert list(temporary.iterdir()) == []


def refuse(*_arguments: object, **_named: object) -> io.BytesIO:
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")


def test_a_little_needs_no_file_and_without_one_all_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    for memory in (1_000, 0):
        monkeypatch.setattr(spool, "MEMORY", memory)
        filled, places = fill(PIECES)
        assert [filled.read(*place) for place in places] == PIECES


class Full(io.BytesIO):
    def write(self, *_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def close(self) -> None:
        super().close()
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("memory", [0, 100])
def test_a_full_disk_is_said_with_what_to_do(memory: int, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MEMORY", memory)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Full())
    with pytest.raises(InputError) as caught:
        fill(PIECES)
    (problem,) = caught.value.problems
    assert problem.path == str(temporary)
    assert problem.message.endswith("temporary file: No space left on device.")
    assert "TMPDIR" in (problem.hint or "")
