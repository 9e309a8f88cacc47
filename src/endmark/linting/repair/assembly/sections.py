"""Sections that several passes tell: what each adds comes to where the first stands."""

from __future__ import annotations

from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part


def gather_sections(assembly: Assembly) -> None:
    """What a later pass adds under a title that stood before goes behind the text that it follows there, too."""
    behind: Part | None = None
    for part in assembly.parts:
        title = assembly.get_title(part)
        place, behind = behind, None
        if not part.is_text:
            continue
        if part.gone or part.number in assembly.light:
            told = assembly.told_by.get(part.number)
            behind = told if told is not None and not told.gone else None
            continue
        if place is None or title is None or part.number in assembly.contested or part.first or part.breaks_off:
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


def are_alike(one: Block, other: Block, document: Document) -> bool:
    """Whether a block may stand where another one does: two paragraphs, or two items of lists in one line each."""
    if (one.kind, one.depth) != (other.kind, other.depth):
        return False
    if one.kind == "paragraph":
        return not one.depth
    return one.kind == "list-item" and not any(
        "\n" in document.source.get_excerpt(block.span) for block in (one, other)
    )
