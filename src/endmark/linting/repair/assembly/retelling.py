"""What a later pass says again: what of it goes, and what of it stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from endmark.checks.cuts.rests import begins_inside
from endmark.checks.repetition.pairing import LEAST_SHARED
from endmark.checks.text.folding import compute_weight
from endmark.linting.repair.assembly.aligned import find_aligned
from endmark.linting.repair.assembly.fuller import MOST_NEW, find_place, is_covered
from endmark.linting.repair.assembly.gathering import may_come_behind
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import HEAVY, Addition, Part
from endmark.linting.repair.assembly.questions import is_answered, is_answered_anew
from endmark.linting.repair.assembly.rearranged import tells_beside
from endmark.linting.repair.assembly.references import points_back, points_back_past
from endmark.linting.repair.assembly.weaving import find_additions
from endmark.linting.repair.conjunctions import drop_conjunction
from endmark.linting.repair.stubs import LEAST_FRAGMENT


def leave_one_telling(assembly: Assembly) -> None:
    """Decide about each text what of it goes because others say it; one that was kept may go for a later one."""
    kept: list[Part] = []
    for part in assembly.texts:
        if part.gone:
            continue
        told = [_find_told(assembly, part, number) for number in range(len(part.sentences))]
        if assembly.may_repeat(part):
            _compare(assembly, part, told)
        if part.number in assembly.rests and assembly.tellings.find_earlier(assembly.rests[part.number], 0) is None:
            told[-1] = None
        _decide(assembly, part, told, kept)
        if told[-1] is not None:
            assembly.told_by.setdefault(part.number, told[-1])
        if not part.gone:
            kept.append(part)


def _find_told(assembly: Assembly, part: Part, number: int) -> Part | None:
    """The part before a part that says one of its sentences, or that a title in it names."""
    earlier = assembly.tellings.find_earlier(part, number)
    if earlier is None and assembly.titles.get(part.sentences[number].said, part.number) < part.number:
        earlier = next((other for other in assembly.texts if other.number < part.number), None)
    return earlier or assembly.tellings.find_in_context(part, number)


def _compare(assembly: Assembly, part: Part, told: list[Part | None]) -> None:
    """Look for the sentences that are not told yet in nearly the same words."""
    for number, earlier in enumerate(told):
        if earlier is None and (near := assembly.tellings.find_near(part, number)) and (near.is_told or near.is_fuller):
            assembly.near[part.number].add((near.part.number, near.number))
            if near.is_told:
                told[number] = near.part
                assembly.stands_for[part.number, number] = near.number
            else:
                assembly.fuller[part.number].add(number)
    if any(told):
        _look_beside(assembly, part, told)


def _look_beside(assembly: Assembly, part: Part, told: list[Part | None]) -> None:
    """Look for what is not told yet in another order of words, where its neighbour is told: right beside that.

    Halves of sentences are no wordings of others.
    """
    if part.breaks_off or part.number in assembly.second_halves or part.number in assembly.joints:
        return
    fuller: AbstractSet[int] = assembly.fuller.get(part.number, frozenset())
    for number, earlier in enumerate(told):
        if earlier is not None or number in fuller:
            continue
        for step in (1, -1):
            place = told[number + step] if 0 <= number + step < len(told) else None
            if place is not None and not place.breaks_off and tells_beside(assembly, part, number, step, place):
                told[number] = place
                break


def _decide(assembly: Assembly, part: Part, told: Sequence[Part | None], kept: list[Part]) -> None:
    before = kept[-1] if kept else None
    if part.number in assembly.contested:
        _trim_contested(assembly, part, told, before)
    if part.number in assembly.contested or assembly.is_fixed(part):
        return
    assembly.originals[part.number] = _list_originals(assembly, part, told)
    if all(told):
        _decide_told(assembly, part, [earlier for earlier in told if earlier is not None])
        return
    if not assembly.assembled:
        return
    if part.is_titled and all(told[1:]) and not _is_long_enough(assembly, part, 1, len(told)):
        if _is_evident(assembly, part, told[1:]):
            assembly.told.add(part.number)
            assembly.light.add(part.number)  # a title of its own says nothing
        return
    if before is not None and before.number not in assembly.contested and is_covered(assembly, before, part, told):
        before.gone = True
        assembly.told_next.add(before.number)
        part.drop_ellipsis()
        kept.pop()
        return
    if _takes_a_place(assembly, part, told, kept) or _adds(assembly, part, told, kept):
        part.gone = part.moved = True
        assembly.told.add(part.number)
    elif not assembly.fuller.get(part.number):
        _trim(assembly, part, told, before)


def _decide_told(assembly: Assembly, part: Part, originals: Sequence[Part]) -> None:
    """Take out a part all of which others tell, but a question that is answered here alone."""
    assembly.told.add(part.number)
    if not _is_evident(assembly, part, originals) or is_answered_anew(assembly, part, originals[-1]):
        return
    if part.weight >= HEAVY or assembly.is_beside(part, originals):
        part.gone = True
    else:
        assembly.light.add(part.number)


def _find_taking_up(assembly: Assembly, part: Part, kept: Sequence[Part]) -> Part | None:
    """What follows a part, and nothing before it tells, where it points back at the part: it belongs behind it."""
    for following in islice(assembly.iter_behind(part), _MOST_FOLLOWING):
        if following.level:
            return None
        said = range(len(following.sentences)) if following.is_text else ()
        if said and not all(assembly.tellings.find_earlier(following, number) for number in said):
            written = [one.block.text.content for one in kept]
            first = following.sentences[0].content
            return following if points_back_past(drop_conjunction(first), written) else None
    return None


_MOST_FOLLOWING = 8
"""Parts behind one among which the next is looked for that is not told before."""


def _takes_a_place(assembly: Assembly, part: Part, told: Sequence[Part | None], kept: Sequence[Part]) -> bool:
    """Let a fuller telling come to where the first stands; whether there is such a place."""
    place = find_place(assembly, part, told)
    if place is None or is_answered(assembly, place):
        return False
    following = _find_taking_up(assembly, part, kept) if told[-1] is None else None
    if following is not None and not may_come_behind(assembly, place, following):
        return False
    if place.replacement is not None:
        place.replacement.moved = False
    place.replacement = part
    assembly.told_by[part.number] = place
    return True


def _adds(assembly: Assembly, part: Part, told: Sequence[Part | None], kept: Sequence[Part]) -> bool:
    """Let what nothing tells come behind what it follows elsewhere, unless that is just above, and it may stay."""
    before = kept[-1] if kept else None
    size = _count_told_first(assembly, part, told, before)
    if (size and told[size - 1] is before and not any(told[size:])) or not _is_evident(assembly, part, told):
        return False
    additions: Sequence[tuple[Part, Addition]] = ()
    if not assembly.fuller.get(part.number):
        additions = find_additions(assembly, part, told)
    additions = additions or find_aligned(assembly, part, told)
    if additions and told[-1] is None:
        place, last = additions[-1]
        ends_place = last.behind == len(place.sentences) - 1
        if ends_place and is_answered(assembly, place):
            return False
        following = _find_taking_up(assembly, part, kept)
        if following is not None and not (ends_place and may_come_behind(assembly, place, following)):
            return False
        if ends_place:
            assembly.told_by[part.number] = place
    for place, addition in additions:
        place.additions.append(addition)
    return bool(additions)


def _list_originals(assembly: Assembly, part: Part, told: Sequence[Part | None]) -> AbstractSet[int]:
    """The numbers of the parts that a part tells again; what is short may stand in several, or be a title."""
    originals = {earlier.number for earlier in told if earlier is not None}
    named = (assembly.titles.get(sentence.said, -1) for sentence in part.sentences)
    originals.update(title for title in named if 0 <= title < part.number)
    if part.weight < HEAVY:
        originals.update(assembly.tellings.iter_earlier(part.said, part))
    return originals


def _is_evident(assembly: Assembly, part: Part, originals: Iterable[Part | None]) -> bool:
    """Whether it is a repetition by mistake: told in an earlier pass, found to be one, or beside its original."""
    earlier = [original for original in originals if original is not None]
    if part.block.kind == "quote" and any(original.block.kind != "quote" for original in earlier):
        return False
    if assembly.assembled and (
        all(original.telling < part.telling for original in earlier) or assembly.sure.overlaps(part.block.span)
    ):
        return True
    return (
        part.block.kind == "paragraph"
        and part.weight >= (_LEAST_BELOW if assembly.assembled else HEAVY)
        and assembly.is_beside(part, earlier)
        and earlier[-1].said.endswith(part.said)
    )


_LEAST_BELOW = 24
"""Weight of what says again, right below, what a paragraph ends with: as `duplicate-sentence` has it."""


def _trim(assembly: Assembly, part: Part, told: Sequence[Part | None], before: Part | None) -> None:
    """Take out what a part says first and last, where that is told and enough."""
    part.first = _count_told_first(assembly, part, told, before)
    if part.first and (earlier := told[part.first - 1]) is not None:
        assembly.told_first[part.number] = earlier
    last = next(number for number in range(len(told), 0, -1) if told[number - 1] is None)
    if (
        last < len(told)
        and _is_long_enough(assembly, part, last, len(told))
        and _is_evident(assembly, part, told[last:])
        and not (last == 1 and not part.first and _leads_in_otherwise(assembly, part, told))
    ):
        part.last = last
        if last > 1 and not any(told[:last]):  # one sentence leads into what follows it
            assembly.own.add(part.number)


def _leads_in_otherwise(assembly: Assembly, part: Part, told: Sequence[Part | None]) -> bool:
    """Whether a part leads in its own words into what another one tells behind a sentence that is like them.

    Alone they would stand for nothing: an editor chooses between the two paragraphs.
    """
    from rapidfuzz import fuzz

    lead, first = part.sentences[0].said, part.sentences[1].said
    place = told[1]
    if place is None or any(one is not place for one in told[1:]) or part.is_titled or lead in assembly.titles:
        return False
    if sum(compute_weight(sentence.said) for sentence in part.sentences[1:]) < LEAST_SHARED:
        return False
    behind = next((number for number, one in enumerate(place.sentences) if number and one.said == first), 0)
    return behind > 0 and fuzz.ratio(place.sentences[behind - 1].said, lead) >= _WORDING


_WORDING = 60
"""Share of two leads that is the same, in percent: of those that only follow the same text it is below 45."""


def _trim_contested(assembly: Assembly, part: Part, told: Sequence[Part | None], before: Part | None) -> None:
    """Take out of a part that contradicts one what others say, where what is left needs none of it."""
    contests = assembly.contests.get(part.number)
    if not contests or not assembly.assembled or assembly.is_fixed(part):
        return
    elsewhere = [None if one is None or one.number in contests else one for one in told]
    if not all(elsewhere):
        _trim(assembly, part, elsewhere, before)
        if part.first and points_back(part.sentences[part.first].content):
            part.first = 0


def _count_told_first(assembly: Assembly, part: Part, told: Sequence[Part | None], before: Part | None) -> int:
    """How many of the first sentences of a part go, as others say them; 0 where it needs its beginning."""
    size = next(number for number, earlier in enumerate(told) if earlier is None)
    if size and _is_long_enough(assembly, part, 0, size) and _is_evident(assembly, part, told[:size]):
        return size if _may_lose_head(assembly, part, size, before) else 0
    return int(size > 0 and _is_said_above(assembly, part, before))


def _is_said_above(assembly: Assembly, part: Part, before: Part | None) -> bool:
    """Whether a paragraph begins with the sentence that the one directly above ends with, in whatever pass."""
    if before is None or not (before.block.kind == part.block.kind == "paragraph") or before.takes_in:
        return False
    if before.last < len(before.sentences) or not assembly.is_beside(part, [before]):
        return False
    said = part.sentences[0].said
    return len(before.sentences) > 1 and before.sentences[-1].said == said and compute_weight(said) >= _LEAST_BELOW


def _is_long_enough(assembly: Assembly, part: Part, start: int, end: int) -> bool:
    said = "".join(sentence.said for sentence in part.sentences[start:end])
    behind_marker = part.number > 0 and assembly.parts[part.number - 1].is_marker
    return compute_weight(said) >= (LEAST_FRAGMENT if behind_marker and start == 0 else HEAVY)


def _may_lose_head(assembly: Assembly, part: Part, size: int, before: Part | None) -> bool:
    """Whether what a part says behind its first sentences may stand without them, below the text before it.

    It may right behind text that says the last of them, where several paragraphs ran together, and where
    the first is the rest of one that stands elsewhere as a whole, or a title.
    """
    if size > MOST_NEW or (part.is_titled and size == 1) or _begins_with_rest(assembly, part):
        return True
    said = part.sentences[size - 1].said
    return before is not None and any(sentence.said.endswith(said) for sentence in before.sentences)


def _begins_with_rest(assembly: Assembly, part: Part) -> bool:
    """Whether a part begins within a sentence, or where a pass does with what ends a longer one elsewhere."""
    if begins_inside(part.block.text.content) or part.number in assembly.second_halves:
        return True
    begins_pass = part.number > 0 and assembly.parts[part.number - 1].is_marker
    return begins_pass and assembly.tellings.find_tail(part.sentences[0].said, part) is not None
