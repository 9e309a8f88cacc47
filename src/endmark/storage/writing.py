"""Files are written whole or not at all, also when the program is killed or the power fails."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from endmark.phrase import Phrase, phrase

_EVERYBODY = 0o666
_OWNER = 0o600


@contextlib.contextmanager
def write_draft(path: Path, data: Iterable[bytes]) -> Iterator[Path]:
    """A new file beside a path that holds the data; `replace_file` puts it in its place, else it goes away.

    The data comes in pieces, which are asked for one by one. Nobody can guess the
    name of the draft, so nobody can lay a link there. Where there is a file already,
    only its owner may read the draft until it is made `copy_attributes`.
    """
    draft = path.with_name(f".endmark-{os.urandom(8).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(draft, flags, _OWNER if path.exists() else _EVERYBODY)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            stream.writelines(data)
            stream.flush()
            # Without it the new name may reach the disk before the bytes do.
            os.fsync(stream.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def replace_file(draft: Path, path: Path) -> None:
    """Put a draft in its place: whoever opens the path finds the old file or the new one, never a part."""
    os.replace(draft, path)  # noqa: PTH105 - the one step that everything hangs on
    if os.name != "nt":
        # The file is there already; that a disk forgets it when the power fails now is no reason to say it is not.
        with contextlib.suppress(OSError):
            _sync_folder(path.parent)


def copy_attributes(draft: Path, path: Path) -> list[Phrase]:
    """Give a draft the owner, the mode and the extended attributes of a file; what cannot be given.

    POSIX access lists are such attributes. Python reaches them on Linux only.
    """
    old, new = path.stat(), draft.stat()
    missing = []
    if os.name != "nt" and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.chown(draft, old.st_uid, old.st_gid)
        except OSError:
            missing.append(phrase("its owner") if old.st_uid != new.st_uid else phrase("its group"))
    # After the owner: a change of it takes bits away. Before the attributes: access lists set bits of the group.
    if stat.S_IMODE(old.st_mode) != stat.S_IMODE(draft.stat().st_mode):
        try:
            draft.chmod(stat.S_IMODE(old.st_mode))
        except OSError:
            missing.append(phrase("its mode"))
    if not _copy_attributes(path, draft):
        missing.append(phrase("its access list or extended attributes"))
    return missing


def _copy_attributes(path: Path, draft: Path) -> bool:
    """Whether the draft has all attributes of the file that are not the system's own."""
    if not hasattr(os, "listxattr"):
        return True
    try:
        names = os.listxattr(path)
    except OSError:  # this disk knows none
        return True
    complete = True
    for name in names:
        try:
            os.setxattr(draft, name, os.getxattr(path, name))
        except OSError:
            # Labels of the kernel's own: a new file has those that its folder gives it.
            complete = complete and name.startswith(("security.", "trusted."))
    return complete


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
