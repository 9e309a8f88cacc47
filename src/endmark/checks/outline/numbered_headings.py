"""Headings that are numbered, together with those that count the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from endmark.checks.text.ordinals import Ordinal, read_ordinal
from endmark.checks.text.releases import names_release
from endmark.checks.text.title_level import get_title_level
from endmark.document.blocks import Block
from endmark.document.line_pattern import LinePattern
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds

_REGULAR = 0.5
"""The share of the headings that must follow the one before by one: fewer are dates, versions, or chosen ones."""

_BARE_STEPS = 3
"""So many must follow the one before by one where nothing but a blank parts number and words: `2 gates` is no count."""

_BOLD_LINE = LinePattern(r"(?:\*\*|__)[^*_\n]{1,120}(?:\*\*|__)[ \t]*$")


class NumberedHeading(Struct, frozen=True):
    """A heading, or a line in bold letters that serves as one, and its number."""

    block: Block
    ordinal: Ordinal


def iter_numberings(document: Document, min_headings: int) -> Iterator[Sequence[NumberedHeading]]:
    """The numberings of a document: headings with the same parent, level and word before the number, at least so many.

    Headings in quotations and lists are left alone.
    """
    for group in _find_groups(_iter_headings(document)):
        if len(group) >= min_headings and _is_numbering(group):
            yield group


def _iter_headings(document: Document) -> Iterator[tuple[int, Block]]:
    """The headings outside quotations and lists, each with its level, and the lines in bold letters below them."""
    bold = _BOLD_LINE.occurs(document.source.text)
    for block in select_kinds(document.blocks, {"heading", "paragraph"} if bold else {"heading"}):
        if level := get_title_level(block):
            yield level, block


def _find_groups(headings: Iterable[tuple[int, Block]]) -> Iterator[Sequence[NumberedHeading]]:
    """The numbered headings that count the same, below the same parent."""
    groups: dict[tuple[int, int, str, tuple[int, ...], bool], list[NumberedHeading]] = defaultdict(list)
    parents: list[tuple[int, int]] = []
    for level, block in headings:
        while parents and parents[-1][0] >= level:
            parents.pop()
        ordinal = read_ordinal(block.text.content)
        if ordinal and not names_release(block.text.content):  # a project may leave a version out
            parent = parents[-1][1] if parents else -1
            groups[parent, level, ordinal.word, ordinal.outer, ordinal.marked].append(NumberedHeading(block, ordinal))
        parents.append((level, block.span.start))
    yield from groups.values()


def _is_numbering(group: Sequence[NumberedHeading]) -> bool:
    steps = [after.ordinal.number - before.ordinal.last for before, after in pairwise(group)]
    least = 1 if group[0].ordinal.marked else _BARE_STEPS
    return group[0].ordinal.number <= 1 and steps.count(1) >= max(least, _REGULAR * len(steps))
