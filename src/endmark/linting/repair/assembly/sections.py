"""Sections that several passes tell: what each adds comes to where the first stands."""

from __future__ import annotations

from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.assembly.references import points_back
from endmark.linting.repair.conjunctions import measure_conjunction


def gather_sections(assembly: Assembly) -> None:
    """What a later pass adds under a title that stood before goes behind the text that it follows there, too.

    So does what is left of a paragraph whose beginning is told: behind that. What points back at what goes because it
    is told comes to where that is told, whatever the title.
    """
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
        if part.first:
            place = assembly.told_first.get(part.number)
        if place is None or part.number in assembly.contested or part.breaks_off:
            continue
        if part.is_titled and (part.first, part.last) == (0, 1):
            continue  # only its title is left: that goes with its text
        if not (_stand_below_same(assembly.get_title(place), title) or _is_parted(assembly, place, part)):
            continue
        if part.number in assembly.rests or not are_alike(place.block, part.block, assembly.document):
            continue
        if place.gone or place.block.kind != "paragraph" or place.last < len(place.sentences):
            continue
        place.added.append(part)
        part.gone = part.moved = True
        assembly.told.add(part.number)
        behind = place


def _stand_below_same(above: Part | None, title: Part | None) -> bool:
    """Whether two titles name one section, told twice."""
    if above is None or title is None or above is title:
        return False
    return (above.said, above.level) == (title.said, title.level)


def _is_parted(assembly: Assembly, place: Part, part: Part) -> bool:
    """Whether a part points back at what is told further above, and nothing that stands there points back itself."""
    if part.first or not part.sentences or not points_back(part.sentences[0].content):
        return False
    following = next((one for one in assembly.iter_behind(place) if not (one.gone or one.is_marker)), part)
    if following is part or following.level or not following.sentences:
        return following is not part
    first = following.sentences[0].content
    return not points_back(first[measure_conjunction(first) :])


def are_alike(one: Block, other: Block, document: Document) -> bool:
    """Whether a block may stand where another one does: two paragraphs, or two items of lists in one line each."""
    if (one.kind, one.depth) != (other.kind, other.depth):
        return False
    if one.kind == "paragraph":
        return not one.depth
    return one.kind == "list-item" and not any(
        "\n" in document.source.get_excerpt(block.span) for block in (one, other)
    )
