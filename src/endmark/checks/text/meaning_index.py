"""One long meaning in which many others are looked for, each of them in about the time it takes to read it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from endmark.checks.text.meaning import MOST_PLACES, divides_before, stands_apart

_LETTERS = 12
"""Letters of a passage. Of every so many letters of the whole, the passage that begins there is remembered."""

SHORTEST = 2 * _LETTERS - 1
"""Letters from which a part holds a passage that is remembered, wherever it stands; for a shorter one all is read."""

_SHORT_WHOLE = 100_000
"""Letters up to which a search from the beginning is quicker."""

_FEW = 4
"""Places that are looked at sooner than the other passages of a part are asked for a rarer one."""

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
        held = [self._find_rare(part, first) for first in range(_LETTERS)]
        if sum([len(places) for _, places in held]) * _LETTERS_A_PLACE > len(self.whole):
            return self._search(part)
        return self._try_places(part, sorted([place - start for start, places in held for place in places]))

    def _find_rare(self, part: str, first: int) -> tuple[int, Sequence[int]]:
        """A passage of a part that stands at few places, of those from one of the first on without a gap, and these.

        Where all are common it is the rarest.
        """
        places, rarest, at = self._places, None, first
        for start in range(first, len(part) - _LETTERS + 1, _LETTERS):
            held = places.get(hash(part[start : start + _LETTERS]), ())
            if isinstance(held, int):
                return start, (held,)
            if len(held) <= _FEW:
                return start, held
            if rarest is None or len(held) < len(rarest):
                rarest, at = held, start
        return at, rarest or ()

    def _try_places(self, part: str, places: Iterable[int]) -> Iterator[int]:
        return (place for place in places if place >= 0 and self.whole.startswith(part, place))

    def _search(self, part: str) -> Iterator[int]:
        place = self.whole.find(part)
        while place >= 0:
            yield place
            place = self.whole.find(part, place + 1)

    @cached_property
    def _places(self) -> dict[int, int | array[int]]:
        """Where the remembered passages stand, by their hash: two may share one, so each place is looked at.

        Most stand at one place: a row for each would be most of what is held.
        """
        places: dict[int, int | array[int]] = {}
        for start in range(0, len(self.whole) - _LETTERS + 1, _LETTERS):
            before = places.setdefault(hash(self.whole[start : start + _LETTERS]), start)
            if isinstance(before, array):
                before.append(start)
            elif before != start:
                places[hash(self.whole[start : start + _LETTERS])] = array("I", (before, start))
        return places
