"""Many expressions that are looked for at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

from endmark.checks.text.regex import Pattern, join_patterns, pack_patterns, unpack_patterns
from endmark.checks.text.required_words import Clauses, fold

_AT_ONCE = 4096
"""Characters that are searched at once: every place of a word that is found is handed over as an object."""

_MOST_TEXTS = 64
"""Texts that are looked at one by one for a pattern; where its words are in more, all are searched sooner."""

_SOON_SEARCHED = 4_000
"""Characters in which thousands of words are looked for one by one sooner than what finds all at once is made."""


class PatternSet:
    """Several expressions that are looked for at once; in them `^` and `$` match at the ends of lines.

    One search through all texts for the words that they cannot do without rules out most of
    them, and only the others are ever compiled; each is looked for where its words are, and
    nowhere else. What needs no word is looked for together.
    """

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        owners: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for word in pattern.clauses[0] if pattern.clauses else ():
                owners.setdefault(word, []).append(number)
        self._set(patterns, tuple(owners), tuple(owners.values()))

    def _set(self, patterns: tuple[Pattern, ...], words: Sequence[str], owners: Sequence[Sequence[int]]) -> None:
        self._patterns = patterns
        self._owners = owners
        self._words = _WordSearch(words)
        self._wordless = tuple(number for number, pattern in enumerate(patterns) if not pattern.clauses)

    def pack(self) -> tuple[Any, ...]:
        """What `unpack` makes the same set of, as `marshal` writes it: gathering all words anew takes long."""
        return pack_patterns(self._patterns), self._words.words, self._owners

    @classmethod
    def unpack(cls, plain: tuple[Any, ...]) -> PatternSet:
        """The set that was packed."""
        patterns, words, owners = plain
        unpacked = cls.__new__(cls)
        unpacked._set(unpack_patterns(patterns), words, owners)  # noqa: SLF001 - its own
        return unpacked

    def __getitem__(self, number: int) -> Pattern:
        return self._patterns[number]

    @cached_property
    def _any_wordless(self) -> Pattern | None:
        return join_patterns(tuple(self._patterns[number] for number in self._wordless))

    def find_occurring(self, texts: Sequence[str] | Texts, among: Container[int] | None = None) -> list[int]:
        """The numbers of the patterns that match in any of the texts, in order; of those `among`, where that is given.

        One that matches only over the end of a text may be among them.
        """
        searched = texts if isinstance(texts, Texts) else Texts(texts)
        places: dict[int, set[int]] = {}
        for word, where in self._words.find(searched.folded).items():
            for number in self._owners[word]:
                if among is None or number in among:
                    places.setdefault(number, set()).update(where)
        found = [number for number, where in places.items() if self._occurs(number, searched, where)]
        if self._any_wordless and self._any_wordless.occurs(searched.data):
            found += [
                number
                for number in self._wordless
                if (among is None or number in among) and self._patterns[number].occurs_in_lines(searched.data)
            ]
        return sorted(found)

    def _occurs(self, number: int, searched: Texts, places: set[int]) -> bool:
        """Whether a pattern matches in any of those texts that hold the first of its words."""
        pattern = self._patterns[number]
        data = searched.data if len(places) > _MOST_TEXTS else searched.join(sorted(places), pattern.clauses[1:])
        return bool(data) and pattern.occurs_in_lines(data)


class Texts:
    """Some texts that several sets may be looked for in; `data` is in UTF-8, a line or more for each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.folded = [fold(text) for text in texts]

    @cached_property
    def data(self) -> bytes:
        """All of them, encoded when first asked for."""
        return "\n".join(self._texts).encode()

    def join(self, places: Iterable[int], clauses: Clauses) -> bytes:
        """Of some of them, by number, those that hold what the clauses ask for, in UTF-8."""
        folded = self.folded
        return "\n".join(
            [
                self._texts[place]
                for place in places
                if all(any(word in folded[place] for word in clause) for clause in clauses)
            ]
        ).encode()


class _WordSearch:
    """One search through texts for all of some words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._longest = max(map(len, words), default=0)
        self._searched = 0

    @cached_property
    def _automaton(self) -> Any:
        try:
            from ahocorasick_rs import AhoCorasick
        except ImportError:  # there is no wheel for every system
            return None
        return AhoCorasick(self.words, store_patterns=False)

    def find(self, texts: Sequence[str]) -> dict[int, set[int]]:
        """The words that occur, by number, each with the numbers of the texts; of very many not all."""
        ends = list(accumulate(len(text) + 1 for text in texts))
        found: dict[int, set[int]] = {}
        for word, start in self._iter_places("\n".join(texts)):
            places = found.get(word)
            if places is None:
                found[word] = {bisect_right(ends, start)}
            elif len(places) <= _MOST_TEXTS:
                places.add(bisect_right(ends, start))
        return found

    def _iter_places(self, text: str) -> Iterator[tuple[int, int]]:
        """The words by number, and where they begin; some places come twice."""
        self._searched += len(text)
        if self._searched <= _SOON_SEARCHED or self._automaton is None:
            for number, word in enumerate(self.words):
                if word in text:
                    yield from ((number, start) for start in _iter_starts(word, text))
            return
        for offset in range(0, len(text), _AT_ONCE):
            piece = text[offset : offset + _AT_ONCE + self._longest]
            matches: Iterable[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(piece, overlapping=True)
            for number, start, _ in matches:
                yield number, offset + start


def _iter_starts(word: str, text: str) -> Iterator[int]:
    """Where a word begins in a text."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)
