"""What a later telling adds to what others tell: it comes behind the sentences that it follows there, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from endmark.checks.edits.partial_removal import remove_head, remove_tail
from endmark.checks.text.folding import compute_weight
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.repair.assembly.fuller import MOST_NEW
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Addition, Part
from endmark.linting.repair.assembly.references import points_back
from endmark.linting.repair.assembly.sections import are_alike
from endmark.linting.repair.pieces import Sentence


def find_additions(assembly: Assembly, part: Part, told: Sequence[Part | None]) -> Sequence[tuple[Part, Addition]]:
    """Where the sentences of a part that nothing tells belong, each row of them with the part that it goes into.

    Empty where one of them has no such place: behind the sentence before it, in an earlier paragraph in which most of
    what stands around it in the part stands, too. What is another wording of what follows there stays where it is.
    """
    if part.block.kind != "paragraph" or part.breaks_off:
        return ()
    if part.number in assembly.second_halves:
        return ()
    found: list[tuple[Part, Addition]] = []
    for start, stop in _iter_new(told):
        place = _find_place(assembly, part, start, stop, told) if start else _find_place_before(assembly, part, stop)
        if place is None or not _tells_around(part, told, place[0], start, stop):
            return ()
        found.append(place)
    return found


_FARTHEST = 3
"""Parts between what a paragraph tells and where it adds something: else what it says is put together anew."""

_AROUND = 3
"""Sentences on each side of what is added that show where it belongs."""

MOST_LEADING = 2
"""Sentences that lead into what follows them; more of them are a paragraph of their own."""

_LEAST_AROUND = 2
"""Of those, how many must stand there."""

_WORDING = 55
"""Percent of letters that two wordings of one thought have in common: two sentences on one subject have fewer."""

_BEGINNING = 20
"""Weight of the words with which two sentences begin that are two ways to say one: four words, or ten signs."""


def _tells_around(part: Part, told: Sequence[Part | None], place: Part, start: int, stop: int) -> bool:
    """Whether most sentences around a row of a part are told by a place, or close to it."""
    said = {sentence.said for sentence in place.sentences}
    numbers = [*range(max(0, start - _AROUND), start), *range(stop, min(len(told), stop + _AROUND))]
    around = [(part.sentences[number].said in said, told[number]) for number in numbers]
    near = [
        is_said or (one is not None and -_FARTHEST <= one.number - place.number <= _FARTHEST) for is_said, one in around
    ]
    return near.count(True) >= max(_LEAST_AROUND, len(near) // 2 + 1)


def _iter_new(told: Sequence[Part | None]) -> Iterator[tuple[int, int]]:
    """From where to where nothing tells the sentences of a part."""
    for is_told, row in groupby(range(len(told)), key=lambda number: told[number] is not None):
        if not is_told:
            first, *_ = numbers = list(row)
            yield first, numbers[-1] + 1


def _find_place(
    assembly: Assembly, part: Part, start: int, stop: int, told: Sequence[Part | None]
) -> tuple[Part, Addition] | None:
    """Where some sentences of a part belong in an earlier one."""
    for place, number in _iter_places(assembly, part, start - 1, told):
        if not may_be_completed(assembly, place, part) or (number == len(place.sentences) - 1 and place.breaks_off):
            continue
        behind = _find_sentence(part, start, stop, place, number)
        if behind is None or any(one.behind == behind for one in place.additions):
            continue
        written = cut_out(assembly.document, part.block, part.bounds[start][0], part.bounds[stop - 1][1])
        if written is not None and find_end(assembly.document, place, behind) is not None:
            return place, Addition(behind, part, written)
    return None


def _find_place_before(assembly: Assembly, part: Part, stop: int) -> tuple[Part, Addition] | None:
    """Where in an earlier part the first sentences of a part belong, which lead into what that tells: before it."""
    if (
        stop > MOST_LEADING
        or stop == len(part.sentences)
        or part.is_titled
        or points_back(part.sentences[stop].content)
    ):
        return None
    said = {sentence.said for sentence in part.sentences[stop:]}
    for place, number in assembly.tellings.iter_places(part.sentences[stop].said, part):
        if (
            not may_be_completed(assembly, place, part)
            or place.is_titled
            or not assembly.titles_before[place.number] + 1
        ):
            continue
        shared = [sentence.said in said for sentence in place.sentences[number : number + _AROUND]]
        if shared.count(True) < _LEAST_AROUND or says_otherwise(part.sentences[:stop], place.sentences[:number]):
            continue
        if any(one.behind == number - 1 for one in place.additions):
            continue
        written = cut_out(assembly.document, part.block, 0, part.bounds[stop - 1][1])
        if written is not None and find_end(assembly.document, place, number - 1) is not None:
            return place, Addition(number - 1, part, written)
    return None


def _iter_places(
    assembly: Assembly, part: Part, number: int, told: Sequence[Part | None]
) -> Iterator[tuple[Part, int]]:
    """Where a sentence of a part stands before, and its number there: alone, behind others, or in nearly the same."""
    said, earlier = part.sentences[number].said, told[number]
    yield from assembly.tellings.iter_places(said, part)
    if earlier is not None and (place := assembly.stands_for.get((part.number, number))):
        yield earlier, place
    elif earlier is not None:
        yield from ((earlier, which) for which, one in enumerate(earlier.sentences) if one.said.endswith(said))


def _find_sentence(part: Part, start: int, stop: int, place: Part, number: int) -> int | None:
    """Behind which sentence of a place some sentences of a part belong that follow its sentence of that number there.

    They do so before what follows it here, unless that points back at it; then they do behind that.
    """
    rest = {sentence.said for sentence in part.sentences[stop:]}
    whole = place.sentences[number + 1 : len(place.sentences) - place.breaks_off]
    following = list(takewhile(lambda sentence: sentence.said not in rest, whole))
    if not following:
        return number
    added = part.sentences[start:stop]
    said = {sentence.said for sentence in place.sentences}
    told = [sentence.said in said for sentence in part.sentences[max(0, start - _AROUND) : stop + _AROUND]]
    if len(added) > MOST_NEW or told.count(True) < _LEAST_AROUND or says_otherwise(added, following):
        return None
    if not points_back(following[0].content):
        return number
    behind = number + len(following)
    if points_back(added[0].content) or (behind == len(place.sentences) - 1 and place.breaks_off):
        return None
    is_last = behind == len(place.sentences) - 1
    return behind if is_last or not points_back(place.sentences[behind + 1].content) else None


def _measure_beginning(one: str, other: str) -> int:
    """The weight of what two sentences begin with."""
    size = next((place for place, signs in enumerate(zip(one, other, strict=False)) if signs[0] != signs[1]), len(one))
    return compute_weight(one[:size])


def says_otherwise(added: Sequence[Sentence], following: Sequence[Sentence]) -> bool:
    """Whether one of the sentences that are to be added is another wording of one that follows there already."""
    from rapidfuzz import fuzz

    return any(
        fuzz.ratio(one.said, other.said) >= _WORDING or _measure_beginning(one.said, other.said) >= _BEGINNING
        for one in added
        for other in following
    )


def may_be_completed(assembly: Assembly, place: Part, part: Part) -> bool:
    """Whether a part stays as it is, and may take what another one, of a later pass, adds to it."""
    if place.gone or place.moved or place.replacement is not None or place.first or place.last < len(place.sentences):
        return False
    if place.telling == part.telling and not assembly.sure.overlaps(part.block.span):
        return False
    if place.number in assembly.joints or place.number in assembly.rests or assembly.is_fixed(place):
        return False
    return are_alike(place.block, part.block, assembly.document)


def cut_out(document: Document, block: Block, start: int, end: int) -> str | None:
    """What the author wrote for a stretch of the text of a block; None where markup reaches beyond it."""
    first, last = block.span
    if start > 0:
        if not (head := remove_head(document, block, start)):
            return None
        first = head.span.end
    if end < len(block.text.content.rstrip()):
        if not (tail := remove_tail(document, block, end)):
            return None
        last = tail.span.start
    return document.source.get_excerpt(Span(first, last)).strip()


def find_end(document: Document, part: Part, number: int) -> int | None:
    """The offset behind a sentence of a part, for -1 that before all of them; None where markup goes on there."""
    if number < 0:
        return part.block.span.start
    if number == len(part.sentences) - 1:
        return part.block.span.end
    tail = remove_tail(document, part.block, part.bounds[number][1])
    return tail.span.start if tail else None


def find_start(document: Document, part: Part, number: int) -> int | None:
    """The offset before a sentence of a part; None where markup goes on there."""
    if number == 0:
        return part.block.span.start
    head = remove_head(document, part.block, part.bounds[number][0])
    return head.span.end if head else None
