"""Rows of whole numbers: a few in memory, many in a temporary file.

Of a million things even one number each would be held for the whole run; here they are read as they are needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct

from endmark.storage.spool import Spool

_AT_ONCE = 2_000
"""Rows that are read or written in one piece where they come one after the other."""


class Rows:
    """Rows of one form, as of `struct`, numbered from 0 on; those that were not put there are all zeros."""

    def __init__(self, form: str, count: int = 0) -> None:
        self._form = Struct(f"<{form}")
        self._spool = Spool()
        self._count = count
        # What is still to be written, and the number of the row behind it.
        self._last, self._next = bytearray(), 0

    def append(self, *row: int) -> None:
        """Add a row behind all others; InputError as `Spool.append`."""
        self._count += 1
        self.put(self._count - 1, *row)

    def put(self, number: int, *row: int) -> None:
        """Put a row in the place of another; InputError as `Spool.append`."""
        if number != self._next or len(self._last) >= _AT_ONCE * self._form.size:
            self._write_last()
            self._next = number
        self._last += self._form.pack(*row)
        self._next += 1

    def get(self, number: int) -> tuple[int, ...]:
        """The row of that number."""
        self._write_last()
        size = self._form.size
        return self._form.unpack(self._spool.read(number * size, size).ljust(size, b"\0"))

    def read(self, start: int, end: int) -> Iterator[tuple[int, ...]]:
        """The rows from one number to before another, read at once."""
        self._write_last()
        size, end = self._form.size, min(end, self._count)
        length = max(0, end - start) * size
        return self._form.iter_unpack(self._spool.read(start * size, length).ljust(length, b"\0"))

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        for start in range(0, self._count, _AT_ONCE):
            yield from self.read(start, start + _AT_ONCE)

    def __len__(self) -> int:
        return self._count

    def copy(self) -> Rows:
        """The same rows, of which each can be changed without the other."""
        self._write_last()
        other = Rows(self._form.format.removeprefix("<"), self._count)
        step = _AT_ONCE * self._form.size
        for start in range(0, self._count * self._form.size, step):
            if data := self._spool.read(start, step):
                other._spool.put(start, data)
        return other

    def _write_last(self) -> None:
        if self._last:
            self._spool.put(self._next * self._form.size - len(self._last), bytes(self._last))
            self._last = bytearray()
