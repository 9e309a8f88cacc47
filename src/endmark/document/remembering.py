"""Functions of a text that remember what they said of short ones, which many blocks have in common."""

from __future__ import annotations

from collections.abc import Callable
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
