"""Which lines of two texts are the same, in a time in proportion to their length."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

_FEW_LINES = 4_000
"""Lines of two texts together that are left to difflib: its time grows with the square of the changes."""

_FEW_BETWEEN = 40
"""Lines of one text between two that are the same for certain which are left to it."""


class LineMatcher(SequenceMatcher[str]):
    """As difflib's, but quick for long texts.

    In these, lines that stand once in both are the same for certain, in the same order; between
    two of them only a few lines are compared further, and more count as changed.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self._texts = before, after
        super().__init__(None, before, after)

    def get_matching_blocks(self) -> list[Match]:
        """Stretches of lines that are the same: where in the first text, where in the second, and how many."""
        before, after = self._texts
        if len(before) + len(after) <= _FEW_LINES:
            return super().get_matching_blocks()
        matches: list[Match] = []
        for first, second, size in _iter_equal(before, after):
            last = matches.pop() if matches else Match(0, 0, 0)
            if (last.a + last.size, last.b + last.size) == (first, second):
                matches.append(last._replace(size=last.size + size))
            else:
                matches += (last, Match(first, second, size))
        return [*matches, Match(len(before), len(after), 0)]


def _iter_equal(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The same stretches, in order; several may follow each other without a gap, and some are empty."""
    first = second = 0
    for number, other in (*_find_anchors(before, after), (len(before), len(after))):
        while first < number and second < other and before[first] == after[second]:
            yield first, second, 1
            first, second = first + 1, second + 1
        same = 0
        while same < min(number - first, other - second) and before[number - same - 1] == after[other - same - 1]:
            same += 1
        stop, end = number - same, other - same
        if 0 < stop - first <= _FEW_BETWEEN and 0 < end - second <= _FEW_BETWEEN:
            for match in SequenceMatcher(None, before[first:stop], after[second:end]).get_matching_blocks()[:-1]:
                yield first + match.a, second + match.b, match.size
        yield stop, end, same + (number < len(before) and other < len(after))
        first, second = number + 1, other + 1


def _find_anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Where lines stand that each text has once: the most that come in the same order in both."""
    once = {line for line, count in Counter(after).items() if count == 1}
    once &= {line for line, count in Counter(before).items() if count == 1}
    places = {line: number for number, line in enumerate(after) if line in once}
    pairs: list[tuple[int, int, int]] = []
    lasts: list[int] = []  # for each length the least place at which so many in order may end
    for number, line in enumerate(before):
        if line in once:
            place = places[line]
            length = bisect_left(lasts, place)
            lasts[length : length + 1] = [place]
            pairs.append((length, number, place))
    chain: list[tuple[int, int]] = []
    wanted = len(lasts) - 1
    for length, number, place in reversed(pairs):
        if length == wanted and (not chain or place < chain[-1][1]):
            chain.append((number, place))
            wanted -= 1
    return chain[::-1]
