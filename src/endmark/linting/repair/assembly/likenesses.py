"""Sentences in nearly the same words, remembered from one step of a repair to the next: most of them stay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

_SIMILARITY = 85
"""As where a proof asks whether one sentence stands for another."""


class Likenesses:
    """Which sentences of an article are nearly alike."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        # With how many of the texts each was compared, and those that it is like.
        self._found: dict[str, tuple[int, Sequence[tuple[str, float]]]] = {}

    def take_up(self, said: Sequence[str]) -> Sequence[int]:
        """Take up what sentences of the article say as it is now; of what was repaired before, some may be gone.

        For each of them, how many of the texts are to be compared to find what is like one of those up to it.
        """
        numbers = self._numbers
        for one in said:
            if one not in numbers:
                numbers[one] = len(self._texts)
                self._texts.append(one)
        return list(accumulate((numbers[one] + 1 for one in said), max))

    def find(self, said: str, most: int) -> Sequence[tuple[str, float]]:
        """What says nearly this of the first so many texts, or of more, with how much is the same, in percent."""
        from rapidfuzz import fuzz, process

        compared, found = self._found.get(said, (0, ()))
        if compared < most:
            new = self._texts[compared:most]
            alike = process.extract(said, new, scorer=fuzz.ratio, score_cutoff=_SIMILARITY, limit=None)
            found = (*found, *((text, score) for text, score, _ in alike))
            self._found[said] = most, found
        return found
