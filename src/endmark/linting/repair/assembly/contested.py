"""Passages that say something else in nearly the same words: both of them stay."""

from __future__ import annotations

from endmark.checks.text.difference import count_decisive
from endmark.document.sentences import COLONS
from endmark.linting.repair.assembly.model import Assembly

_FARTHEST = 3
"""Parts between what a passage tells and what it contradicts: of another place of the article it says its own."""


def keep_contested(assembly: Assembly) -> None:
    """Passages that say something else in nearly the same words stay, both of them.

    What the last sentence of one leads into stays with it: it may belong to this wording alone. A passage that tells
    again what stands elsewhere may say a sentence of its own that is like one far from there: that stays anyway.
    """
    for part in filter(assembly.may_repeat, assembly.texts):
        earlier = [assembly.tellings.find_earlier(part, number) for number in range(len(part.sentences))]
        tells = [one.number for one in earlier if one is not None]
        for number in range(len(part.sentences) - part.breaks_off):
            if earlier[number] is not None:
                continue
            if len(part.sentences) == 1 and assembly.tellings.find_tail(part.said, part) is not None:
                continue
            near = assembly.tellings.find_near(part, number)
            if near is None or near.is_told or near.is_fuller:
                continue
            if tells and all(abs(one - near.part.number) > _FARTHEST for one in tells):
                continue
            told = assembly.tellings.find_earlier(near.part, near.number) or near.part  # it may be a copy itself
            assembly.contested |= {part.number, told.number}
            assembly.contests[part.number].add(told.number)
            others = part.sentences[number], near.part.sentences[near.number]
            if number == len(part.sentences) - 1 and _lead_on(*(one.content for one in others)):
                assembly.contested.add(part.number + 1)


def _lead_on(one: str, other: str) -> bool:
    """Whether what follows two tellings of a sentence hangs on their difference: they count it, or introduce it."""
    return one.rstrip().endswith(COLONS) or count_decisive(one) != count_decisive(other)
