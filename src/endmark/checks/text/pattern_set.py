"""Many expressions that are looked for at once."""

from __future__ import annotations

import marshal
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from endmark.checks.text.regex import Pattern, PlainPattern, join_patterns, pack_patterns, unpack_patterns
from endmark.checks.text.searched_texts import Texts, cut_clauses, find_piece

if TYPE_CHECKING:
    from endmark.checks.text.required_signs import SignSets
    from endmark.checks.text.required_words import Ways

_AT_ONCE = 4096
"""Bytes that are searched at once: every place of a word that is found is handed over as an object."""

_MOST_TEXTS = 64
"""Texts that are looked at one by one for a pattern; where its words are in more, all are searched sooner."""

_FEW = 8
"""Words of a clause that are looked for one by one sooner than a pattern, once that is compiled: RE2 takes up to twenty
nanoseconds for a byte, so for a text of a few hundred as long as eight words take."""

_SOON_SEARCHED = 64_000
"""Bytes in which words are looked for by their pieces sooner than what finds all at once is made: an article."""

_Owners: TypeAlias = Sequence[tuple[int, int]]
"""The numbers of the patterns that need a word, each with that of the way in which it does."""

_Index: TypeAlias = Mapping[bytes, bytes]
"""The words under the first of their pieces, those without any under nothing, each with its owners; packed, as a few of
thousands occur in a text."""


class PatternSet:
    """Several expressions that are looked for at once; in them `^` and `$` match at the ends of lines.

    One search through all texts for the words that they cannot do without rules out most of
    them, and only the others are ever compiled; each is looked for where its words are, and
    nowhere else. What needs no rare word is looked for together, or in few characters by signs and common words.
    """

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        from endmark.checks.text.required_signs import find_sign_sets  # a set that is kept knows both
        from endmark.checks.text.required_words import EVERYWHERE, find_ways

        plain = pack_patterns(patterns)
        wordless = {
            number: (find_sign_sets(one.source), _pack_ways(find_ways(one.source, EVERYWHERE)))
            for number, one in enumerate(patterns)
            if not one.ways
        }
        self._set(tuple(map(marshal.dumps, plain)), _index_words(plain), wordless)
        self._patterns.update(enumerate(patterns))

    def _set(self, packed: tuple[bytes, ...], index: _Index, wordless: Mapping[int, tuple[SignSets, bytes]]) -> None:
        self._packed = packed
        self._patterns: dict[int, Pattern] = {}
        self._words = _WordSearch(index)
        self._tried: set[int] = set()
        self._wordless = wordless

    def pack(self) -> tuple[Any, ...]:
        """What `unpack` makes the same set of, as `marshal` writes it: gathering all words anew takes long."""
        return self._packed, self._words.index, self._wordless

    @classmethod
    def unpack(cls, plain: tuple[Any, ...]) -> PatternSet:
        """The set that was packed."""
        unpacked = cls.__new__(cls)
        unpacked._set(*plain)  # noqa: SLF001 - its own
        return unpacked

    def __getitem__(self, number: int) -> Pattern:
        pattern = self._patterns.get(number)
        if pattern is None:
            # Who hands over a pickle has checked that it is as a program like this one wrote it.
            (pattern,) = unpack_patterns([marshal.loads(self._packed[number])])  # noqa: S302
            self._patterns[number] = pattern
        return pattern

    @cached_property
    def _any_wordless(self) -> Pattern | None:
        return join_patterns(tuple(map(self.__getitem__, self._wordless)))

    def find_occurring(self, texts: Sequence[str] | Texts, among: Container[int] | None = None) -> list[int]:
        """The numbers of the patterns that match in any of the texts, in order; of those `among`, where that is given.

        One that matches only over the end of a text may be among them.
        """
        searched = texts if isinstance(texts, Texts) else Texts(texts)
        places: dict[int, set[int]] = {}
        everywhere: set[int] = set()
        for owners, where in self._words.find(searched):
            for number, way in owners:
                if among is not None and number not in among:
                    continue
                clauses = self[number].ways[way][1:]
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
        found += [
            number
            for number in self._list_wordless(searched)
            if (among is None or number in among) and self[number].occurs_in_lines(searched.data)
        ]
        return sorted(found)

    def _list_wordless(self, texts: Texts) -> Iterable[int]:
        """Those without words that may match in the texts."""
        if self._words.is_at_once:
            return self._wordless if self._any_wordless and self._any_wordless.occurs(texts.data) else ()
        return [
            number
            for number, (sets, ways) in self._wordless.items()
            if texts.hold_signs(sets)
            and (not ways or any(texts.hold_together(way, sets) for way in marshal.loads(ways)))  # noqa: S302
        ]

    def _occurs(self, number: int, data: bytes) -> bool:
        self._tried.add(number)
        return self[number].occurs_in_lines(data)


def _pack_ways(ways: Ways) -> bytes:
    """The ways, packed, as hardly any are asked for in an article that has not even their signs; nothing for none."""
    return marshal.dumps(tuple(map(cut_clauses, ways))) if ways else b""


def _index_words(patterns: Iterable[PlainPattern]) -> _Index:
    owners: dict[bytes, list[tuple[int, int]]] = {}
    for number, (*_, ways) in enumerate(patterns):
        for way, clauses in enumerate(ways):
            for word in clauses[0]:
                owners.setdefault(word.encode(), []).append((number, way))
    index: dict[bytes, list[tuple[bytes, tuple[tuple[int, int], ...]]]] = {}
    for encoded, of_it in sorted(owners.items()):
        index.setdefault(find_piece(encoded), []).append((encoded, tuple(of_it)))
    return {piece: marshal.dumps(tuple(words)) for piece, words in index.items()}


class _WordSearch:
    """One search through texts for all of some words."""

    def __init__(self, index: _Index) -> None:
        self.index = index
        self._searched = 0

    def find(self, texts: Texts) -> Iterator[tuple[_Owners, set[int]]]:
        """The owners of each word that occurs, and the numbers of the texts in which it does; of very many not all."""
        self._searched += len(texts.folded)
        return self._find_at_once(texts) if self.is_at_once and self._automaton else self._find_by_pieces(texts)

    @property
    def is_at_once(self) -> bool:
        """Whether so much was looked through that all words are looked for at once."""
        return self._searched > _SOON_SEARCHED

    def _find_by_pieces(self, texts: Texts) -> Iterator[tuple[_Owners, set[int]]]:
        text = texts.folded
        for piece in chain((b"",), texts.pieces.intersection(self.index)):
            for word, owners in self._unpack(piece):
                if not texts.may_hold(word):
                    continue
                places: set[int] = set()
                start = text.find(word)
                while start >= 0 and len(places) <= _MOST_TEXTS:
                    place, reach = texts.find_place(start)
                    places.add(place)
                    start = text.find(word, reach)
                if places:
                    yield owners, places

    def _unpack(self, piece: bytes) -> tuple[tuple[bytes, _Owners], ...]:
        packed = self.index.get(piece)
        words: tuple[tuple[bytes, _Owners], ...] = marshal.loads(packed) if packed else ()  # noqa: S302 - as above
        return words

    @cached_property
    def _words(self) -> tuple[tuple[bytes, _Owners], ...]:
        return tuple(chain.from_iterable(map(self._unpack, self.index)))

    @cached_property
    def _longest(self) -> int:
        return max([len(word) for word, _ in self._words], default=0)

    @cached_property
    def _automaton(self) -> Any:
        try:
            from ahocorasick_rs import BytesAhoCorasick
        except ImportError:  # there is no wheel for every system
            return None
        return BytesAhoCorasick([word for word, _ in self._words])

    def _find_at_once(self, texts: Texts) -> Iterator[tuple[_Owners, set[int]]]:
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
        return ((self._words[word][1], places) for word, places in found.items())

    def _iter_places(self, text: bytes) -> Iterator[tuple[int, int]]:
        """The words by number, and where they begin; some places come twice."""
        for offset in range(0, len(text), _AT_ONCE):
            piece = text[offset : offset + _AT_ONCE + self._longest]
            matches: Iterable[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(piece, overlapping=True)
            for number, start, _ in matches:
                yield number, offset + start
