"""Where the time of a run goes: by layer, by rule and by file; loaded only when somebody asks."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct

from endmark.linting.checking.timing import Layer

SLOWEST = 5
"""How many files a profile names."""


class Spent(Struct, frozen=True):
    """The seconds that went into something."""

    name: str
    seconds: float


class FileProfile(Struct, frozen=True):
    """The seconds a file took, and the rule that took most of them; None when no rule ran on it."""

    path: str
    seconds: float
    slowest: Spent | None


class Profile(Struct, frozen=True):
    """Where the time went; each tuple begins with what took most.

    `seconds` is the whole run since the recorder was made, `checked` how many
    files it looked at. `layers` do not overlap; `rules` divide the layer of that
    name. What several rules share is on the account of the first that needs it.
    `files` are the slowest.
    """

    seconds: float
    checked: int
    layers: tuple[Spent, ...]
    rules: tuple[Spent, ...]
    files: tuple[FileProfile, ...]


class Recorder:
    """A `Timer` that adds up the seconds of the steps it is given; `clock` tells the time in seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._begin = clock()
        self._seconds: defaultdict[tuple[Layer, str, str], float] = defaultdict(float)

    @contextmanager
    def __call__(self, layer: Layer, *, rule: str = "", file: str = "") -> Iterator[None]:
        """Put the time of a step on this account, also when it fails."""
        begin = self._clock()
        try:
            yield
        finally:
            self._seconds[layer, rule, file] += self._clock() - begin

    def build_profile(self) -> Profile:
        """What was recorded so far."""
        by_file: dict[str, list[tuple[str, float]]] = {}
        for (_, rule, file), seconds in self._seconds.items():
            if file:
                by_file.setdefault(file, []).append((rule, seconds))
        files = sorted(
            (_profile_file(path, spent) for path, spent in by_file.items()), key=lambda one: (-one.seconds, one.path)
        )
        return Profile(
            seconds=self._clock() - self._begin,
            checked=len(files),
            layers=_rank((layer, seconds) for (layer, _, _), seconds in self._seconds.items()),
            rules=_rank((rule, seconds) for (_, rule, _), seconds in self._seconds.items() if rule),
            files=tuple(sorted(files, key=lambda file: (-file.seconds, file.path))[:SLOWEST]),
        )


def _rank(spent: Iterable[tuple[str, float]]) -> tuple[Spent, ...]:
    """The sum under each name, the largest first."""
    sums: defaultdict[str, float] = defaultdict(float)
    for name, seconds in spent:
        sums[name] += seconds
    return tuple(Spent(name, sums[name]) for name in sorted(sums, key=lambda name: (-sums[name], name)))


def _profile_file(path: str, spent: list[tuple[str, float]]) -> FileProfile:
    rules = _rank((rule, seconds) for rule, seconds in spent if rule)
    return FileProfile(path, sum(seconds for _, seconds in spent), rules[0] if rules else None)
