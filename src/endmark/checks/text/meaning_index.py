"""One long meaning in which many others are looked for, each of them in about the time it takes to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import islice

from endmark.checks.text.meaning import MOST_PLACES, divides_before, stands_apart

_LETTERS = 12
"""Letters of a passage. Of every so many letters of the whole, the passage that begins there is remembered."""

SHORTEST = 2 * _LETTERS - 1
"""Letters from which a part holds a passage that is remembered, wherever it stands; for a shorter one all is read."""

_SHORT_WHOLE = 100_000
"""Letters up to which a search from the beginning is quicker."""

_LETTERS_A_PLACE = 250
"""Letters that are searched in the time that one place takes to be looked at."""


class MeaningIndex:
    """The meaning of an article, or of a part of it."""

    def __init__(self, whole: str) -> None:
        self.whole = whole

    def find(self, part: str) -> int:
        """Where another meaning stands for the first time; -1 where it does not."""
        return next(self.iter_places(part), -1)

    def contains(self, part: str, end: int | None = None) -> bool:
        """What `contains_meaning` says of the whole, or of what stands in it before an offset."""
        end = len(self.whole) if end is None else end
        for place in islice(self.iter_places(part), MOST_PLACES):
            if place + len(part) > end:
                return False
            if (divides_before if place + len(part) == end else stands_apart)(self.whole, place, part):
                return True
        return False

    def iter_places(self, part: str) -> Iterator[int]:
        """All the places at which a part stands, in order."""
        if len(part) < SHORTEST or len(self.whole) < _SHORT_WHOLE:
            return self._search(part)
        # However it stands there, one of the first passages is remembered, and so are those that follow without a gap.
        rarest = [min(self._iter_held(part, first), key=_count_places) for first in range(_LETTERS)]
        if sum(map(_count_places, rarest)) * _LETTERS_A_PLACE > len(self.whole):
            return self._search(part)
        return self._try_places(part, merge(*([place - start for place in places] for start, places in rarest)))

    def _iter_held(self, part: str, first: int) -> Iterator[tuple[int, Sequence[int]]]:
        """Where the passages of a part stand, from one of the first on without a gap."""
        for start in range(first, len(part) - _LETTERS + 1, _LETTERS):
            yield start, self._places.get(hash(part[start : start + _LETTERS]), ())

    def _try_places(self, part: str, places: Iterable[int]) -> Iterator[int]:
        return (place for place in places if place >= 0 and self.whole.startswith(part, place))

    def _search(self, part: str) -> Iterator[int]:
        place = self.whole.find(part)
        while place >= 0:
            yield place
            place = self.whole.find(part, place + 1)

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        """Where the remembered passages stand, by their hash: two may share one, so each place is looked at."""
        places: dict[int, list[int]] = {}
        for start in range(0, len(self.whole) - _LETTERS + 1, _LETTERS):
            places.setdefault(hash(self.whole[start : start + _LETTERS]), []).append(start)
        return places


def _count_places(held: tuple[int, Sequence[int]]) -> int:
    return len(held[1])
