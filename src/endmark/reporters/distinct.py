"""Names that some readers take for one thing when they are equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def make_distinct(names: Iterable[str]) -> list[str]:
    """The names in their order; what stood before gets a number: `a`, `a-2`, `a-3`."""
    given = list(names)
    taken = set(given)
    seen: Counter[str] = Counter()
    result = []
    for name in given:
        seen[name] += 1
        unique = name
        while seen[name] > 1 and (unique := f"{name}-{seen[name]}") in taken:
            seen[name] += 1
        taken.add(unique)
        result.append(unique)
    return result
