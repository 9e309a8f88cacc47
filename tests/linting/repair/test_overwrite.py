from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from endmark.errors import InputError
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.overwrite import overwrite

BEFORE, AFTER = b"The gate opens.\r\n", b"The gate opens at dawn."


@pytest.fixture
def file(tmp_path: Path) -> FoundFile:
    path = tmp_path / "a.md"
    path.write_bytes(BEFORE)
    return FoundFile(str(path), "a.md")


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
    overwrite(FoundFile(str(link), "posts/link.md"), BEFORE, AFTER)
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


def fail_with(error: BaseException) -> Callable[..., None]:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    return fail


STEPS = ["os.urandom", "os.open", "os.fsync", "endmark.linting.repair.overwrite.copy_attributes", "os.replace"]
FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize("step", STEPS)
def test_whatever_goes_wrong_the_file_stays_whole(file: FoundFile, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, fail_with(FULL))
    with pytest.raises(InputError) as caught:
        overwrite(file, BEFORE, AFTER)
    monkeypatch.undo()
    (problem,) = caught.value.problems
    message = "the repaired file cannot be written: No space left on device."
    assert (problem.path, problem.message) == ("a.md", message)
    assert problem.hint
    assert file.path.read_bytes() == BEFORE


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupt_leaves_the_old_file(file: FoundFile, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, fail_with(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        overwrite(file, BEFORE, AFTER)
    monkeypatch.undo()
    assert file.path.read_bytes() == BEFORE


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be synchronised")
@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()])
def test_what_goes_wrong_after_the_last_step_leaves_the_new_file(
    file: FoundFile, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("endmark.storage.writing._sync_folder", fail_with(error))
    with contextlib.suppress(KeyboardInterrupt):
        overwrite(file, BEFORE, AFTER)
    assert file.path.read_bytes() == AFTER


def test_the_bytes_are_on_the_disk_before_the_name(file: FoundFile, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def note(name: str) -> None:
        done = getattr(os, name)

        def noted(*arguments: Any) -> None:
            steps.append(name)
            done(*arguments)

        monkeypatch.setattr(os, name, noted)

    note("fsync")
    note("replace")
    overwrite(file, BEFORE, AFTER)
    assert steps == (["fsync", "replace"] if os.name == "nt" else ["fsync", "replace", "fsync"])


def refused(file: FoundFile) -> str:
    """Why a file was not written; it is as it was."""
    with pytest.raises(InputError) as caught:
        overwrite(file, BEFORE, AFTER)
    assert file.path.read_bytes() == BEFORE
    assert all(problem.hint for problem in caught.value.problems)
    return caught.value.problems[0].message


def test_a_read_only_file_is_left_alone_whoever_asks(file: FoundFile) -> None:
    file.path.chmod(0o444)
    assert refused(file) == "the repaired file cannot be written: it is read-only."
    file.path.chmod(0o644)


def test_a_file_that_others_may_write_only_is_left_alone(file: FoundFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refused(file) == "the repaired file cannot be written: it is read-only."


def test_hard_links_stay_together(file: FoundFile, tmp_path: Path) -> None:
    os.link(file.path, tmp_path / "b.md")
    assert refused(file).startswith("this file has 2 names (hard links), and a repair would part them; ")
    assert (tmp_path / "b.md").samefile(file.path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(file: FoundFile) -> None:
    file.path.chmod(0o640)
    os.chown(file.path, 1234, 4321)
    overwrite(file, BEFORE, AFTER)
    about = file.path.stat()
    assert (about.st_uid, about.st_gid, stat.S_IMODE(about.st_mode)) == (1234, 4321, 0o640)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize(("owner", "group", "lost"), [(1234, 4321, "its owner"), (0, 4321, "its group")])
def test_a_file_whose_owner_would_change_is_left_alone(
    file: FoundFile, owner: int, group: int, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.chown(file.path, owner, group)
    monkeypatch.setattr(os, "chown", fail_with(PermissionError(1, "Operation not permitted")))
    assert refused(file) == f"this file was not written, as {lost} would be lost."


@pytest.mark.skipif(os.name == "nt", reason="needs the modes of POSIX")
def test_a_file_whose_mode_would_change_is_left_alone(file: FoundFile, monkeypatch: pytest.MonkeyPatch) -> None:
    file.path.chmod(0o640)
    monkeypatch.setattr(Path, "chmod", fail_with(PermissionError(1, "Operation not permitted")))
    assert refused(file) == "this file was not written, as its mode would be lost."


@pytest.fixture
def with_attribute(file: FoundFile) -> FoundFile:
    try:
        os.setxattr(file.path, "user.note", b"mine")
    except (AttributeError, OSError):
        pytest.skip("no extended attributes here")
    return file


def test_extended_attributes_stay(with_attribute: FoundFile) -> None:
    overwrite(with_attribute, BEFORE, AFTER)
    assert os.getxattr(with_attribute.path, "user.note") == b"mine"


@pytest.mark.parametrize(
    ("name", "kept"), [("user.note", False), ("system.posix_acl_access", False), ("security.selinux", True)]
)
def test_only_labels_of_the_system_may_be_others(
    file: FoundFile, name: str, *, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "listxattr", lambda _: [name], raising=False)
    monkeypatch.setattr(os, "getxattr", lambda *_: b"", raising=False)
    monkeypatch.setattr(os, "setxattr", fail_with(PermissionError(1, "Operation not permitted")), raising=False)
    if kept:
        overwrite(file, BEFORE, AFTER)
        assert file.path.read_bytes() == AFTER
    else:
        said = "this file was not written, as its access list or extended attributes would be lost."
        assert refused(file) == said
