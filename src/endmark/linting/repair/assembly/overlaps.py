"""Passes that begin with the very blocks that the one before ended with: those go, short ones and code too."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part


def drop_overlaps(assembly: Assembly) -> None:
    """Take out what a pass begins with, where it is all that the pass before ended with, block for block."""
    if not assembly.assembled:
        return
    before: Sequence[Part] = ()
    for behind in _split_at_markers(assembly.parts):
        size = _measure_overlap(
            [_get_key(part, assembly) for part in before], [_get_key(part, assembly) for part in behind]
        )
        if size > 1 and not any(map(assembly.is_fixed, behind[:size])):
            for part, original in zip(behind, before[len(before) - size :], strict=False):
                part.gone = True
                assembly.told.add(part.number)
                assembly.told_by[part.number] = original
        before = behind


def _split_at_markers(parts: Sequence[Part]) -> list[list[Part]]:
    passes: list[list[Part]] = [[]]
    for part in parts:
        if not part.is_marker:
            passes[-1].append(part)
        elif passes[-1]:
            passes.append([])
    return passes


def _get_key(part: Part, assembly: Assembly) -> tuple[str, int, str]:
    """What two blocks must have in common: to the letter, or a cut sentence would be one with its whole."""
    block = part.block
    return block.kind, block.depth, assembly.document.source.get_excerpt(block.span)


def _measure_overlap(before: Sequence[object], behind: Sequence[object]) -> int:
    """How many at the end of one row are those at the beginning of the other: the most there are, in linear time."""
    borders = [0]
    for place in range(1, len(behind)):
        borders.append(_extend(behind, borders, borders[-1], behind[place]))
    size = 0
    for key in before[-len(behind) :] if behind else ():
        size = _extend(behind, borders, size, key)
    return size


def _extend(row: Sequence[object], borders: Sequence[int], size: int, key: object) -> int:
    """How many at the beginning of a row end with this, where so many ended with what stands before it."""
    if size == len(row):
        size = borders[size - 1]
    while size and row[size] != key:
        size = borders[size - 1]
    return size + (row[size] == key)
