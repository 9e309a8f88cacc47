"""Sections that several passes tell: what each adds comes to where the first stands."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part


def gather_sections(assembly: Assembly) -> None:
    """What a later pass adds under a title that stood before comes to the section of that title.

    There it goes behind the text that it follows; a section that says nothing that was said, behind all of it.
    """
    behind: Part | None = None
    for part in assembly.parts:
        title = assembly.get_title(part)
        place, behind = behind, None
        if part.level:
            behind = _find_end_of_first(assembly, part)
        if not part.is_text:
            continue
        if part.gone or part.number in assembly.told:
            told = assembly.told_by.get(part.number)
            behind = told if told is not None and not told.gone else None
            continue
        if place is None or title is None or not _may_move(assembly, part):
            continue
        above = assembly.get_title(place)
        if above is None or above is title or (above.said, above.level) != (title.said, title.level):
            continue
        if part.number in assembly.rests or not are_alike(place.block, part.block, assembly.document):
            continue
        if place.block.kind != "paragraph" or place.last < len(place.sentences):
            continue
        place.added.append(part)
        part.gone = part.moved = True
        assembly.told.add(part.number)
        behind = place


def _find_end_of_first(assembly: Assembly, title: Part) -> Part | None:
    """The end of the section in which a title stands first, where all that stands below the title may come there."""
    number = assembly.titles.get(title.said, title.number)
    if not 0 <= number < title.number or not assembly.assembled:
        return None
    first = assembly.parts[number]
    if first.gone or first.level != title.level or first.telling == title.telling:
        return None
    body = list(_iter_section(assembly, title))
    following = assembly.parts[title.number + len(body) + 1 : title.number + len(body) + 2]
    if any(other.level > title.level for other in following):
        return None
    last = next(reversed(list(_iter_section(assembly, first))), None)
    if last is None or not body or last.gone or last.takes_in or last.breaks_off or not last.is_text:
        return None
    return last if all(part.is_text and not part.gone and _may_move(assembly, part) for part in body) else None


def _may_move(assembly: Assembly, part: Part) -> bool:
    return part.number not in assembly.contested and not part.first and not part.breaks_off


def _iter_section(assembly: Assembly, title: Part) -> Iterator[Part]:
    """What stands below a title up to the next one, or to the end of its pass."""
    for part in assembly.iter_behind(title):
        if part.is_marker or part.level or part.is_titled:
            return
        yield part


def are_alike(one: Block, other: Block, document: Document) -> bool:
    """Whether a block may stand where another one does: two paragraphs, or two items of lists in one line each."""
    if (one.kind, one.depth) != (other.kind, other.depth):
        return False
    if one.kind == "paragraph":
        return not one.depth
    return one.kind == "list-item" and not any(
        "\n" in document.source.get_excerpt(block.span) for block in (one, other)
    )
