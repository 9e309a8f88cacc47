"""The findings that are repaired together in one step, and their edits in the order of the text."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import compress, repeat

from endmark.document.span import Span
from endmark.linting.checking.findings import Finding, FindingKind, Findings
from endmark.linting.repair.span_set import SpanSet, is_in_order

_new = tuple.__new__
"""Makes a named tuple in half the time that its own takes."""


class Chosen:
    """Some of the findings of an article, by their numbers: each has a fix, and no two edits overlap."""

    def __init__(self, findings: Findings, numbers: Sequence[int]) -> None:
        self._findings = findings
        self._numbers = numbers
        columns = findings.copy_edits(numbers)
        if not is_in_order(columns[0]):
            keys = [start << 32 | end for start, end in zip(*columns[:2], strict=True)]
            order = sorted(range(len(keys)), key=keys.__getitem__)
            columns = tuple([array("I", map(column.__getitem__, order)) for column in columns])
        # Where each edit starts and ends, the number of what it puts there, and whose it is.
        self._starts, self._ends, self._texts, self._owners = columns
        self.kinds: list[FindingKind] = [findings.kinds[number] for number in findings.find_kinds(numbers)]
        """What there is among them."""

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Finding]:
        return map(self._findings.__getitem__, self._numbers)

    def iter_places(self) -> Iterator[tuple[str, int, int]]:
        """The rule of each, and where it stands."""
        findings = self._findings
        for number in self._numbers:
            yield findings.get_kind(number).rule, findings.starts[number], findings.ends[number]

    @property
    def rewords(self) -> bool:
        """Whether all of their fixes reword."""
        return all(kind.repair is not None and kind.repair.rewords for kind in self.kinds)

    @property
    def waits(self) -> bool:
        """Whether all of their fixes wait."""
        return all(kind.repair is not None and kind.repair.waits for kind in self.kinds)

    def iter_written(self) -> Iterator[tuple[int, int, str]]:
        """Where each edit starts and ends, and what it puts there, in the order of the text."""
        return zip(self._starts, self._ends, map(self._findings.texts.__getitem__, self._texts), strict=True)

    def iter_cut(self) -> Iterator[Span]:
        """What the edits take out, in the order of the text."""
        return map(_new, repeat(Span), zip(self._starts, self._ends, strict=True))

    def iter_cut_by(self) -> Iterator[tuple[int, int, int, int]]:
        """The same as two offsets, behind those of the finding whose edit it is."""
        numbers = array("I", map(self._numbers.__getitem__, self._owners))
        starts, ends = (map(column.__getitem__, numbers) for column in (self._findings.starts, self._findings.ends))
        return zip(starts, ends, self._starts, self._ends, strict=True)

    def iter_parted(self) -> Iterator[Span]:
        """The findings whose edits put nothing but white space into them, and take nothing out."""
        blank = list(map(str.isspace, self._findings.texts))
        parted = bytearray(b"\1") * len(self._numbers)
        edits = zip(self.iter_cut_by(), self._texts, self._owners, strict=True)
        for (start, end, first, last), text, owner in edits:
            if not (start < first == last < end and blank[text]):
                parted[owner] = False
        for number in compress(self._numbers, parted):
            yield Span(self._findings.starts[number], self._findings.ends[number])

    def iter_put(self) -> Iterator[Span]:
        """What they put there, as places in the text after them."""
        lengths = list(map(len, self._findings.texts))
        moved = 0
        for start, end, text in zip(self._starts, self._ends, self._texts, strict=True):
            length = lengths[text]
            yield Span(start + moved, start + moved + length)
            moved += length - (end - start)

    @cached_property
    def places(self) -> SpanSet:
        """What the edits take out, to be asked what it meets."""
        return SpanSet(zip(self._starts, self._ends, strict=True))

    def iter_cut_but(self, spared: frozenset[str]) -> Iterator[tuple[int, int]]:
        """What the edits take out, but for those of the spared rules."""
        without = [kind.rule in spared for kind in self._findings.kinds]
        which = self._findings.which
        for start, end, owner in zip(self._starts, self._ends, self._owners, strict=True):
            if not without[which[self._numbers[owner]]]:
                yield start, end

    def find_nearest(self, offset: int | None) -> int | None:
        """Which of them is to blame for what happens at an offset: the one with the nearest edit."""
        if offset is None or not self._starts:
            return None
        following = bisect_right(self._starts, offset)
        following -= following > 0 and self._starts[following - 1] == offset < self._ends[following - 1]
        near = range(max(0, following - 1), min(len(self._starts), following + 1))
        return self._owners[min(near, key=lambda index: self._measure_distance(index, offset))]

    def _measure_distance(self, index: int, offset: int) -> int:
        return max(self._starts[index] - offset, offset - self._ends[index], 0)
