"""Numbers of several owners that share a key, found with flat memory: what does not fit waits on disk.

A partitioned hash join of the entries with themselves, in arrays of machine integers: eight times as fast as
a table of SQLite that is grouped.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from endmark.storage.spool import Spool

_MOST_HELD = 200_000
"""Keys that are held: with what finds the equal ones among them they take some 16 MB."""

_PART_BITS = 8
"""So many of the bits of a key, the upper ones first, say in which part it waits on disk: there are 256 parts."""

_KEY_BITS = 64
_SPARE_BITS = 3
"""With eight places or more for each key, one in sixteen that stands alone is met in the place of another."""

_ONCE, _AGAIN = 1, 2
"""How often a key was met in a place; 0: never."""

_ITEM = 8
"""Bytes of a number in a column."""

_Columns: TypeAlias = "tuple[array[int], array[int], array[int]]"
"""Keys, and the number that has each, and the owner of that."""


class KeyGroup(NamedTuple):
    """The numbers that have a key, in ascending order, each once."""

    key: int
    numbers: tuple[int, ...]


def group_by_key(entries: Iterable[tuple[int, int, Sequence[int]]]) -> Iterator[KeyGroup]:
    """The numbers of each key that several owners have; keys ascend.

    An entry is an owner and a number, neither of them negative, and the keys of the number, signed, of 64 bits, and
    evenly spread, as digests are: else a part of what waits on disk may be large. Raises InputError when the disk
    takes no more.
    """
    return _group_parts(_fill_columns(entries), _KEY_BITS)


def _fill_columns(entries: Iterable[tuple[int, int, Sequence[int]]]) -> Iterator[_Columns]:
    """The entries in columns, as many at once as are held; the same ones are filled again and again."""
    keys, numbers, owners = held = _make_columns()
    for owner, number, own in entries:
        keys.extend(own)
        numbers.extend(repeat(number, len(own)))
        owners.extend(repeat(owner, len(own)))
        if len(keys) >= _MOST_HELD:
            yield held
            del keys[:], numbers[:], owners[:]
    yield held


def _group_parts(pieces: Iterator[_Columns], bits: int) -> Iterator[KeyGroup]:
    """The numbers of each key in columns whose keys differ in so many lower bits only."""
    held = next(pieces)
    if len(held[0]) < _MOST_HELD or not bits:
        for more in pieces:
            _join(held, more)
        yield from _group(held)
        return
    parts = _Parts(bits - _PART_BITS)
    parts.put(held)
    for more in pieces:
        parts.put(more)
    del held
    for number in range(1 << _PART_BITS):
        yield from _group_parts(parts.iter_columns(number), bits - _PART_BITS)


def _make_columns() -> _Columns:
    return array("q"), array("q"), array("q")


def _join(columns: _Columns, others: _Columns) -> None:
    for column, other in zip(columns, others, strict=True):
        column.extend(other)


def _group(columns: _Columns) -> Iterator[KeyGroup]:
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
    for key, group in groupby(entries, key=itemgetter(0)):
        yield KeyGroup(key, tuple(number for _, number in group))


class _Parts:
    """Entries on disk, in parts by some bits of their keys, of which `below` so many are left."""

    def __init__(self, below: int) -> None:
        self._below = below
        self._spool = Spool()
        # Of each part where its last piece begins, and how many keys are in it; there is written the same of the one
        # before, so that nothing else is held of them.
        self._last = [(0, 0)] * (1 << _PART_BITS)

    def put(self, columns: _Columns) -> None:
        """Put entries away; InputError as `Spool.append`."""
        by_part = [_make_columns() for _ in self._last]
        mask = len(self._last) - 1
        # A signed key and half of all are no less than 0, and in the same order.
        below, half = self._below, 1 << (_KEY_BITS - 1)
        for key, number, owner in zip(*columns, strict=True):
            keys, numbers, owners = by_part[(key + half) >> below & mask]
            keys.append(key)
            numbers.append(number)
            owners.append(owner)
        for place, part in enumerate(by_part):
            if count := len(part[0]):
                before = array("q", self._last[place])
                data = b"".join(column.tobytes() for column in (before, *part))
                self._last[place] = self._spool.append(data), count

    def iter_columns(self, part: int) -> Iterator[_Columns]:
        """The entries of a part, some at once, which are no fewer than are held but for the last ones."""
        held = _make_columns()
        start, count = self._last[part]
        while count:
            before, size = array("q"), count * _ITEM
            data = memoryview(self._spool.read(start, 2 * _ITEM + len(held) * size))
            before.frombytes(data[: 2 * _ITEM])
            for place, column in enumerate(held):
                column.frombytes(data[2 * _ITEM + place * size :][:size])
            start, count = before
            if len(held[0]) >= _MOST_HELD:
                yield held
                held = _make_columns()
        yield held
