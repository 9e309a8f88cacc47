"""A sequence that lies in a temporary file, packed, and is read as it is needed."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from endmark.storage.lazy_sequence import Item, LazySequence
from endmark.storage.spool import Spool

FEW = 4_000
"""Items that are held as they are, without much of a memory."""

_PIECE = 64
"""Items that are read together: with more a single one takes longer, with fewer more is held of where they lie."""


class PackedSequence(LazySequence[Item]):
    """Items that `pack` makes tuples of text and numbers of, and `unpack` items again.

    A quarter of a byte is held of each. To another process they go as a tuple; copies of this one read them as this
    one does.
    """

    def __init__(self, pack: Callable[[Item], Any], unpack: Callable[[Any], Item]) -> None:
        """Without any items yet."""
        self._pack, self._unpack = pack, unpack
        self._spool = Spool()
        # Where each piece begins; the last one is not put away before it is full.
        self._starts = array("Q")
        self._last: list[Any] = []
        self._read: tuple[int, list[Any]] = (-1, [])

    def append(self, item: Item) -> None:
        """Put one more away; InputError as `Spool.append`."""
        self._last.append(self._pack(item))
        if len(self._last) == _PIECE:
            self._starts.append(self._spool.append(marshal.dumps(self._last)))
            self._last = []

    def extend(self, items: Iterable[Item]) -> None:
        """Put several away; InputError as `Spool.append`."""
        for item in items:
            self.append(item)

    def __len__(self) -> int:
        return len(self._starts) * _PIECE + len(self._last)

    def _get(self, place: int) -> Item:
        return self._unpack(self._read_piece(place // _PIECE)[place % _PIECE])

    def __iter__(self) -> Iterator[Item]:
        for number in range(len(self._starts) + 1):
            yield from map(self._unpack, self._read_piece(number))

    def _read_piece(self, number: int) -> list[Any]:
        """The packed items of a piece; that which was asked for last is held."""
        if number == len(self._starts):
            return self._last
        if self._read[0] != number:
            start = self._starts[number]
            end = self._starts[number + 1] if number + 1 < len(self._starts) else self._spool.size
            self._read = number, marshal.loads(self._spool.read(start, end - start))  # noqa: S302 - our own bytes
        return self._read[1]


def pack_sequence(items: Iterable[Item], pack: Callable[[Item], Any], unpack: Callable[[Any], Item]) -> Sequence[Item]:
    """The items as a tuple where they are few, else packed; InputError as `Spool.append`."""
    waiting = iter(items)
    first = tuple(islice(waiting, FEW))
    if len(first) < FEW:
        return first
    packed = PackedSequence(pack, unpack)
    packed.extend(chain(first, waiting))
    return packed


class Chosen(LazySequence[Item]):
    """The items of a sequence that have these numbers."""

    def __init__(self, items: Sequence[Item], numbers: Sequence[int]) -> None:
        self._items = items
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def _get(self, place: int) -> Item:
        return self._items[self._numbers[place]]


def choose(items: Sequence[Item], numbers: Sequence[int]) -> Sequence[Item]:
    """The items of these numbers, which ascend: those of a tuple as a tuple."""
    if len(numbers) == len(items):
        return items
    return tuple(items[number] for number in numbers) if isinstance(items, tuple) else Chosen(items, numbers)
