"""Sections that several passes tell: what each adds comes to where the first stands."""

from __future__ import annotations

from itertools import takewhile

from endmark.linting.repair.assembly.closings import closes
from endmark.linting.repair.assembly.fuller import MOST_NEW
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Addition, Part
from endmark.linting.repair.assembly.questions import asks
from endmark.linting.repair.assembly.references import goes_into, points_back
from endmark.linting.repair.assembly.sections import are_alike
from endmark.linting.repair.assembly.weaving import cut_out
from endmark.linting.repair.conjunctions import drop_conjunction


def gather_sections(assembly: Assembly) -> None:
    """What a later pass adds under a title that stood before goes behind the text that it follows there, too.

    So does what is left of a paragraph whose beginning is told: behind that. What points back at what goes because it
    is told, or what stands between two texts that are, comes to where they are told, whatever the title.
    """
    behind: Part | None = None
    before: Part | None = None
    for part in assembly.parts:
        if part.is_marker:
            before = part
            continue
        place, behind = behind, None
        lead, before = before, part
        if not part.is_text:
            continue
        if part.gone or part.number in assembly.light:
            told = assembly.told_by.get(part.number)
            behind = told if told is not None and not told.gone else None
            continue
        if part.first:
            place = assembly.told_first.get(part.number)
        behind_marker = lead is not None and lead.is_marker
        if place is None or not may_come_behind(assembly, place, part, behind_marker=behind_marker):
            continue
        if part.is_titled and (part.first, part.last) == (0, 1):
            below = next(assembly.iter_behind(part), part)
            if below is part or not below.is_text or below.gone or below.is_titled:
                continue  # only its title is left, and goes with its text
            if not may_come_behind(assembly, place, below):
                continue
        if addition := _make_addition(assembly, place, part):
            place.additions.append(addition)
        else:
            place.added.append(part)
            if lead is not None and lead.gone and not lead.moved and not part.first:
                part.lead = lead
        part.gone = part.moved = True
        assembly.told.add(part.number)
        behind = place


def may_come_behind(assembly: Assembly, place: Part, part: Part, *, behind_marker: bool = False) -> bool:
    """Whether a part belongs behind a place, and may come there; behind a marker only what points back does."""
    if behind_marker and not points_back(part.sentences[0].content):
        return False
    if part.number in assembly.contested or part.number in assembly.rests or part.breaks_off:
        return False
    if assembly.originals.get(part.number) and not (part.first or part.number in assembly.own):
        return False  # what it tells again would stand beside the first telling
    titles = assembly.get_title(place), assembly.get_title(part)
    if not (_stand_below_same(*titles) or _is_parted(assembly, place, part)):
        return False
    if not are_alike(place.block, part.block, assembly.document):
        return False
    return not place.gone and place.block.kind == "paragraph" and place.last == len(place.sentences)


def _make_addition(assembly: Assembly, place: Part, part: Part) -> Addition | None:
    """What is left of a part whose first sentences are told: it goes on where the last of them ends a paragraph."""
    number = len(place.sentences) - 1
    if not part.first or part.last - part.first > MOST_NEW or place.added or place.replacement is not None:
        return None
    if place.sentences[number].said != part.sentences[part.first - 1].said or place.breaks_off:
        return None
    if any(one.behind == number for one in place.additions):
        return None
    written = cut_out(assembly.document, part.block, part.bounds[part.first][0], part.bounds[part.last - 1][1])
    return None if written is None else Addition(number, part, written)


def _stand_below_same(above: Part | None, title: Part | None) -> bool:
    """Whether two titles name one section, told twice."""
    if above is None or title is None or above is title:
        return False
    return above.level == title.level and title.name in (above.said, above.name)


def _is_parted(assembly: Assembly, place: Part, part: Part) -> bool:
    """Whether a part belongs to what is told further above, and nothing that stands there points back itself.

    It points back at that, or goes into it; or what its pass says next is told behind that, too; or the article closes
    behind that, and the pass has nothing else to say.
    """
    if part.first or not part.sentences:
        return False
    first = part.sentences[0].content
    if not (points_back(first) or (_is_own(assembly, part) and _belongs_behind(assembly, place, part))):
        return False
    following = next((one for one in assembly.iter_behind(place) if not (one.gone or one.is_marker)), part)
    if following is part or following.level or not following.sentences:
        return following is not part
    if asks(place):
        return False  # what follows a question answers it
    first = following.sentences[0].content
    return not points_back(drop_conjunction(first))


def _belongs_behind(assembly: Assembly, place: Part, part: Part) -> bool:
    if goes_into(part.sentences[0].content) or _is_followed(assembly, place, part):
        return True
    return _is_left_behind_closing(assembly, place, part)


def _is_left_behind_closing(assembly: Assembly, place: Part, part: Part) -> bool:
    """Whether a part is all that its pass adds at its end, and the article has closed behind what it follows."""
    if place.telling >= part.telling or closes(part):
        return False
    kept = [one for one in assembly.parts[place.number + 1 : part.number] if not (one.gone or one.is_marker)]
    closing = next((number for number, one in enumerate(kept) if closes(one)), None)
    if closing is None or any(one.level for one in kept[closing + 1 :]):
        return False
    in_pass = takewhile(lambda one: not one.is_marker, assembly.iter_behind(part))
    return all(one.gone for one in in_pass)


def _is_own(assembly: Assembly, part: Part) -> bool:
    """Whether no other part tells any of a part, in whatever words."""
    return not assembly.originals.get(part.number) and not assembly.near.get(part.number)


def _is_followed(assembly: Assembly, place: Part, part: Part) -> bool:
    """Whether a pass says behind a part what an earlier one says behind a place, or begins a section of it."""
    if place.telling >= part.telling:
        return False
    for other in assembly.iter_behind(part):
        if other.is_marker:
            return False
        if other.level:
            return place.number < assembly.titles.get(other.name, -1) < other.number
        if other.gone:
            told = assembly.told_by.get(other.number)
            return told is not None and not told.gone and place.number < told.number and told.telling < other.telling
        if not other.is_text:
            return False
    return False
