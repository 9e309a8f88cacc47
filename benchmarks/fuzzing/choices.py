"""Where the choices of a generator come from: a random number, hypothesis, or the bytes of a coverage-guided fuzzer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

_T = TypeVar("_T")


class Numbers(Protocol):
    """Anything that chooses a whole number."""

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""


class Choices:
    """What a generator asks; 0 and the first of several are the simplest, for whoever makes examples smaller."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def number(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return self._numbers.between(low, high)

    def one(self, several: Sequence[_T]) -> _T:
        """One of several."""
        return several[self._numbers.between(0, len(several) - 1)]

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self._numbers.between(0, 99) >= 100 - percent


class Drawn:
    """Numbers of a `random.Random`."""

    def __init__(self, numbers: random.Random) -> None:
        self._numbers = numbers

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return self._numbers.randint(low, high)


class Provided:
    """Numbers out of the bytes of atheris: its `FuzzedDataProvider`, which ships no types."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return int(self._provider.ConsumeIntInRange(low, high))
