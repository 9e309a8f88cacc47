"""What a later telling adds to what others tell: it comes behind the sentences that it follows there, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from endmark.checks.edits.partial_removal import remove_head, remove_tail
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
    if told[0] is None or part.block.kind != "paragraph" or part.breaks_off:
        return ()
    if part.number in assembly.second_halves:
        return ()
    found: list[tuple[Part, Addition]] = []
    for start, stop in _iter_new(told):
        place = _find_place(assembly, part, start, stop)
        if place is None or not _tells_around(part, told, place[0], start, stop):
            return ()
        found.append(place)
    return found


_FARTHEST = 3
"""Parts between what a paragraph tells and where it adds something: else what it says is put together anew."""

_AROUND = 3
"""Sentences on each side of what is added that show where it belongs."""

_LEAST_AROUND = 2
"""Of those, how many must stand there."""

_WORDING = 55
"""Percent of letters that two wordings of one thought have in common: two sentences on one subject have fewer."""


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


def _find_place(assembly: Assembly, part: Part, start: int, stop: int) -> tuple[Part, Addition] | None:
    """Where some sentences of a part belong in an earlier one."""
    for place, number in assembly.tellings.iter_places(part.sentences[start - 1].said, part):
        if not _may_be_completed(assembly, place, part) or (number == len(place.sentences) - 1 and place.breaks_off):
            continue
        behind = _find_sentence(part, start, stop, place, number)
        if behind is None or any(one.behind == behind for one in place.additions):
            continue
        written = cut_out(assembly.document, part.block, part.bounds[start][0], part.bounds[stop - 1][1])
        if written is not None and find_end(assembly.document, place, behind) is not None:
            return place, Addition(behind, part, written)
    return None


def _find_sentence(part: Part, start: int, stop: int, place: Part, number: int) -> int | None:
    """Behind which sentence of a place some sentences of a part belong that follow its sentence of that number there.

    They do so before what follows it here, unless that points back at it; then they do behind that.
    """
    rest = {sentence.said for sentence in part.sentences[stop:]}
    following = list(takewhile(lambda sentence: sentence.said not in rest, place.sentences[number + 1 :]))
    if not following:
        return number
    added = part.sentences[start:stop]
    said = {sentence.said for sentence in place.sentences}
    told = [sentence.said in said for sentence in part.sentences[max(0, start - _AROUND) : stop + _AROUND]]
    if len(added) > MOST_NEW or told.count(True) < _LEAST_AROUND or _says_otherwise(added, following):
        return None
    if not points_back(following[0].content):
        return number
    behind = number + len(following)
    if points_back(added[0].content) or (behind == len(place.sentences) - 1 and place.breaks_off):
        return None
    is_last = behind == len(place.sentences) - 1
    return behind if is_last or not points_back(place.sentences[behind + 1].content) else None


def _says_otherwise(added: Sequence[Sentence], following: Sequence[Sentence]) -> bool:
    """Whether one of the sentences that are to be added is another wording of one that follows there already."""
    from rapidfuzz import fuzz, process

    return any(
        process.extractOne(sentence.said, [other.said for other in following], scorer=fuzz.ratio, score_cutoff=_WORDING)
        for sentence in added
    )


def _may_be_completed(assembly: Assembly, place: Part, part: Part) -> bool:
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
    """The offset behind a sentence of a part; None where markup goes on there."""
    if number == len(part.sentences) - 1:
        return part.block.span.end
    tail = remove_tail(document, part.block, part.bounds[number][1])
    return tail.span.start if tail else None
