"""Many blocks: an article of a megabyte may have half a million, and half a kilobyte for each would fill the memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress
from operator import add
from typing import Any, NamedTuple, overload

from endmark.document.blocks import MARK_KINDS, NO_TEXT, Block, Kind, Mark, Piece, Role, Text
from endmark.document.packed import Packed, make_mark, make_piece
from endmark.document.span import Span
from endmark.document.stretches import Stretches

_RECENT = 16
"""Blocks that were asked for last, by their numbers: who looks at the neighbours of each asks for it several times."""

_MARK_NUMBERS = {kind: number for number, kind in enumerate(MARK_KINDS)}
_new = tuple.__new__


class _Look(NamedTuple):
    """What many blocks have in common.

    `shows`: there is text. `verbatim`: it stands in the source as one piece,
    letter by letter, and has no marks.
    """

    kind: Kind
    level: int
    depth: int
    language: str
    script: str
    role: Role
    shows: bool
    verbatim: bool


class PackedBlocks(Sequence[Block]):
    """A sequence that makes each block when it is asked for.

    A block is where it starts and ends, the number of its look, and its text: where
    that stands in the source and its length, or its number among those that are
    written otherwise.
    """

    __slots__ = ("_columns", "_get", "_looks", "_make", "_others", "_text", "_which", "starts")

    def __init__(self, text: str, looks: Iterable[_Look], others: _OtherTexts, columns: Iterable[array[int]]) -> None:
        self._text = text
        self._looks = tuple(looks)
        self._others = others
        self._columns = tuple(columns)
        self.starts, _, self._which, _, _ = self._columns
        self._make = _prepare(text, self._looks, others)
        self._get = lru_cache(_RECENT)(_prepare_get(self._make, self._columns))

    @classmethod
    def pack(cls, blocks: Iterable[Block], text: str) -> PackedBlocks:
        """The blocks, which were read from the text, used up one by one."""
        others = _OtherTexts()
        looks: dict[tuple[Any, ...], int] = {}
        columns = [array("I") for _ in range(5)]
        add_start, add_end, add_look, add_place, add_length = (column.append for column in columns)
        for kind, (start, end), shown, marks, level, depth, language, script, role in blocks:
            content, pieces = shown
            place = pieces[0][1][0] if content else 0
            verbatim = not marks and len(pieces) <= 1 and text.startswith(content, place)
            if not verbatim:
                place = others.add(shown, marks)
            look = (kind, level, depth, language, script, role, content != "", verbatim)
            add_start(start)
            add_end(end)
            add_look(looks.setdefault(look, len(looks)))
            add_place(place)
            add_length(len(content))
        return cls(text, map(_Look._make, looks), others, columns)

    def find_kinds(self) -> Iterator[Kind]:
        """The kinds there are among the blocks."""
        return (self._looks[number].kind for number in set(self._which))

    def iter_kinds(self) -> Iterator[Kind]:
        """The kind of each block."""
        kinds = [look.kind for look in self._looks]
        return map(kinds.__getitem__, self._which)

    def iter_languages(self) -> Iterator[str]:
        """The languages there are among the blocks."""
        return (self._looks[number].language for number in set(self._which))

    def weigh_languages(self) -> Iterator[tuple[str, int]]:
        """The language of each block, and the length of its text."""
        languages = [look.language for look in self._looks]
        _, _, which, _, lengths = self._columns
        return zip(map(languages.__getitem__, which), lengths, strict=True)

    def iter_contents(self) -> Iterator[str]:
        """The visible text of each block."""
        text, written = self._text, self._others.contents
        _, _, which, places, lengths = self._columns
        if not written:
            return map(text.__getitem__, map(slice, places, map(add, places, lengths)))
        verbatim = [look.verbatim for look in self._looks]
        return (
            text[place : place + length] if verbatim[number] else written[place]
            for number, place, length in zip(which, places, lengths, strict=True)
        )

    def iter_bounds(self) -> Iterator[tuple[int, int]]:
        """Where each block starts and ends."""
        return zip(*self._columns[:2], strict=True)

    def select_kinds(self, kinds: Container[Kind]) -> PackedBlocks:
        """The blocks of these kinds."""
        wanted = [look.kind in kinds for look in self._looks]
        if all(wanted):
            return self
        return self._select(bytes(map(wanted.__getitem__, self._which)))

    def select_outside(self, stretches: Stretches) -> PackedBlocks:
        """The blocks that begin in none of these stretches."""
        return self._select(bytes(not stretches.holds(start) for start in self.starts))

    def _select(self, kept: bytes) -> PackedBlocks:
        selected = (array("I", compress(column, kept)) for column in self._columns)
        return PackedBlocks(self._text, self._looks, self._others, selected)

    def choose_languages(self, choose: Callable[[str, str], str]) -> PackedBlocks:
        """The same blocks, each that shows text in the language that is chosen for its language and script."""
        looks = [
            look._replace(language=choose(look.language, look.script)) if look.shows else look for look in self._looks
        ]
        return PackedBlocks(self._text, looks, self._others, self._columns)

    def set_roles(self, roles: Sequence[Role]) -> PackedBlocks:
        """The same blocks, each with the role that stands at its number."""
        looks = list(self._looks)
        numbers: dict[tuple[int, Role], int] = {(number, look.role): number for number, look in enumerate(looks)}
        starts, ends, which, places, lengths = self._columns
        changed = array("I")
        for number, role in zip(which, roles, strict=True):
            if (number, role) not in numbers:
                numbers[number, role] = len(looks)
                looks.append(looks[number]._replace(role=role))
            changed.append(numbers[number, role])
        return PackedBlocks(self._text, looks, self._others, (starts, ends, changed, places, lengths))

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Block: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Block]: ...

    def __getitem__(self, index: int | slice) -> Block | Sequence[Block]:
        if isinstance(index, slice):
            return tuple([self[number] for number in range(*index.indices(len(self)))])
        return self._get(index)

    def __iter__(self) -> Iterator[Block]:
        return map(self._make, *self._columns)


# Functions of what they need, not of the sequence: nobody looks for cycles, and the text would stay.


def _prepare(text: str, looks: Sequence[_Look], others: _OtherTexts) -> Callable[[int, int, int, int, int], Block]:
    """What makes a block of its five numbers."""

    def make(start: int, end: int, which: int, place: int, length: int) -> Block:
        kind, level, depth, language, script, role, shows, verbatim = looks[which]
        # `tuple.__new__` makes them in half the time that their own takes: most checks ask for every block.
        span = _new(Span, (start, end))
        if not verbatim:
            return _new(Block, (kind, span, *others.get(place), level, depth, language, script, role))
        shown = NO_TEXT
        if shows:
            own = span if place == start and length == end - start else _new(Span, (place, place + length))
            shown = _new(Text, (text[place : place + length], (_new(Piece, (0, own)),)))
        return _new(Block, (kind, span, shown, (), level, depth, language, script, role))

    return make


def _prepare_get(
    make: Callable[[int, int, int, int, int], Block], columns: Sequence[array[int]]
) -> Callable[[int], Block]:
    """What makes the block of a number."""
    starts, ends, which, places, lengths = columns
    return lambda number: make(starts[number], ends[number], which[number], places[number], lengths[number])


class _OtherTexts:
    """Texts in which markup or something else stands that a reader does not see, or not so, with their marks."""

    def __init__(self) -> None:
        self.contents: list[str] = []
        self._pieces = array("I")
        self._marks = array("I")
        self._ends = array("I", (0, 0))

    def add(self, text: Text, marks: Sequence[Mark]) -> int:
        """Take one up; its number."""
        self.contents.append(text.content)
        for offset, (start, end) in text.pieces:
            self._pieces.extend((offset, start, end))
        for kind, start, end in marks:
            self._marks.extend((_MARK_NUMBERS[kind], start, end))
        self._ends.extend((len(self._pieces), len(self._marks)))
        return len(self.contents) - 1

    def get(self, number: int) -> tuple[Text, Sequence[Mark]]:
        """The text of that number and its marks."""
        first, first_mark, last, last_mark = self._ends[2 * number : 2 * number + 4]
        pieces = Packed(memoryview(self._pieces)[first:last], make_piece)
        marks = Packed(memoryview(self._marks)[first_mark:last_mark], make_mark) if first_mark < last_mark else ()
        return Text(self.contents[number], pieces), marks
