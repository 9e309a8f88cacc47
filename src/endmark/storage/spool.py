"""Bytes put away for later: a few in memory, many in a temporary file.

`tempfile.SpooledTemporaryFile` does the same, but importing it takes as long as
checking an article, and nearly all runs need no file.
"""

from __future__ import annotations

import io
import os
from typing import BinaryIO

from endmark.errors import InputError, Problem
from endmark.phrase import explain_os_error, phrase

MEMORY = 4_000_000
"""Bytes that stay in memory."""

_BLOCK = 64_000


class Spool:
    """Pieces of bytes, each read again by where it begins and how long it is.

    The temporary file has no name or loses it with the process, so nothing is left
    behind however a run ends. Where none can be made, all stays in memory.
    """

    def __init__(self) -> None:
        self._memory: int | None = MEMORY
        self._file: BinaryIO = io.BytesIO()
        self._end = 0

    def append(self, data: bytes) -> int:
        """Put bytes away; where they begin. Raises InputError when the disk takes no more."""
        start = self._end
        try:
            if self._memory is not None and start + len(data) > self._memory:
                self._memory = None
                self._move_to_disk()
            self._file.seek(start)
            self._file.write(data)
        except OSError as error:
            hint = phrase("Make space there, or name another folder in the environment variable TMPDIR.")
            message = phrase(
                "what was found cannot be kept in a temporary file: {reason}.", reason=explain_os_error(error)
            )
            raise InputError(Problem(message, _find_folder(), hint=hint)) from error
        self._end += len(data)
        return start

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from there on."""
        self._file.seek(start)
        return self._file.read(size)

    def _move_to_disk(self) -> None:
        from tempfile import TemporaryFile

        try:
            file = TemporaryFile(prefix="endmark-")  # noqa: SIM115 - it is closed with the spool
        except OSError:
            return
        self._file.seek(0)
        while block := self._file.read(_BLOCK):
            file.write(block)
        self._file = file

    def __del__(self) -> None:
        # What could not be written is of no use to anybody. When the program ends, `contextlib` may have gone already.
        try:  # noqa: SIM105
            self._file.close()
        except OSError:
            pass


def _find_folder() -> str:
    from tempfile import gettempdir

    return os.fspath(gettempdir())
