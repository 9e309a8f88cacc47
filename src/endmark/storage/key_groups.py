"""Numbers that share a key, found with flat memory: what does not fit waits on disk.

A partitioned hash join of the entries with themselves, in arrays of machine integers: eight times as fast as
a table of SQLite that is grouped.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat
from operator import itemgetter
from typing import TypeAlias

from endmark.storage.spool import Spool

_MOST_HELD = 500_000
"""Keys that are held: with what finds the equal ones among them they take some 60 MB."""

_PART_BITS = 8
"""So many of the upper bits of a key say in which part it waits on disk: there are 256 parts."""

_ITEM = 8
"""Bytes of a key, and of a number."""

_Columns: TypeAlias = "tuple[array[int], array[int]]"
"""Keys, and the number that has each."""


def group_by_key(entries: Iterable[tuple[int, Sequence[int]]]) -> Iterator[tuple[int, ...]]:
    """The numbers of each key that several have, in ascending order, each once; keys ascend, too.

    An entry is a number, not negative, and its keys, signed, of 64 bits, and evenly spread, as digests are: else a
    part of what waits on disk may be large. Raises InputError when the disk takes no more.
    """
    parts: _Parts | None = None
    keys, numbers = held = _make_columns()
    for number, own in entries:
        keys.extend(own)
        numbers.extend(repeat(number, len(own)))
        if len(keys) >= _MOST_HELD:
            parts = parts or _Parts()
            parts.put(held)
            del keys[:], numbers[:]
    if parts is None:
        yield from _group(held)
    else:
        parts.put(held)
        for part in parts.iter_columns():
            yield from _group(part)


def _make_columns() -> _Columns:
    return array("q"), array("q")


def _group(columns: _Columns) -> Iterator[tuple[int, ...]]:
    """The numbers of each key of these that several have."""
    seen = set[int]()
    # `add` gives nothing, so a key is taken when it is seen again.
    repeated = {key for key in columns[0] if key in seen or seen.add(key)}  # type: ignore[func-returns-value]
    del seen
    shared = sorted({entry for entry in zip(*columns, strict=True) if entry[0] in repeated})
    for _, group in groupby(shared, key=itemgetter(0)):
        numbers = tuple(number for _, number in group)
        if len(numbers) > 1:
            yield numbers


class _Parts:
    """Entries on disk, in parts by the upper bits of their keys."""

    def __init__(self) -> None:
        self._spool = Spool()
        # Of each part where its pieces begin, and how many keys are in them.
        self._pieces: tuple[list[tuple[int, int]], ...] = tuple([] for _ in range(1 << _PART_BITS))

    def put(self, columns: _Columns) -> None:
        """Put entries away; InputError as `Spool.append`."""
        sorted_in = [_make_columns() for _ in self._pieces]
        shift, half = 64 - _PART_BITS, len(self._pieces) // 2
        for key, number in zip(*columns, strict=True):
            keys, numbers = sorted_in[(key >> shift) + half]
            keys.append(key)
            numbers.append(number)
        for pieces, (keys, numbers) in zip(self._pieces, sorted_in, strict=True):
            if keys:
                pieces.append((self._spool.append(keys.tobytes() + numbers.tobytes()), len(keys)))

    def iter_columns(self) -> Iterator[_Columns]:
        """The entries of each part; the keys of a part are all below those of the next."""
        for pieces in self._pieces:
            keys, numbers = _make_columns()
            for start, count in pieces:
                keys.frombytes(self._spool.read(start, count * _ITEM))
                numbers.frombytes(self._spool.read(start + count * _ITEM, count * _ITEM))
            yield keys, numbers
