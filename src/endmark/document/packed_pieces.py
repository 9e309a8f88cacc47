"""Many pieces of one text: a line of a megabyte may have half a million, and a tuple for each would fill the memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from endmark.document.blocks import Piece
from endmark.document.span import Span

_NUMBERS = 3
"""A piece in numbers: its offset in the visible text, and the two ends of its source."""

_FEW = 256
"""Pieces that are kept as they are, which is quicker."""


def build_pieces(numbers: array[int]) -> Sequence[Piece]:
    """The pieces that stand in these numbers, three for each."""
    if len(numbers) > _FEW * _NUMBERS:
        return PackedPieces(numbers)
    starts = iter(numbers)
    return tuple([Piece(offset, Span(start, end)) for offset, start, end in zip(starts, starts, starts, strict=True)])


class PackedPieces(Sequence[Piece]):
    """A sequence that makes each piece when it is asked for."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: array[int]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers) // _NUMBERS

    @overload
    def __getitem__(self, index: int) -> Piece: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Piece]: ...

    def __getitem__(self, index: int | slice) -> Piece | Sequence[Piece]:
        if isinstance(index, slice):
            return tuple([self[number] for number in range(*index.indices(len(self)))])
        place = range(0, len(self._numbers), _NUMBERS)[index]
        offset, start, end = self._numbers[place : place + _NUMBERS]
        return Piece(offset, Span(start, end))

    def __iter__(self) -> Iterator[Piece]:
        numbers = iter(self._numbers)
        for offset, start, end in zip(numbers, numbers, numbers, strict=True):
            yield Piece(offset, Span(start, end))
