"""Whole sections that only a later pass has: they go between the sections between which they stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part

_Section = Sequence[Part]
"""A title and all that stands below it, with deeper titles."""


def place_own_sections(assembly: Assembly) -> None:
    """Let sections that nothing tells come to where the section begins that follows them in their pass, too.

    The text before them in the pass must be told before that place. At the end of a pass they go on, and stay.
    """
    for row in _iter_rows(assembly):
        first, last = row[0][0], row[-1][-1]
        following = _find_same_title(assembly, last.number + 1)
        told = _find_told_before(assembly, first.number - 1)
        if following is None or told is None or following.level != first.level or told.number >= following.number:
            continue
        place = next((part for part in reversed(assembly.parts[: following.number]) if not part.gone), None)
        if place is None or place.block.kind != "paragraph" or place.block.depth or place.last < len(place.sentences):
            continue
        if place.number < told.number or place.number in assembly.joints or place.breaks_off:
            continue
        for part in chain.from_iterable(row):
            place.added.append(part)
            part.gone = part.moved = True
            assembly.told.add(part.number)


def _iter_rows(assembly: Assembly) -> Iterator[Sequence[_Section]]:
    """Sections that nothing tells, one behind the other."""
    row: list[_Section] = []
    number = 0
    while number < len(assembly.parts):
        section = _read_section(assembly, number)
        if section and (not row or section[0].level == row[0][0].level) and _is_own(assembly, section):
            row.append(section)
            number += len(section)
            continue
        if row:
            yield row
            row = []
        number += 1
    if row:
        yield row


def _read_section(assembly: Assembly, number: int) -> _Section:
    title = assembly.parts[number]
    if not title.level:
        return ()
    section = [title]
    for part in assembly.iter_behind(title):
        if part.is_marker or (part.level and part.level <= title.level):
            break
        section.append(part)
    return section


def _is_own(assembly: Assembly, section: _Section) -> bool:
    """Whether a later pass alone has a section, with text below its title, and nothing has become of it."""
    title, *body = section
    if not (title.telling and body) or any(
        part.level and assembly.titles.get(part.name, part.number) < part.number for part in section
    ):
        return False
    return not any(
        part.gone
        or part.moved
        or part.takes_in
        or part.first
        or part.last < len(part.sentences)
        or part.breaks_off
        or part.is_titled
        or part.block.depth
        or part.number in assembly.contested
        or part.number in assembly.rests
        or assembly.is_fixed(part)
        for part in section
    )


def _find_same_title(assembly: Assembly, number: int) -> Part | None:
    """The title of an earlier pass that the part of that number says again."""
    again = assembly.parts[number] if number < len(assembly.parts) else None
    if again is None or not again.level or (earlier := assembly.titles.get(again.name, -1)) < 0:
        return None
    title = assembly.parts[earlier]
    return title if title.telling < again.telling and title.level == again.level and not title.gone else None


def _find_told_before(assembly: Assembly, number: int) -> Part | None:
    """The part that tells what the part of that number says last, or into which that has come."""
    part = assembly.parts[number]
    told = assembly.told_by.get(part.number) if part.gone else None
    return told if told is not None and told.telling < part.telling and not told.gone else None
