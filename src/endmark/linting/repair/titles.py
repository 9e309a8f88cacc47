"""What the titles of an article say: looked for at the beginning of sentences, with which a title may run together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Titles:
    """The meanings of titles; those that say nothing are left out."""

    def __init__(self, said: Iterable[str]) -> None:
        self._said = frozenset(filter(None, said))
        # There may be very many titles, but only a few lengths.
        self._lengths = sorted(set(map(len, self._said)), reverse=True)

    def iter_beginnings(self, said: str) -> Iterator[str]:
        """The titles that a sentence begins with, or is, the longest first."""
        return (said[:length] for length in self._lengths if length <= len(said) and said[:length] in self._said)
