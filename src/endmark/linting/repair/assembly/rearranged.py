"""Sentences told again in another order of words, beside one that is told again in its own."""

from __future__ import annotations

from endmark.checks.text.rearrangement import rearranges
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part

_MOST_BESIDE = 2
"""Sentences of which one may be made."""


def tells_beside(assembly: Assembly, part: Part, number: int, step: int, earlier: Part) -> bool:
    """Whether an earlier part says what a sentence of another says, right beside where it says the next one of that.

    The next one is that behind it for a step of 1, that before it for one of -1.
    """
    sentence, said = part.sentences[number], part.sentences[number + step].said
    for place, beside in assembly.tellings.iter_places(said, part):
        if place is not earlier:
            continue
        for size in range(1, _MOST_BESIDE + 1):
            start, end = (beside - size, beside) if step > 0 else (beside + 1, beside + 1 + size)
            if start < place.first or end > place.last:
                break
            others = " ".join(one.content for one in place.sentences[start:end])
            if rearranges(sentence.content, others, place.block.text.content):
                return True
    return False
