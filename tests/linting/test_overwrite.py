from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from endmark.errors import InputError
from endmark.linting.discovery import FoundFile
from endmark.linting.overwrite import overwrite

BEFORE, AFTER = b"The gate opens.\r\n", b"The gate opens at dawn."


@pytest.fixture
def file(tmp_path: Path) -> FoundFile:
    path = tmp_path / "a.md"
    path.write_bytes(BEFORE)
    return FoundFile(path, "a.md")


@pytest.fixture(autouse=True)
def no_drafts_stay(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob(".endmark-*"))


@pytest.mark.parametrize("after", [AFTER, b"", b"\xef\xbb\xbfGate\r\n", "門が開く。".encode()])
def test_the_bytes_are_written_as_they_are(file: FoundFile, after: bytes) -> None:
    overwrite(file, BEFORE, after)
    assert file.path.read_bytes() == after


@pytest.mark.skipif(os.name == "nt", reason="needs the modes of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_mode_stays(file: FoundFile, mode: int) -> None:
    file.path.chmod(mode)
    overwrite(file, BEFORE, AFTER)
    assert stat.S_IMODE(file.path.stat().st_mode) == mode


def test_a_link_still_leads_to_the_file(file: FoundFile, tmp_path: Path) -> None:
    link = tmp_path / "posts" / "link.md"
    link.parent.mkdir()
    try:
        link.symlink_to(os.path.join("..", "a.md"))  # noqa: PTH118 - a link is a text
    except OSError:
        pytest.skip("links are not allowed here")
    overwrite(FoundFile(link, "posts/link.md"), BEFORE, AFTER)
    assert link.is_symlink()
    assert file.path.read_bytes() == AFTER
    assert [path.name for path in link.parent.iterdir()] == ["link.md"]


def test_a_file_that_was_changed_meanwhile_is_left_alone(file: FoundFile) -> None:
    file.path.write_bytes(b"Somebody is at work.\n")
    with pytest.raises(InputError, match="this file was changed while it was repaired, and was not written"):
        overwrite(file, BEFORE, AFTER)
    assert file.path.read_bytes() == b"Somebody is at work.\n"


def test_a_file_that_is_gone_does_not_come_back(file: FoundFile) -> None:
    file.path.unlink()
    with pytest.raises(InputError, match="cannot be written"):
        overwrite(file, BEFORE, AFTER)
    assert not file.path.exists()


@pytest.mark.parametrize("step", ["os.access", "tempfile.mkstemp", "shutil.copymode", "pathlib.Path.replace"])
def test_whatever_goes_wrong_the_file_stays_whole(file: FoundFile, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> bool:
        if step == "os.access":
            return False
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(InputError) as caught:
        overwrite(file, BEFORE, AFTER)
    monkeypatch.undo()
    (problem,) = caught.value.problems
    reason = "it is read-only" if step == "os.access" else "No space left on device"
    assert (problem.path, problem.message) == ("a.md", f"the repaired file cannot be written: {reason}.")
    assert problem.remedy
    assert file.path.read_bytes() == BEFORE
