"""Alternatives of which a reader sees one at a time: tabs, zones, the two halves of a condition."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from endmark.document.span import Span


class Branch(Struct, frozen=True):
    """One alternative: those with the same `group` and another `number` are never shown together with it.

    `outer` is the place of the innermost branch around it in the document's sequence, -1 when there is none.
    """

    span: Span
    group: int
    number: int
    outer: int = -1


def are_alternatives(branches: Sequence[Branch], one: int, other: int) -> bool:
    """Whether no reader sees what stands at both of these offsets of the source."""
    if not branches:
        return False
    numbers = {branch.group: branch.number for branch in _iter_around(branches, one)}
    return any(numbers.get(branch.group, branch.number) != branch.number for branch in _iter_around(branches, other))


def _iter_around(branches: Sequence[Branch], offset: int) -> Iterator[Branch]:
    """The branches that an offset lies in, from the innermost to the outermost."""
    index = bisect_right(branches, offset, key=_get_start) - 1
    while index >= 0:
        branch = branches[index]
        if offset < branch.span.end:
            yield branch
        index = branch.outer


def _get_start(branch: Branch) -> int:
    return branch.span.start
