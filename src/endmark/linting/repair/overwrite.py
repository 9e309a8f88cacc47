"""New bytes for a file, whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from endmark.errors import InputError, Problem
from endmark.linting.files.discovery import FoundFile
from endmark.phrase import explain_os_error, join_all, phrase
from endmark.storage.reading import read_regular
from endmark.storage.writing import copy_attributes, replace_file, write_draft

_BY_HAND = phrase(
    "Mend it by hand, or let `endmark fix - < FILE` write the text to another file and copy that over it."
)


def overwrite(file: FoundFile, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, which are the bytes the file had when it was read.

    The file keeps its owner, its mode and its extended attributes, and a link
    still leads to it. Raises InputError, and leaves the file as it is, when its
    bytes are others by now, when it cannot be written, or when the new file could
    not be what the old one was: then it would lose its owner, its access list or
    its other names.
    """
    real = Path(os.path.realpath(file.path))
    try:
        _refuse(real, file.shown)
        with write_draft(real, [after]) as draft:
            if missing := copy_attributes(draft, real):
                message = phrase("this file was not written, as {names} would be lost.", names=join_all(missing))
                raise InputError(Problem(message, file.shown, hint=_BY_HAND))
            if read_regular(real) != before:
                message = phrase("this file was changed while it was repaired, and was not written.")
                raise InputError(Problem(message, file.shown, hint=phrase("Run endmark again.")))
            replace_file(draft, real)
    except OSError as error:
        message = phrase("the repaired file cannot be written: {reason}.", reason=explain_os_error(error))
        hint = phrase("Check that you may write to it and to its folder, and that there is space left.")
        raise InputError(Problem(message, file.shown, hint=hint)) from error


def _refuse(real: Path, shown: str) -> None:
    """Raise where a file may not be replaced by another one of its name."""
    about = real.stat()
    # A file that may not be written could still be replaced: what its owner protected stays, whoever runs endmark.
    if not (about.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) and os.access(real, os.W_OK)):
        raise PermissionError(0, phrase("it is read-only"))
    if about.st_nlink > 1:
        message = phrase(
            "this file has {st_nlink} names (hard links), and a repair would part them; it was not written.",
            st_nlink=about.st_nlink,
        )
        raise InputError(Problem(message, shown, hint=_BY_HAND))
