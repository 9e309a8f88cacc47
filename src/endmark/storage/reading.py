"""The bytes of a file, and of nothing that only looks like one."""

from __future__ import annotations

import errno
import os
import stat

from endmark.phrase import Phrase, phrase

_DESCRIPTORS = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")
"""Beginnings of names that a shell gives to what it pipes into a program."""

_UNOPENED = frozenset({errno.ENXIO, errno.EOPNOTSUPP})
"""What systems say of opening a socket."""

_SPECIAL_FILES = {
    stat.S_IFIFO: phrase("a pipe"),
    stat.S_IFSOCK: phrase("a socket"),
    stat.S_IFCHR: phrase("a device"),
    stat.S_IFBLK: phrase("a device"),
}


def read_regular(path: str | os.PathLike[str], most: int = -1) -> bytes:
    """All bytes of a file, or the first `most` of them.

    Raises OSError when it cannot be read, and when it is a pipe, a socket or a
    device, or a link to one: nobody knows whether those ever end. Who names what
    the shell pipes in (`/dev/stdin`, `/dev/fd/63`) means it.
    """
    name = os.fspath(path)
    if name.startswith(_DESCRIPTORS):
        with open(name, "rb") as stream:  # noqa: PTH123 - as below
            return stream.read(most)
    try:
        with open(name, "rb", buffering=0, opener=_open_at_once) as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise OSError(errno.EINVAL, _explain_kind(mode))
            return file.read(most)
    except MemoryError as error:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from error


def _explain_kind(mode: int) -> Phrase:
    what = _SPECIAL_FILES.get(stat.S_IFMT(mode)) or phrase("something else")
    return phrase("it is {what}, not a file", what=what)


def _open_at_once(name: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to opens, too, instead of waiting."""
    try:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno not in _UNOPENED:
            raise
        raise OSError(errno.EINVAL, _explain_kind(os.stat(name).st_mode)) from error  # noqa: PTH116 - as above
