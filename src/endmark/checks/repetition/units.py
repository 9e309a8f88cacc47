"""The blocks of a document that may repeat each other, each with what must be known to compare it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, islice, pairwise
from operator import eq
from typing import overload

from msgspec import Struct

from endmark.checks.text.folding import compute_weight, fold, fold_source, fold_with_atoms
from endmark.document.blocks import ATOM, PROSE, SHOWN, Block, Kind
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.remembering import remember_short
from endmark.document.roles import WEIGHTLESS
from endmark.document.sentences import CLOSERS, TERMINALS
from endmark.document.span import Span
from endmark.document.stretches import Stretches


class Unit(Struct, frozen=True):
    """A block of prose with its folded text.

    What only shows or names something weighs nothing.
    `atoms` is the source of its inline code, images and macros. `before` and
    `after` are the kinds of the blocks next to it, None at the start and at the
    end; `code` is the span of the code block before it, if there is one. `path`
    holds the folded headings it stands under, outermost first; a heading's own
    text is not part of its path; `heading` is the text of the innermost.
    `quoted` says whether it stands in a quotation, or in what is folded away
    below its summary.
    """

    block: Block
    folded: str
    weight: int
    atoms: tuple[str, ...]
    before: Kind | None
    after: Kind | None
    code: Span | None
    path: tuple[str, ...]
    heading: str
    quoted: bool

    def get_comparable(self, source: str) -> str:
        """The folded text by which near copies are found.

        Where there are links it is the author's Markdown: one changed sign can
        break a link, and its address then becomes visible text.
        """
        if self.is_marked_up(source):
            return fold_source(source[self.block.span.start : self.block.span.end])
        return self.folded

    def is_marked_up(self, source: str) -> bool:
        """Whether there are links in it, whole ones or broken ones, or what looks like attributes of HTML."""
        content, marks, span = self.block.text.content, self.block.marks, self.block.span
        if (marks and any(mark.kind == "Link" for mark in marks)) or "](" in content:
            return True
        return source.find('="', span.start, span.end) >= 0


_FEW = 5_000
"""Blocks whose units are kept as they are, which is quicker."""

_SENTENCE = 80
"""Weight from which a sentence says more than whose words or pictures those are."""

_NEARBY = 500
"""Units made anew that are kept: who asks for one asks for it again, and for those around it."""


class Units(Sequence[Unit]):
    """The units of a document, in the order of the source.

    They are there as far as they were read. Of many, only what tells them apart is
    kept, and where they stand: `hashes` are those of their folded texts, and 0 for
    one without any letter.
    """

    def __init__(self, document: Document) -> None:
        self._source = document.source.text
        self._blocks = select_kinds(document.blocks, SHOWN)
        self._html = document.html
        self.hashes = array("q")
        # Of each the number of its block, of the unit that is the innermost heading over it, and of the last heading
        # before it, -1 without any: a heading without text that stands in between ends sections and begins none.
        self._places = array("i"), array("i"), array("i")
        self._quoted = bytearray()
        self._kept: list[Unit] | None = [] if len(self._blocks) <= _FEW else None
        self._made: dict[int, Unit] = {}

    def read(self) -> Iterator[Unit]:
        """Read all of them, and yield each."""
        add_hash, add_quoted = self.hashes.append, self._quoted.append
        add_block, add_above, add_last = (column.append for column in self._places)
        for (block, above, last), unit in self._iter_placed():
            add_hash(hash(unit.folded))
            if self._kept is not None:
                self._kept.append(unit)
            else:
                add_quoted(unit.quoted)
                add_block(block)
                add_above(above)
                add_last(last)
            yield unit

    def _iter_placed(self) -> Iterator[tuple[tuple[int, int, int], Unit]]:
        """The units, each with its place: the three numbers that are kept of it."""
        before: Kind | None = None
        code: Span | None = None
        headings: list[tuple[int, str, int]] = []
        path: tuple[str, ...] = ()
        heading = ""
        last = -1
        number = 0
        source = self._source
        enclosing = _Enclosing(source, self._html) if self._html else None
        for place, (block, following) in enumerate(pairwise(chain(self._blocks, (None,)))):
            if block is None:
                break
            kind = block.kind
            after = following.kind if following is not None else None
            if kind == "heading":
                while headings and headings[-1][0] >= block.level:
                    headings.pop()
                path = tuple([text for _, text, _ in headings])
            quoted = kind == "quote" or (enclosing is not None and enclosing.holds(block.span.start))
            if kind in PROSE and block.text.content:
                folded, weight, atoms = _fold_block(block, source)
                above = headings[-1][2] if headings else -1
                unit = Unit(block, folded, weight, atoms, before, after, code, path, heading, quoted)
                yield (place, above, last), unit
                if kind == "heading":
                    heading, last = block.text.content, number
                    headings.append((block.level, folded, number))
                    path = (*path, folded)
                number += 1
            before, code = kind, block.span if kind == "code" else None

    def __len__(self) -> int:
        return len(self.hashes)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._kept) if self._kept is not None else (unit for _, unit in self._iter_placed())

    @overload
    def __getitem__(self, index: int) -> Unit: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Unit]: ...

    def __getitem__(self, index: int | slice) -> Unit | Sequence[Unit]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if self._kept is not None:
            return self._kept[index]
        if index not in self._made:
            if len(self._made) >= _NEARBY:
                self._made.clear()
            self._made[index] = self._make(index)
        return self._made[index]

    def _make(self, index: int) -> Unit:
        place, above, last = (column[index] for column in self._places)
        blocks = self._blocks
        before = blocks[place - 1] if place else None
        after = blocks[place + 1].kind if place + 1 < len(blocks) else None
        code = before.span if before is not None and before.kind == "code" else None
        kind = before.kind if before is not None else None
        heading = self._get_block(last).text.content if last >= 0 else ""
        block = blocks[place]
        path = tuple(reversed(list(self._iter_headings(above))))
        quoted = bool(self._quoted[index])
        folded, weight, atoms = _fold_block(block, self._source)
        return Unit(block, folded, weight, atoms, kind, after, code, path, heading, quoted)

    def _get_block(self, index: int) -> Block:
        return self._blocks[self._places[0][index]]

    def _iter_headings(self, above: int) -> Iterator[str]:
        """The folded headings over a unit, innermost first."""
        while above >= 0:
            yield _fold_block(self._get_block(above), self._source)[0]
            above = self._places[1][above]


def _fold_block(block: Block, source: str) -> tuple[str, int, tuple[str, ...]]:
    """The folded text, its weight, and the atoms."""
    content = block.text.content
    if ATOM not in content:
        folded, weight = _fold_and_weigh(content)
        atoms: tuple[str, ...] = ()
    else:
        folded, atoms = fold_with_atoms(block, source)
        weight = compute_weight(folded)
    return folded, 0 if block.role in WEIGHTLESS and not _is_note(block, weight) else weight, atoms


@remember_short(longest=20, kept=100)
def _fold_and_weigh(content: str) -> tuple[str, int]:
    folded = fold(content)
    return folded, compute_weight(folded)


def _is_note(block: Block, weight: int) -> bool:
    """Whether a block only looks like an attribution, and says something in a whole sentence."""
    end = block.text.content.rstrip().rstrip(CLOSERS)[-1:]
    return block.role == "attribution" and weight >= _SENTENCE and end != "" and end in TERMINALS


def follows_itself(before: Unit, unit: Unit) -> bool:
    """Whether a unit says what the one before it says, with nothing between the two."""
    return unit.folded == before.folded and unit.before == before.block.kind


def iter_units(document: Document) -> Iterator[Unit]:
    """The units of a document, in the order of the source."""
    return Units(document).read()


def find_repeated(hashes: Iterable[int]) -> frozenset[int]:
    """The hashes that are there more than once, but for that of no text."""
    ordered = sorted(hashes)
    return frozenset(compress(ordered, map(eq, ordered, islice(ordered, 1, None)))) - {hash("")}


_ENCLOSING_TAG = compile_late(r"<(/?)(?:details|blockquote)\b", re.IGNORECASE)
"""The group is empty where an element opens."""


class _Enclosing:
    """Which blocks stand in quotations and in what is folded away; asked for each block in their order."""

    def __init__(self, source: str, html: Stretches) -> None:
        self._tags = (tag for span in html for tag in _ENCLOSING_TAG.finditer(source, *span))
        self._next = next(self._tags, None)
        self._depth = 0

    def holds(self, offset: int) -> bool:
        """Whether such an element is open at an offset, which is none before the last."""
        while self._next is not None and self._next.start() < offset:
            self._depth = max(0, self._depth - 1) if self._next[1] else self._depth + 1
            self._next = next(self._tags, None)
        return self._depth > 0
