"""Bytes put away for later: a few in memory, many in a temporary file.

`tempfile.SpooledTemporaryFile` does the same, but importing it takes as long as
checking an article, and nearly all runs need no file.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
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
        self._settled: int | None = None

    def append(self, data: bytes) -> int:
        """Put bytes away; where they begin. Raises InputError when the disk takes no more."""
        start = self._end
        with _explained():
            if self._memory is not None and start + len(data) > self._memory:
                self._memory = None
                self._move_to_disk()
            self._file.seek(start)
            self._file.write(data)
        self._end += len(data)
        return start

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from there on."""
        if self._settled is not None:
            return os.pread(self._settled, size, start)
        self._file.seek(start)
        return self._file.read(size)

    def settle(self) -> None:
        """Nothing more is put away: from now on copies of this process, too, may read at the same time.

        Without that they would share one place in the file, and what is not written yet. InputError as `append`.
        """
        with _explained():
            self._file.flush()
        if self._memory is None and not isinstance(self._file, io.BytesIO) and hasattr(os, "pread"):
            self._settled = self._file.fileno()

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


@contextmanager
def _explained() -> Iterator[None]:
    """What the system refuses to write is told with what helps."""
    try:
        yield
    except OSError as error:
        hint = phrase("Make space there, or name another folder in the environment variable TMPDIR.")
        message = phrase("what was found cannot be kept in a temporary file: {reason}.", reason=explain_os_error(error))
        raise InputError(Problem(message, _find_folder(), hint=hint)) from error


def _find_folder() -> str:
    from tempfile import gettempdir

    return os.fspath(gettempdir())
