"""Words in letters among Chinese, Japanese or Korean text: they begin and end where the script changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter

from endmark.document.late_pattern import compile_late

LATIN, KATAKANA = "A-Za-z", "\u30a1-\u30fa\u30fc"
_RUN = compile_late(f"[{LATIN}]+|[{KATAKANA}]+")
_LAST_CHARACTER = "\U0010ffff"


class WordRuns:
    """All such words of a text, in order: looking through the text for each of thousands would take too long."""

    def __init__(self, text: str) -> None:
        self.times = Counter(_RUN.findall(text))
        """How often each stands there; the first to stand there is the first."""
        self._ordered = sorted(self.times)
        self._places = {run: place for place, run in enumerate(self.times)}
        self._longer: dict[str, str | None] = {}

    def find_longer(self, run: str) -> str | None:
        """The first word of the text that begins with this one and is longer."""
        if run not in self._longer:
            first = bisect_right(self._ordered, run)
            last = bisect_left(self._ordered, run + _LAST_CHARACTER, first)
            self._longer[run] = min(self._ordered[first:last], key=self._places.__getitem__, default=None)
        return self._longer[run]
