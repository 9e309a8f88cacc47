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
    behind however a run ends. Where none can be made, all stays in memory. What was put away can be read by copies of
    this process, too, at the same time, where the system reads at a place without a step to it.
    """

    def __init__(self) -> None:
        self._memory: int | None = MEMORY
        self._file: BinaryIO | io.FileIO = io.BytesIO()
        self._end = 0
        self._number: int | None = None

    @property
    def size(self) -> int:
        """Where what comes next begins."""
        return self._end

    def append(self, data: bytes) -> int:
        """Put bytes away; where they begin. Raises InputError when the disk takes no more."""
        start = self._end
        self.put(start, data)
        return start

    def put(self, start: int, data: bytes) -> None:
        """Put bytes in the place of those that begin there, or beyond the end; InputError as `append`."""
        end = start + len(data)
        try:
            if self._memory is not None and end > self._memory:
                self._memory = None
                self._move_to_disk()
            self._file.seek(start)
            written = self._file.write(data)
            while written < len(data):  # without a buffer less may be written than is asked for
                written += self._file.write(memoryview(data)[written:])
        except OSError as error:
            raise InputError(explain_full_disk(explain_os_error(error))) from error
        self._end = max(self._end, end)

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from there on, fewer at the end."""
        if self._number is not None:
            return os.pread(self._number, size, start)
        self._file.seek(start)
        return self._file.read(size)

    def _move_to_disk(self) -> None:
        from tempfile import TemporaryFile

        try:
            # Without a buffer, for that would be filled anew at each place that is read.
            file = TemporaryFile(prefix="endmark-", buffering=0)  # noqa: SIM115 - it is closed with the spool
        except OSError:
            return
        self._file.seek(0)
        while block := self._file.read(_BLOCK):
            file.write(block)
        self._file = file
        if hasattr(os, "pread") and not isinstance(file, io.BytesIO):
            self._number = file.fileno()

    def __del__(self) -> None:
        # What could not be written is of no use to anybody. When the program ends, `contextlib` may have gone already.
        try:  # noqa: SIM105
            self._file.close()
        except OSError:
            pass


def explain_full_disk(reason: str) -> Problem:
    """That a temporary file takes no more, with what helps."""
    hint = phrase("Make space there, or name another folder in the environment variable TMPDIR.")
    message = phrase("what was found cannot be kept in a temporary file: {reason}.", reason=reason)
    return Problem(message, _find_folder(), hint=hint)


def _find_folder() -> str:
    from tempfile import gettempdir

    return os.fspath(gettempdir())
