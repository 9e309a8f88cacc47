"""Sequences whose items are read or made as they are asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar, overload

Item = TypeVar("Item")


class LazySequence(Sequence[Item], Generic[Item]):
    """Each item is asked for by its place. A slice is a tuple, and so is what goes to another process."""

    @abstractmethod
    def _get(self, place: int) -> Item:
        """The item at a place, which is there."""

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        places = range(len(self))[place]
        return self._get(places) if isinstance(places, int) else tuple(map(self._get, places))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self),)
