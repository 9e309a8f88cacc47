"""New bytes for a file, whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from endmark.errors import InputError, Problem
from endmark.linting.discovery import FoundFile


def overwrite(file: FoundFile, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, which are the bytes the file had when it was read.

    The file keeps its mode, and a link still leads to it. Raises InputError, and
    leaves the file as it is, when its bytes are others by now, or when it cannot
    be written.
    """
    real = Path(os.path.realpath(file.path))
    try:
        # A file that may not be written could still be replaced: what its owner protected stays.
        if not os.access(real, os.W_OK):
            raise PermissionError(0, "it is read-only")
        draft = _draft(real, after)
        try:
            if real.read_bytes() != before:
                message = "this file was changed while it was repaired, and was not written."
                raise InputError(Problem(message, file.shown, remedy="Run endmark again."))
            draft.replace(real)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        message = f"the repaired file cannot be written: {error.strerror or error}."
        remedy = "Check that you may write to it and to its folder, and that there is space left."
        raise InputError(Problem(message, file.shown, remedy=remedy)) from error


def _draft(real: Path, data: bytes) -> Path:
    """A new file beside the real one, of the same mode; none stays when it cannot be written whole."""
    from tempfile import mkstemp

    handle, name = mkstemp(prefix=".endmark-", suffix=".tmp", dir=real.parent)
    draft = Path(name)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            stream.write(data)
        shutil.copymode(real, draft)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft
