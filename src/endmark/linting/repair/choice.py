"""Which fixes can be applied together."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import islice
from operator import ge, le, lt

from endmark.linting.checking.findings import Findings


def choose_fixes(findings: Findings, open_: Sequence[int], *, touching: bool) -> Sequence[int]:
    """As many of these findings as can be repaired together, those whose fixes take out most first.

    Those whose fixes reword come after the others, and those that wait only by themselves.
    `touching` says that what is taken out may begin where something else that is ends.
    """
    ready, urgent = set[int](), set[int]()
    for kind in findings.find_kinds(open_):
        fix = findings.kinds[kind].repair
        if fix is not None and not fix.waits:
            ready.add(kind)
            if not fix.rewords:
                urgent.add(kind)
    wanted = urgent or ready
    candidates = array("I", (number for number in open_ if findings.which[number] in wanted)) if wanted else open_
    ordered = _order(findings, candidates)
    if _are_apart(findings, ordered):
        return ordered
    taken = _Taken(touching=touching)
    return array("I", (number for number in ordered if taken.take(findings, number)))


def _are_apart(findings: Findings, numbers: Sequence[int]) -> bool:
    """Whether each edit begins behind all before it, as where very many findings are of one kind."""
    starts, ends, *_ = findings.copy_edits(numbers)
    return all(map(le, starts, ends)) and all(map(lt, ends, islice(starts, 1, None)))


def _order(findings: Findings, numbers: Sequence[int]) -> Sequence[int]:
    """The findings, those first whose fixes take out most, then as they stand in the text."""
    sizes = array("I", findings.measure_cuts(numbers))
    starts = array("I", map(findings.starts.__getitem__, numbers))
    if all(map(ge, sizes, islice(sizes, 1, None))) and all(map(lt, starts, islice(starts, 1, None))):
        return numbers  # as most are, where there are very many

    def make_key(place: int) -> tuple[int, int, int, str]:
        number = numbers[place]
        return -sizes[place], starts[place], findings.ends[number], findings.get_kind(number).rule

    return array("I", (numbers[place] for place in sorted(range(len(numbers)), key=make_key)))


class _Taken:
    """What the edits of some fixes take out, in order; each is one number, as there may be very many."""

    def __init__(self, *, touching: bool) -> None:
        self._edits = array("Q")
        self._end = -1
        self._touching = touching

    def take(self, findings: Findings, number: int) -> bool:
        """Take up the fix of a finding, if none of its edits shares anything with the others nor touches one."""
        edits = [_pack(start, end, writes=bool(written)) for start, end, written in findings.iter_edits(number)]
        if not all(map(self._is_free, edits)):
            return False
        for edit in edits:
            insort(self._edits, edit)
            self._end = max(self._end, _unpack(edit)[1])
        return True

    def _is_free(self, edit: int) -> bool:
        """Whether an edit shares nothing with the others, nor touches one; on demand it may."""
        start, end, writes = _unpack(edit)
        if start > self._end:  # as nearly always, where there are very many
            return True
        index = bisect_left(self._edits, edit & ~1)
        for other in self._edits[max(0, index - 1) : index + 1]:
            first, last, puts = _unpack(other)
            if last < start or end < first:
                continue
            overlaps = start < last and first < end
            if not self._touching or overlaps or writes or puts:
                return False
        return True


_BITS = 31
_MOST = (1 << _BITS) - 1


def _pack(start: int, end: int, *, writes: bool) -> int:
    return (start << _BITS | end) << 1 | writes


def _unpack(edit: int) -> tuple[int, int, bool]:
    return edit >> _BITS + 1, edit >> 1 & _MOST, bool(edit & 1)
