"""Sentences in nearly the same words, remembered from one step of a repair to the next: most of them stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SIMILARITY = 85
"""As where a proof asks whether one sentence stands for another."""


class Likenesses:
    """Which sentences of an article are nearly alike."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._known = set[str]()
        # With how many of the texts each was compared, and those that it is like.
        self._found: dict[str, tuple[int, Sequence[tuple[str, float]]]] = {}

    def take_up(self, said: Iterable[str]) -> None:
        """Take up what sentences of the article say as it is now; of what was repaired before, some may be gone."""
        for one in said:
            if one not in self._known:
                self._known.add(one)
                self._texts.append(one)

    def find(self, said: str) -> Sequence[tuple[str, float]]:
        """What was taken up and says nearly this, with how much of it is the same, in percent."""
        from rapidfuzz import fuzz, process

        compared, found = self._found.get(said, (0, ()))
        if compared < len(self._texts):
            new = self._texts[compared:]
            alike = process.extract(said, new, scorer=fuzz.ratio, score_cutoff=_SIMILARITY, limit=None)
            found = (*found, *((text, score) for text, score, _ in alike))
            self._found[said] = len(self._texts), found
        return found
