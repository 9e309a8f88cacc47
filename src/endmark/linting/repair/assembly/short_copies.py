"""Short copies, of which one alone may be a turn of phrase: they go with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import HEAVY, Part

_FARTHEST = 20
"""Parts by which two originals may lie apart: a pass that tells an article again may leave out a list or code."""


def take_short_copies_along(assembly: Assembly) -> None:
    """Short copies go where their neighbours do, or where together they are no turn of phrase any more."""
    for stretch in _iter_told_stretches(assembly):
        for row in _iter_rows(assembly, stretch):
            short = [part for part in row if part.number in assembly.light]
            if any(part.gone for part in row) or sum(part.weight for part in short) >= HEAVY:
                for part in short:
                    part.gone = True


def _iter_rows(assembly: Assembly, stretch: Iterable[Part]) -> Iterator[Sequence[Part]]:
    """The texts among parts in a row, in pieces of which each tells its originals in their order."""
    row: list[Part] = []
    for part in stretch:
        if not part.is_text:
            continue
        if row and not _follows(assembly, row[-1], part):
            yield row
            row = []
        row.append(part)
    if row:
        yield row


def _follows(assembly: Assembly, before: Part, part: Part) -> bool:
    """Whether one part may tell again what follows that which the one before it tells again."""
    here, there = assembly.originals.get(before.number), assembly.originals.get(part.number)
    if not here or not there:
        return True
    return any(0 <= second - first <= _FARTHEST for first in here for second in there)


def _iter_told_stretches(assembly: Assembly) -> Iterator[Sequence[Part]]:
    """Parts in a row that all are told elsewhere; titles and markers do not part them."""
    stretch: list[Part] = []
    for part in assembly.parts:
        if part.gone or part.number in assembly.light or part.number in assembly.shown_again:
            stretch.append(part)
        elif not part.level and not part.is_marker:
            if stretch:
                yield stretch
            stretch = []
    if stretch:
        yield stretch
