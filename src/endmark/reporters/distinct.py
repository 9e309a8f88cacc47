"""Names that some readers take for one thing when they are equal."""

from __future__ import annotations

from collections.abc import Iterable


class DistinctNames:
    """Names of which each is given once; what was given before gets a number: `a`, `a-2`, `a-3`."""

    def __init__(self, names: Iterable[str]) -> None:
        """All names that will be asked for, as they are."""
        self._seen = dict.fromkeys(names, 0)

    def make(self, name: str) -> str:
        """The name, or the next one like it that nothing else has."""
        self._seen[name] += 1
        unique = name
        while self._seen[name] > 1 and (unique := f"{name}-{self._seen[name]}") in self._seen:
            self._seen[name] += 1
        if unique != name:
            self._seen[unique] = 0
        return unique


def make_distinct(names: Iterable[str]) -> list[str]:
    """The names in their order, each once."""
    given = list(names)
    distinct = DistinctNames(given)
    return [distinct.make(name) for name in given]
