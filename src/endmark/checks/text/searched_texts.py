"""Texts in which many words are looked for, and what tells soon that a word is in none of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise
from struct import unpack_from
from typing import TYPE_CHECKING, TypeAlias

from endmark.checks.text.case_folding import fold_case

if TYPE_CHECKING:
    from endmark.checks.text.required_signs import SignSets
    from endmark.checks.text.required_words import Clauses

_PIECE, _SHORT_PIECE = 6, 3
"""Letters of ASCII in a piece of a word, and of one that has not so many: with fewer, common words share them."""

_PIECE_OF_OTHERS, _SHORT_PIECE_OF_OTHERS = 4, 2
"""The same in other letters, by bytes in UTF-16: two of Chinese, Japanese or Korean say as much as six of ASCII."""

_ASCII, _OTHERS = bytes(range(0x80)), bytes(range(0x80, 0x100))
"""The bytes in UTF-8 of letters of ASCII, and those of others."""

Pieced: TypeAlias = tuple[tuple[tuple[str, ...], frozenset[bytes]], ...]
"""Clauses, each with the first pieces of its words."""


def cut_clauses(clauses: Clauses) -> Pieced:
    """The clauses, with what tells soon that no word of one stands anywhere."""
    return tuple([(words, frozenset([find_piece(word.encode()) for word in words])) for words in clauses])


def find_piece(word: bytes) -> bytes:
    """The first piece of a word in UTF-8; nothing where it is too short for one."""
    others = _keep_others(word)
    if others:
        return others[:_PIECE_OF_OTHERS]
    size = _PIECE if len(word) >= _PIECE else _SHORT_PIECE
    return word[:size] if len(word) >= size else b""


def _keep_others(text: bytes) -> bytes:
    """Of a text in UTF-8 all but ASCII, in UTF-16."""
    return text.translate(None, _ASCII).decode().encode("utf-16-le")


class Texts:
    """Some texts that several sets may be looked for in.

    `folded` are all of them together, folded, in UTF-8, a line or more for each.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._joined = "\n".join(texts)
        folded = fold_case(self._joined)
        if len(folded) == len(self._joined):
            ends = accumulate(map(len, texts), lambda end, length: end + length + 1, initial=-1)
            self._parts = [folded[end + 1 : following] for end, following in pairwise(ends)]
        else:  # some letters are two when they are folded
            self._parts = [fold_case(text) for text in texts]
        self.folded = folded.encode()
        lengths = map(len, self._parts if len(folded) == len(self.folded) else map(str.encode, self._parts))
        self._ends = list(accumulate(lengths, lambda end, length: end + length + 1, initial=-1))

    @cached_property
    def pieces(self) -> frozenset[bytes]:
        """The pieces that a word may have that stands in `folded`.

        Letters of ASCII, and all others, are cut into pieces apart from each other, as if there were nothing between
        them: a Japanese article has few of the first, and its other letters count by two, not by their bytes.
        """
        plain, others = self._plain, self._others
        return frozenset(
            chain(
                _cut(plain, _PIECE, 1),
                _cut(plain, _SHORT_PIECE, 1),
                _cut(others, _PIECE_OF_OTHERS, 2),
                _cut(others, _SHORT_PIECE_OF_OTHERS, 2),
            )
        )

    @cached_property
    def _plain(self) -> bytes:
        return self.folded.translate(None, _OTHERS)

    @cached_property
    def _others(self) -> bytes:
        return _keep_others(self.folded)

    @cached_property
    def _characters(self) -> Sequence[int]:
        return _list_characters(self._joined)

    @cached_property
    def data(self) -> bytes:
        """All of them in UTF-8, a line or more for each; encoded when first asked for."""
        return self._joined.encode()

    def hold_signs(self, sets: SignSets) -> bool:
        """Whether of each set one character stands in any of them."""
        return _hold_signs(self._characters, sets)

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

    def hold_together(self, clauses: Pieced, sets: SignSets) -> bool:
        """Whether any text holds a word of each clause, and of each set a sign; for a few texts, and many words."""
        if any(b"" not in pieces and self.pieces.isdisjoint(pieces) for _, pieces in clauses):
            return False
        held = tuple([tuple([word for word in words if self.may_hold(word.encode())]) for words, _ in clauses])
        return all(held) and any(
            self.hold(place, held) and _hold_signs(_list_characters(text), sets)
            for place, text in enumerate(self._texts)
        )

    def may_hold(self, word: bytes) -> bool:
        """Whether a word, in UTF-8, may stand in `folded`, as its pieces do, which is asked sooner than looked for."""
        others = b"" if word.isascii() else _keep_others(word)
        plain = word.translate(None, _OTHERS) if others else word
        return self._hold_pieces(others, _PIECE_OF_OTHERS, _SHORT_PIECE_OF_OTHERS) and (
            self._hold_pieces(plain, _PIECE, _SHORT_PIECE) if len(plain) >= _SHORT_PIECE else plain in self._plain
        )

    def _hold_pieces(self, text: bytes, size: int, short: int) -> bool:
        size = size if len(text) >= size else short
        return self.pieces.issuperset([text[start : start + size] for start in range(len(text) - size, -1, -size)])

    def join(self, places: Iterable[int]) -> bytes:
        """Some of them, by number, in UTF-8."""
        return "\n".join([self._texts[place] for place in places]).encode()


def _list_characters(text: str) -> Sequence[int]:
    """The code points that stand in a text, as they are and folded, in order."""
    written = {*text}
    return sorted(map(ord, written.union(fold_case("".join(written)))))


def _hold_signs(characters: Sequence[int], sets: SignSets) -> bool:
    """Whether some characters hold one of each set."""
    return all(any(_hold_one(characters, first, last) for first, last in ranges) for ranges in sets)


def _hold_one(characters: Sequence[int], first: int, last: int) -> bool:
    place = bisect_left(characters, first)
    return place < len(characters) and characters[place] <= last


def _cut(text: bytes, size: int, step: int) -> Iterator[bytes]:
    """Its pieces of a size, one from each step on."""
    # A row of pieces from each offset, instead of a slice from each: a fifth of the work.
    rows = ((start, f"{size}s" * ((len(text) - start) // size)) for start in range(0, min(size, len(text)), step))
    return chain.from_iterable(unpack_from(row, text, start) for start, row in rows)
