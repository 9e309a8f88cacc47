from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from endmark.storage.reading import read_regular

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs the files of Unix")


@pytest.mark.parametrize("data", [b"", b"a\r\nb\x00\x1a", b"a" * 1_000_000])
def test_the_bytes_come_as_they_are(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    assert read_regular(tmp_path / "a") == data


@unix_only
def test_what_may_never_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reasons = {}
    for name, target in {"pipe": None, "to-pipe": "pipe", "zero": "/dev/zero", "loop": "loop", "folder": "."}.items():
        if target is not None:
            (tmp_path / name).symlink_to(target)
        with pytest.raises(OSError, match=r".") as caught:
            read_regular(tmp_path / name)
        reasons[name] = caught.value.strerror
    assert reasons == {
        "pipe": "it is a pipe, not a file",
        "to-pipe": "it is a pipe, not a file",
        "zero": "it is a device, not a file",
        "loop": os.strerror(40) if sys.platform == "linux" else reasons["loop"],
        "folder": "Is a directory",
    }


@unix_only
def test_a_socket_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        with pytest.raises(OSError, match="it is a socket, not a file"):
            read_regular("socket")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs names of descriptors")
def test_what_a_shell_pipes_in_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"Text.")
    os.close(writer)
    assert read_regular(f"/dev/fd/{reader}") == b"Text."
    os.close(reader)


def test_what_does_not_fit_into_memory_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.FileIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise MemoryError

    (tmp_path / "a").write_bytes(b"Text.")
    monkeypatch.setattr("builtins.open", lambda name, *_, **__: Endless(name))
    with pytest.raises(OSError, match=r"[Mm]emory"):
        read_regular(tmp_path / "a")
