"""Numbers of several owners that share a key, found with flat memory: what does not fit waits on disk.

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

_MOST_HELD = 200_000
"""Keys that are held: with what finds the equal ones among them they take some 16 MB."""

_PART_BITS = 8
"""So many of the upper bits of a key say in which part it waits on disk: there are 256 parts."""

_SPARE_BITS = 3
"""With eight places or more for each key, one in sixteen that stands alone is met in the place of another."""

_ONCE, _AGAIN = 1, 2
"""How often a key was met in a place; 0: never."""

_ITEM = 8
"""Bytes of a number in a column."""

_Columns: TypeAlias = "tuple[array[int], array[int], array[int]]"
"""Keys, and the number that has each, and the owner of that."""


def group_by_key(entries: Iterable[tuple[int, int, Sequence[int]]]) -> Iterator[tuple[int, ...]]:
    """The numbers of each key that several owners have, in ascending order, each once; keys ascend, too.

    An entry is an owner and a number, neither of them negative, and the keys of the number, signed, of 64 bits, and
    evenly spread, as digests are: else a part of what waits on disk may be large. Raises InputError when the disk
    takes no more.
    """
    parts: _Parts | None = None
    keys, numbers, owners = held = _make_columns()
    for owner, number, own in entries:
        keys.extend(own)
        numbers.extend(repeat(number, len(own)))
        owners.extend(repeat(owner, len(own)))
        if len(keys) >= _MOST_HELD:
            parts = parts or _Parts()
            parts.put(held)
            del keys[:], numbers[:], owners[:]
    if parts is None:
        yield from _group(held)
    else:
        parts.put(held)
        for part in parts.iter_columns():
            yield from _group(part)


def _make_columns() -> _Columns:
    return array("q"), array("q"), array("q")


def _group(columns: _Columns) -> Iterator[tuple[int, ...]]:
    """The numbers of each key of these that several owners have."""
    keys, numbers, owners = columns
    # Nearly all keys stand alone, and are told from the others by a byte each: a dictionary takes a hundred.
    mask = (1 << len(keys).bit_length() + _SPARE_BITS) - 1
    met = bytearray(mask + 1)
    for key in keys:
        met[key & mask] = _AGAIN if met[key & mask] else _ONCE
    perhaps = [entry for entry in zip(keys, numbers, owners, strict=True) if met[entry[0] & mask] == _AGAIN]
    first: dict[int, int] = {}
    shared = {key for key, _, owner in perhaps if first.setdefault(key, owner) != owner}
    entries = sorted({(key, number) for key, number, _ in perhaps if key in shared})
    for _, group in groupby(entries, key=itemgetter(0)):
        yield tuple(number for _, number in group)


class _Parts:
    """Entries on disk, in parts by the upper bits of their keys."""

    def __init__(self) -> None:
        self._spool = Spool()
        # Of each part where its pieces begin, and how many keys are in them.
        self._pieces: tuple[list[tuple[int, int]], ...] = tuple([] for _ in range(1 << _PART_BITS))

    def put(self, columns: _Columns) -> None:
        """Put entries away; InputError as `Spool.append`."""
        by_part = [_make_columns() for _ in self._pieces]
        shift, half = 64 - _PART_BITS, len(self._pieces) // 2
        for key, number, owner in zip(*columns, strict=True):
            keys, numbers, owners = by_part[(key >> shift) + half]
            keys.append(key)
            numbers.append(number)
            owners.append(owner)
        for pieces, part in zip(self._pieces, by_part, strict=True):
            if count := len(part[0]):
                pieces.append((self._spool.append(b"".join(column.tobytes() for column in part)), count))

    def iter_columns(self) -> Iterator[_Columns]:
        """The entries of each part; the keys of a part are all below those of the next."""
        for pieces in self._pieces:
            part = _make_columns()
            for start, count in pieces:
                size = count * _ITEM
                for place, column in enumerate(part):
                    column.frombytes(self._spool.read(start + place * size, size))
            yield part
