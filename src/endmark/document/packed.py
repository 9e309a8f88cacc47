"""Many pieces or marks of one text: a line of a megabyte may have half a million, and objects would fill the memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeAlias, TypeVar, overload

from endmark.document.blocks import MARK_KINDS, Mark, Piece
from endmark.document.span import Span

T = TypeVar("T")

NUMBERS = 3
"""What each takes. A piece: its offset in the visible text, and both ends of its source; a mark: its kind, and both
ends in the visible text."""

_new = tuple.__new__
"""Makes a named tuple in half the time that its own takes."""

_FEW = 256
"""So many are kept as they are, which is quicker."""

Numbers: TypeAlias = "array[int] | memoryview"
"""Numbers in a row, or a stretch of a longer row."""


def build_pieces(numbers: Numbers) -> Sequence[Piece]:
    """The pieces that stand in these numbers."""
    return _build(numbers, make_piece)


def build_marks(numbers: Numbers) -> Sequence[Mark]:
    """The marks that stand in these numbers."""
    return _build(numbers, make_mark)


def _build(numbers: Numbers, make: Callable[[int, int, int], T]) -> Sequence[T]:
    if len(numbers) > NUMBERS * _FEW:
        return Packed(numbers, make)
    each = iter(numbers)
    return tuple(map(make, each, each, each))


def make_piece(offset: int, start: int, end: int) -> Piece:
    """The piece that three numbers stand for."""
    return _new(Piece, (offset, _new(Span, (start, end))))


def make_mark(kind: int, start: int, end: int) -> Mark:
    """The mark that three numbers stand for."""
    return _new(Mark, (MARK_KINDS[kind], start, end))


class Packed(Sequence[T], Generic[T]):
    """A sequence that makes each member when it is asked for."""

    __slots__ = ("_make", "_numbers")

    def __init__(self, numbers: Numbers, make: Callable[[int, int, int], T]) -> None:
        self._numbers = numbers
        self._make = make

    def __len__(self) -> int:
        return len(self._numbers) // NUMBERS

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return tuple([self[number] for number in range(*index.indices(len(self)))])
        place = range(0, len(self._numbers), NUMBERS)[index]
        return self._make(*self._numbers[place : place + NUMBERS])

    def __iter__(self) -> Iterator[T]:
        numbers = iter(self._numbers)
        return map(self._make, numbers, numbers, numbers)
