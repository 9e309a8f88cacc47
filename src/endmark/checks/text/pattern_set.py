"""Many expressions that are looked for at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

from endmark.checks.text.regex import Pattern, join_patterns, pack_patterns, unpack_patterns
from endmark.checks.text.required_words import Clauses, fold

_AT_ONCE = 4096
"""Bytes that are searched at once: every place of a word that is found is handed over as an object."""

_MOST_TEXTS = 64
"""Texts that are looked at one by one for a pattern; where its words are in more, all are searched sooner."""

_FEW = 3
"""Words of a clause that are looked for one by one sooner than a pattern, once that is compiled."""

_SOON_SEARCHED = 4_000
"""Bytes in which thousands of words are looked for one by one sooner than what finds all at once is made."""


_Owners: TypeAlias = Sequence[tuple[int, int]]
"""The numbers of the patterns that need a word, each with that of the way in which it does."""


class PatternSet:
    """Several expressions that are looked for at once; in them `^` and `$` match at the ends of lines.

    One search through all texts for the words that they cannot do without rules out most of
    them, and only the others are ever compiled; each is looked for where its words are, and
    nowhere else. What needs no word is looked for together.
    """

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        owners: dict[bytes, list[tuple[int, int]]] = {}
        for number, pattern in enumerate(patterns):
            for way, clauses in enumerate(pattern.ways):
                for word in clauses[0]:
                    owners.setdefault(word.encode(), []).append((number, way))
        self._set(patterns, tuple(owners), tuple(owners.values()))

    def _set(self, patterns: tuple[Pattern, ...], words: Sequence[bytes], owners: Sequence[_Owners]) -> None:
        self._patterns = patterns
        self._owners = owners
        self._words = _WordSearch(words)
        self._tried: set[int] = set()
        self._wordless = tuple(number for number, pattern in enumerate(patterns) if not pattern.ways)

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
        everywhere: set[int] = set()
        for word, where in self._words.find(searched).items():
            for number, way in self._owners[word]:
                if among is not None and number not in among:
                    continue
                clauses = self._patterns[number].ways[way][1:]
                if number in self._tried:
                    clauses = tuple([words for words in clauses if len(words) <= _FEW])
                if len(where) > _MOST_TEXTS:
                    if searched.hold_anywhere(clauses):
                        everywhere.add(number)
                elif here := [place for place in where if searched.hold(place, clauses)] if clauses else where:
                    places.setdefault(number, set()).update(here)
        found = [number for number in everywhere if self._occurs(number, searched.data)]
        found += [
            number
            for number, where in places.items()
            if number not in everywhere and self._occurs(number, searched.join(sorted(where)))
        ]
        if self._any_wordless and self._any_wordless.occurs(searched.data):
            found += [
                number
                for number in self._wordless
                if (among is None or number in among) and self._patterns[number].occurs_in_lines(searched.data)
            ]
        return sorted(found)

    def _occurs(self, number: int, data: bytes) -> bool:
        self._tried.add(number)
        return self._patterns[number].occurs_in_lines(data)


class Texts:
    """Some texts that several sets may be looked for in.

    `folded` are all of them together, folded, in UTF-8, a line or more for each.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._joined = "\n".join(texts)
        folded = fold(self._joined)
        if len(folded) == len(self._joined):
            ends = accumulate(map(len, texts), lambda end, length: end + length + 1, initial=-1)
            self._parts = [folded[end + 1 : following] for end, following in pairwise(ends)]
        else:  # some letters are two when they are folded
            self._parts = [fold(text) for text in texts]
        self.folded = folded.encode()
        lengths = map(len, self._parts if len(folded) == len(self.folded) else map(str.encode, self._parts))
        self._ends = list(accumulate(lengths, lambda end, length: end + length + 1, initial=-1))

    @cached_property
    def data(self) -> bytes:
        """All of them in UTF-8, a line or more for each; encoded when first asked for."""
        return self._joined.encode()

    def find_place(self, offset: int) -> tuple[int, int]:
        """The number of the text that stands at an offset of `folded`, and where it ends."""
        following = bisect_left(self._ends, offset)
        return following - 1, self._ends[following]

    def hold(self, place: int, clauses: Clauses) -> bool:
        """Whether a text, by its number, holds a word of each clause."""
        text = self._parts[place]
        for clause in clauses:
            for word in clause:
                if word in text:
                    break
            else:
                return False
        return True

    def hold_anywhere(self, clauses: Clauses) -> bool:
        """Whether all texts together hold a word of each clause."""
        return all(any(word.encode() in self.folded for word in clause) for clause in clauses)

    def join(self, places: Iterable[int]) -> bytes:
        """Some of them, by number, in UTF-8."""
        return "\n".join([self._texts[place] for place in places]).encode()


class _WordSearch:
    """One search through texts for all of some words."""

    def __init__(self, words: Sequence[bytes]) -> None:
        self.words = words
        self._longest = max(map(len, words), default=0)
        self._searched = 0

    @cached_property
    def _automaton(self) -> Any:
        try:
            from ahocorasick_rs import BytesAhoCorasick
        except ImportError:  # there is no wheel for every system
            return None
        return BytesAhoCorasick(self.words)

    def find(self, texts: Texts) -> dict[int, set[int]]:
        """The words that occur, by number, each with the numbers of the texts; of very many not all."""
        found: dict[int, set[int]] = {}
        last = reach = -1
        for word, start in self._iter_places(texts.folded):
            if word == last and start < reach:
                continue  # a row of signs holds a pair of them again and again
            places = found.get(word)
            if places is None:
                places = found[word] = set()
            if len(places) <= _MOST_TEXTS:
                last = word
                place, reach = texts.find_place(start)
                places.add(place)
        return found

    def _iter_places(self, text: bytes) -> Iterator[tuple[int, int]]:
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


def _iter_starts(word: bytes, text: bytes) -> Iterator[int]:
    """Where a word begins in a text."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)
