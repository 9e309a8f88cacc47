"""Whether a table that stands twice belongs to both places, as what two sections tell of their own subject."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from endmark.checks.repetition.kinship import KINDRED, Sections
from endmark.checks.repetition.places import NAMED_ALIKE, SAME_WORDS
from endmark.checks.repetition.subject import split_stems
from endmark.checks.repetition.units import Units
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from
from endmark.document.sentences import COLONS

_OPENS = frozenset({"heading", "directive"})
_NAMES = frozenset({"label", "lead-in", "caption"})


class ParallelTables:
    """The places of the tables of a document; it is read when two are compared for the first time."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def are_parallel(self, copy: Block, original: Block) -> bool:
        """Whether two tables with the same rows stand each where its own subject asks for it.

        So do those of two sections that are called alike or tell of kindred things, those that open a place of their
        own, and those behind lines that say much the same of two things. Of seven hundred tables put behind some later
        paragraph of published articles one in twenty happens to stand so.
        """
        one, other = (self._find_before(table) for table in (copy, original))
        if min(one, other) < 0:
            return False
        before, other_before = (self._get_block_before(table) for table in (copy, original))
        differ = self._document.source.get_excerpt(before.span) != self._document.source.get_excerpt(other_before.span)
        headings, others = (self._sections.list_headings(number) for number in (one, other))
        apart = bool(headings and others) and headings[-1] != others[-1]
        if (apart or differ) and all(map(_opens_place, (before, other_before))):
            return True
        if differ and _share_words(before, other_before):
            return True
        return apart and (self._are_named_alike(headings, others) or self._are_kindred(one, other))

    def _are_named_alike(self, headings: Sequence[int], others: Sequence[int]) -> bool:
        """Whether the innermost headings are nearly the same, of two sections side by side or of two parts."""
        from rapidfuzz.distance import Indel

        if len(headings) != len(others):
            return False
        names, other_names = ([self._units[number].folded for number in numbers] for numbers in (headings, others))
        return Indel.normalized_similarity(names[-1], other_names[-1]) >= NAMED_ALIKE

    def _are_kindred(self, one: int, other: int) -> bool:
        kin = self._sections.compare_around(one, other)
        return kin is not None and kin.share > KINDRED

    def _find_before(self, table: Block) -> int:
        """The number of the last unit before a table, -1 without any."""
        return bisect_left(self._starts, table.span.start) - 1

    def _get_block_before(self, table: Block) -> Block:
        blocks = self._document.blocks
        return blocks[find_from(blocks, table.span.start) - 1]

    @cached_property
    def _units(self) -> Units:
        return Units(self._document)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return array("Q", [unit.block.span.start for unit in self._units.read()])

    @cached_property
    def _sections(self) -> Sections:
        return Sections(self._units)


def _opens_place(before: Block) -> bool:
    """Whether what stands before a table opens a place for it: a heading, a component, or a line that leads into it."""
    return before.kind in _OPENS or before.role in _NAMES or before.text.content.rstrip().endswith(COLONS)


def _share_words(before: Block, other: Block) -> bool:
    words, others = (set(split_stems(block.text.content)) for block in (before, other))
    return len(words & others) >= SAME_WORDS * len(words | others) > 0
