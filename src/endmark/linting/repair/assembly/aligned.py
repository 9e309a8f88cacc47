"""Two tellings of one paragraph, sentence by sentence: what the later one has more comes to where the first stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from endmark.checks.repetition.pairing import LEAST_SHARED
from endmark.checks.text.abridgement import abridges
from endmark.checks.text.extension import extends
from endmark.checks.text.folding import compute_weight
from endmark.checks.text.rearrangement import rearranges
from endmark.document.scripts import LANGUAGES_WITHOUT_SPACES
from endmark.linting.repair.assembly.fuller import MOST_NEW
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Addition, Part
from endmark.linting.repair.assembly.references import points_back
from endmark.linting.repair.assembly.weaving import (
    cut_out,
    find_end,
    find_start,
    may_be_completed,
    says_otherwise,
)
from endmark.linting.repair.pieces import Sentence

_LEAST_SENTENCES = 2
"""Sentences that two tellings share, in one order: one alone may be a turn of phrase."""

_MOST_SENTENCES = 200
"""Sentences of a paragraph up to which it is aligned with another; one with more is an article in one line."""


class _Gap(Struct, frozen=True):
    """What a part says from one sentence to before another, and what the place says there, both between shared ones."""

    start: int
    stop: int
    first: int
    last: int


def find_aligned(assembly: Assembly, part: Part, told: Sequence[Part | None]) -> Sequence[tuple[Part, Addition]]:
    """What a part adds to the earlier one that shares most with it, each between the sentences that it stands between.

    A sentence that says more takes the place of the one that says less. Empty where the two share too little in one
    order, and where a sentence may be another wording of one that stands there: only the author knows whether both
    are to stay.
    """
    if part.block.kind != "paragraph" or part.breaks_off or part.number in assembly.second_halves:
        return ()
    if part.is_titled and told[0] is None:
        return ()
    place = _find_place(assembly, part)
    if place is None or max(len(part.sentences), len(place.sentences)) > _MOST_SENTENCES:
        return ()
    instead = _list_fuller(assembly, part, place)
    gaps = _align(part, place, instead)
    if gaps is None or not instead.keys() >= assembly.fuller.get(part.number, frozenset()):
        return ()
    found = [
        *(_add(assembly, part, place, gap, told) for gap in gaps),
        *(_replace(assembly, part, place, number, instead[number]) for number in instead if told[number] is None),
    ]
    additions = [one for one in found if isinstance(one, Addition)]
    taken = {one.behind for one in place.additions}
    if None in found or any(one.behind in taken for one in additions):
        return ()
    if any(find_end(assembly.document, place, one.behind) is None for one in additions):
        return ()
    return [(place, addition) for addition in additions]


def _add(assembly: Assembly, part: Part, place: Part, gap: _Gap, told: Sequence[Part | None]) -> Addition | bool | None:
    """What a part adds in a gap; False where that is nothing, None where nobody can tell where it belongs."""
    new = [number for number in range(gap.start, gap.stop) if told[number] is None]
    if not new:
        return False
    added = [number for number in range(gap.start, new[-1] + 1) if number in new or _leads_on(place, number, new, told)]
    behind = _choose_place(place, gap, [part.sentences[number] for number in added])
    written = _write(assembly, part, added)
    return None if behind is None or written is None else Addition(behind, part, written)


def _replace(assembly: Assembly, part: Part, place: Part, number: int, replaced: int) -> Addition | None:
    """A sentence of a part in the place of another one; None where markup reaches beyond one of them."""
    written = _write(assembly, part, [number])
    if written is None or find_start(assembly.document, place, replaced) is None:
        return None
    return Addition(replaced, part, written, instead=True)


def _find_place(assembly: Assembly, part: Part) -> Part | None:
    """The earlier part that shares most with a part, the first of several, if it may be completed."""
    weights = Counter[int]()
    for sentence in part.sentences:
        for place, _ in assembly.tellings.iter_places(sentence.said, part):
            weights[place.number] += compute_weight(sentence.said)
    if not weights:
        return None
    place = assembly.parts[min(weights, key=lambda number: (-weights[number], number))]
    return place if may_be_completed(assembly, place, part) else None


def _list_fuller(assembly: Assembly, part: Part, place: Part) -> Mapping[int, int]:
    """The sentences of a part that say one of the place in nearly the same words, or say it and go on, by number."""
    found: dict[int, int] = {}
    there = {sentence.said: number for number, sentence in enumerate(place.sentences)}
    for number, sentence in enumerate(part.sentences):
        if sentence.said in there:
            continue
        near = assembly.tellings.find_near(part, number)
        if near is not None and near.part is place and (near.is_told or near.is_fuller):
            found[number] = near.number
            continue
        begun = (which for which, other in enumerate(place.sentences) if _says_more(sentence.content, other.content))
        if (which := next(begun, None)) is None:
            which = _find_rearranged(part, place, number, there)
        if which is not None:
            found[number] = which
    return found


def _find_rearranged(part: Part, place: Part, number: int, there: Mapping[str, int]) -> int | None:
    """The number of the sentence all of whose words one of a part has, in another order: where its neighbour stands."""
    content = part.sentences[number].content
    for step in (1, -1):
        if not 0 <= number + step < len(part.sentences):
            continue
        if (beside := there.get(part.sentences[number + step].said)) is None:
            continue
        which = beside - step
        may_be = 0 <= which < len(place.sentences) - place.breaks_off
        if may_be and rearranges(place.sentences[which].content, content, content):
            return which
    return None


def _says_more(one: str, other: str) -> bool:
    return extends(one, other) or abridges(other, one)


def _align(part: Part, place: Part, alike: Mapping[int, int]) -> Sequence[_Gap] | None:
    """What a part and a place say between the sentences that both have; None where they share too little."""
    from rapidfuzz.distance import LCSseq

    there = [sentence.said for sentence in place.sentences]
    said = (sentence.said for sentence in part.sentences)
    here = [there[alike[number]] if number in alike else one for number, one in enumerate(said)]
    steps = LCSseq.opcodes(here, there)
    shared = [number for step in steps if step.tag == "equal" for number in range(step.src_start, step.src_end)]
    tells_all = len(shared) == len(there)
    if len(shared) < _LEAST_SENTENCES or (
        not tells_all and sum(compute_weight(here[number]) for number in shared) < LEAST_SHARED
    ):
        return None
    if not alike.keys() <= set(shared):
        return None
    return [
        _Gap(rows[0].src_start, rows[-1].src_end, rows[0].dest_start, rows[-1].dest_end)
        for is_shared, group in groupby(steps, key=lambda step: step.tag == "equal")
        if not is_shared
        for rows in (list(group),)
    ]


def _choose_place(place: Part, gap: _Gap, added: Sequence[Sentence]) -> int | None:
    """Behind which sentence of a place some of another part come; None where nobody can tell.

    What the place says in the gap itself was told first, and goes before, unless what is new points back at what
    stands before both.
    """
    there = place.sentences[gap.first : gap.last]
    if len(added) > MOST_NEW or says_otherwise(added, there):
        return None
    if gap.first == 0:
        return None  # two ways to lead into the same are two wordings of one thought, as often as not
    behind = gap.last - 1
    if there and points_back(added[0].content):
        if points_back(there[0].content):
            return None
        behind = gap.first - 1
    return None if behind == len(place.sentences) - 1 and place.breaks_off else behind


def _leads_on(place: Part, number: int, new: Sequence[int], told: Sequence[Part | None]) -> bool:
    """Whether a sentence that is told far from a place stands right before a new one, which hangs on it."""
    following = next(one for one in new if one > number)
    return all(told[one] is not place for one in range(number, following))


def _write(assembly: Assembly, part: Part, new: Sequence[int]) -> str | None:
    """What the author wrote for some sentences of a part; None where markup reaches beyond one of their rows."""
    between = "" if part.block.language in LANGUAGES_WITHOUT_SPACES else " "
    rows = list(_iter_rows(new))
    written = [
        cut_out(assembly.document, part.block, part.bounds[first][0], part.bounds[last][1]) for first, last in rows
    ]
    return between.join(row for row in written if row is not None) if None not in written else None


def _iter_rows(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of numbers that follow each other."""
    for _, row in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        first, *_ = together = [number for _, number in row]
        yield first, together[-1]
