"""How a document is built: which of its sections have the same kinds of blocks in the same order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import groupby

from endmark.checks.repetition.runs import Run
from endmark.checks.repetition.units import Unit
from endmark.checks.text.code_names import names_code
from endmark.document.blocks import SHOWN, Block, Kind
from endmark.document.packed_blocks import select_kinds

Skeleton = tuple[Kind, ...]
"""The kinds of the blocks of a section; the items of one list are one."""

_LONGEST_SECTION = 60
"""Blocks from which a section follows no pattern that another one has."""

_PATTERN = 2
"""Blocks that make a pattern: a paragraph alone stands under many a heading."""

_SHOWN = SHOWN - {"marker"}


class Structure:
    """The sections of a document; they are looked at when something is asked for the first time."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._all = blocks

    def stands_out(self, run: Run, units: Sequence[Unit]) -> bool:
        """Whether a copy alone keeps its section from being built as another one is.

        An entry of a reference has the parts that all of them have. Something of another entry that was put
        into it is one more, and what says the same on purpose stands where others say theirs.
        """
        copies = {self._find(units[pair.copy]) for pair in run.pairs}
        section = self._numbers[min(copies)]
        blocks = self._sections[section]
        if section == self._numbers[self._find(units[run.pairs[0].original])] or len(blocks) >= _LONGEST_SECTION:
            return False
        rest = self._describe([number for number in blocks if number not in copies])
        whole = self._skeletons[section]
        return len(rest) >= _PATTERN and rest != whole and self._counts[rest] > 0 and self._counts[whole] <= 1

    def leads_into_other_tables(self, run: Run, units: Sequence[Unit], source: str) -> bool:
        """Whether one of the copies leads into a table, and what it repeats into another one.

        So two things are compared with a third: the words are the same, and the figures are not.
        """
        for pair in run.pairs:
            both = units[pair.copy], units[pair.original]
            if all(unit.after == "table" for unit in both):
                tables = [self._blocks[self._find(unit) + 1].span for unit in both]
                if len({tuple(source[slice(*table)].split()) for table in tables}) > 1:
                    return True
        return False

    def are_named_in_code(self, unit: Unit, other: Unit) -> bool:
        """Whether the outermost sections in which two stand apart are called as parts of programs are."""
        for one, two in zip(*map(self._list_headings, (unit, other)), strict=False):
            if one is not two:
                return all(names_code(heading.text.content) for heading in (one, two))
        return False

    def _list_headings(self, unit: Unit) -> Sequence[Block]:
        """The headings over a unit, outermost first."""
        number = bisect_left(self._heading_starts, unit.block.span.start) - 1
        headings: list[Block] = []
        while number >= 0:
            headings.append(self._headings[number])
            number = self._parents[number]
        return headings[::-1]

    @cached_property
    def _headings(self) -> Sequence[Block]:
        return [block for block in self._blocks if block.kind == "heading"]

    @cached_property
    def _heading_starts(self) -> Sequence[int]:
        return [block.span.start for block in self._headings]

    @cached_property
    def _parents(self) -> Sequence[int]:
        """The number of the heading over each, -1 for none."""
        parents: list[int] = []
        for number, heading in enumerate(self._headings):
            above = number - 1
            while above >= 0 and self._headings[above].level >= heading.level:
                above = parents[above]
            parents.append(above)
        return parents

    def _find(self, unit: Unit) -> int:
        return bisect_right(self._starts, unit.block.span.start) - 1

    def _describe(self, numbers: Collection[int]) -> Skeleton:
        kinds = groupby(self._kinds[number] for number in numbers)
        return tuple(kind for kind, same in kinds for _ in (same if kind != "list-item" else (kind,)))

    @cached_property
    def _blocks(self) -> Sequence[Block]:
        return list(select_kinds(self._all, _SHOWN))

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [block.span.start for block in self._blocks]

    @cached_property
    def _kinds(self) -> Sequence[Kind]:
        return [block.kind for block in self._blocks]

    @cached_property
    def _sections(self) -> Sequence[Sequence[int]]:
        """The numbers of the blocks of each section; a heading has none of its own."""
        sections: list[list[int]] = [[]]
        for number, block in enumerate(self._blocks):
            if block.kind == "heading" and not block.depth:
                sections.append([])
            else:
                sections[-1].append(number)
        return sections

    @cached_property
    def _numbers(self) -> Sequence[int]:
        """The number of the section in which each block stands; a heading opens its own."""
        numbers = []
        section = 0
        for block in self._blocks:
            section += block.kind == "heading" and not block.depth
            numbers.append(section)
        return numbers

    @cached_property
    def _skeletons(self) -> Sequence[Skeleton]:
        return [self._describe(blocks) if len(blocks) < _LONGEST_SECTION else () for blocks in self._sections]

    @cached_property
    def _counts(self) -> Counter[Skeleton]:
        return Counter(self._skeletons)
