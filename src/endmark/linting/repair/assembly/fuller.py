"""Tellings that say all that an earlier one says, and more: they take its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import HEAVY, Part
from endmark.linting.repair.assembly.sections import are_alike
from endmark.linting.repair.stubs import LEAST_FRAGMENT

MOST_NEW = 5
"""Sentences more in a telling that goes on; one with more is several paragraphs that ran together."""


def is_covered(assembly: Assembly, before: Part, part: Part, told: Sequence[Part | None]) -> bool:
    """Whether a part says all that the text before it says, and more, and nothing else stands between."""
    if before.weight < LEAST_FRAGMENT or before.takes_in or not _says_all(assembly, before, part, told):
        return False
    title = assembly.titles_before[before.number]
    above = assembly.parts[title].said if title >= 0 else None
    between = (assembly.parts[number] for number in range(before.number + 1, part.number))
    return not any(not other.level or other.said != above for other in between if not (other.gone or other.is_marker))


def find_place(assembly: Assembly, part: Part, told: Sequence[Part | None]) -> Part | None:
    """The paragraph before a part that says only what the part says, too: there the fuller telling belongs.

    What is added then stands where it belongs: behind the sentence that it follows.
    """
    if told[0] is None and 0 not in assembly.fuller.get(part.number, ()):
        return None
    if part.breaks_off or part.number in assembly.rests:
        return None
    near = (assembly.parts[number] for number, _ in sorted(assembly.near.get(part.number, ())))
    places = dict.fromkeys(chain((earlier for earlier in told if earlier is not None), near))
    return next((place for place in places if _is_fuller(assembly, part, place, told)), None)


def _is_fuller(assembly: Assembly, part: Part, place: Part, told: Sequence[Part | None]) -> bool:
    """Whether a part says all that an untouched one before it says, and whatever was put into its place."""
    if place.gone or place.weight < HEAVY or place.number in assembly.rests:
        return False
    if (place.is_titled or part.is_titled) and not _are_titled_alike(place, part):
        return False
    if place.first or place.last < len(place.sentences) or place.number in assembly.contested or place.additions:
        return False
    if not place.is_titled and any(sentence.said in assembly.titles for sentence in place.sentences):
        return False
    tellings = [one for one in (place, place.replacement) if one is not None]
    return are_alike(place.block, part.block, assembly.document) and all(
        _says_all(assembly, one, part, _list_told_by(one, part, told)) for one in tellings
    )


def _are_titled_alike(one: Part, other: Part) -> bool:
    return one.is_titled and other.is_titled and one.sentences[0].said == other.sentences[0].said


def _list_told_by(before: Part, part: Part, told: Sequence[Part | None]) -> Sequence[Part | None]:
    """Of what stands before a part what tells its sentences, where others tell what one of them tells, too."""
    said = {sentence.said for sentence in before.sentences}
    near = {number for number, other in enumerate(told) if other is before}
    return [
        before if number in near or sentence.said in said else None if other in (before.replacement, None) else other
        for number, (sentence, other) in enumerate(zip(part.sentences, told, strict=True))
    ]


def _says_all(assembly: Assembly, before: Part, part: Part, told: Sequence[Part | None]) -> bool:
    """Whether a part says all that an earlier one says, and of the others nothing."""
    if before.block.kind != part.block.kind or assembly.is_fixed(before) or before.first or not part.said:
        return False
    if not (before.telling < part.telling or any(map(assembly.sure.overlaps, (part.block.span, before.block.span)))):
        return False
    if len(part.sentences) > len(before.sentences) + MOST_NEW or before.number in assembly.joints:
        return False
    if not all(earlier is None or earlier is before for earlier in told):
        return False
    for number, sentence in enumerate(before.sentences):
        cut = before.breaks_off and number == len(before.sentences) - 1
        if (before.number, number) not in assembly.near.get(part.number, ()) and not any(
            other.said.startswith(sentence.said) if cut else other.said == sentence.said for other in part.sentences
        ):
            return False
    return True
