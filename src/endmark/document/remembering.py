"""Functions of a text that remember what they said of it: many blocks have it in common, and so have two readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

_T = TypeVar("_T")
_Others = TypeVarTuple("_Others")


def remember_short(longest: int, kept: int) -> Callable[[Callable[[str, *_Others], _T]], Callable[[str, *_Others], _T]]:
    """Remember what a function said of texts of at most so many code points, and of as many of them as are `kept`.

    Its arguments, of which the text is the first, are given by their places.
    """

    def decorate(function: Callable[[str, *_Others], _T]) -> Callable[[str, *_Others], _T]:
        remembering = lru_cache(kept)(function)

        @wraps(function)
        def look_up(text: str, *others: *_Others) -> _T:
            return remembering(text, *others) if len(text) <= longest else function(text, *others)

        return look_up

    return decorate


_EACH = 250
"""What a text that is remembered takes, and each thing said of it, beside its letters: in bytes, roughly."""


def remember_within(
    most: int,
) -> Callable[[Callable[[str, *_Others], Sequence[_T]]], Callable[[str, *_Others], Sequence[_T]]]:
    """Remember what a function said of texts, in so many bytes or a few times as many; with more, it begins anew.

    Its arguments are given by their places. What it says must not be changed.
    """

    def decorate(function: Callable[[str, *_Others], Sequence[_T]]) -> Callable[[str, *_Others], Sequence[_T]]:
        remembered: dict[tuple[str, *_Others], Sequence[_T]] = {}
        room = most

        @wraps(function)
        def look_up(text: str, *others: *_Others) -> Sequence[_T]:
            nonlocal room
            key = (text, *others)
            if (said := remembered.get(key)) is None:
                said = function(text, *others)
                size = len(text) + _EACH * (1 + len(said))
                if size > room:
                    remembered.clear()
                    room = most
                if size <= room:
                    room -= size
                    remembered[key] = said
            return said

        return look_up

    return decorate
