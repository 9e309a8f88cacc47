"""What a later telling adds to what others tell: it comes behind the sentences that it follows there, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from endmark.checks.edits.partial_removal import remove_head, remove_tail
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Addition, Part
from endmark.linting.repair.assembly.sections import are_alike


def find_additions(assembly: Assembly, part: Part, told: Sequence[Part | None]) -> Sequence[tuple[Part, Addition]]:
    """Where the sentences of a part that nothing tells belong, each row of them with the part that it goes into.

    Empty where one of them has no such place: behind the sentence before it, when that is the last of an earlier
    paragraph, or the next one is the same there and here. What stands around it in the part must stand there, too.
    """
    if told[0] is None or part.block.kind != "paragraph" or part.is_titled or part.breaks_off:
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
"""Sentences on each side of what is added that show where it belongs; two of them at least must."""


def _tells_around(part: Part, told: Sequence[Part | None], place: Part, start: int, stop: int) -> bool:
    """Whether most sentences around a row of a part are told by a place, or close to it."""
    said = {sentence.said for sentence in place.sentences}
    numbers = [*range(max(0, start - _AROUND), start), *range(stop, min(len(told), stop + _AROUND))]
    around = [(part.sentences[number].said in said, told[number]) for number in numbers]
    near = [
        is_said or (one is not None and -_FARTHEST <= one.number - place.number <= _FARTHEST) for is_said, one in around
    ]
    return near.count(True) > max(1, len(near) // 2)


def _iter_new(told: Sequence[Part | None]) -> Iterator[tuple[int, int]]:
    """From where to where nothing tells the sentences of a part."""
    for is_told, row in groupby(range(len(told)), key=lambda number: told[number] is not None):
        if not is_told:
            first, *_ = numbers = list(row)
            yield first, numbers[-1] + 1


def _find_place(assembly: Assembly, part: Part, start: int, stop: int) -> tuple[Part, Addition] | None:
    """Where some sentences of a part belong in an earlier one."""
    for place, number in assembly.tellings.iter_places(part.sentences[start - 1].said, part):
        if not _may_be_completed(assembly, place, part):
            continue
        following = part.sentences[stop].said if stop < len(part.sentences) else None
        is_last = number == len(place.sentences) - 1
        if (is_last and not place.breaks_off) or (not is_last and place.sentences[number + 1].said == following):
            if any(one.behind == number for one in place.additions):
                continue
            written = cut_out(assembly.document, part.block, part.bounds[start][0], part.bounds[stop - 1][1])
            if written is not None and find_end(assembly.document, place, number) is not None:
                return place, Addition(number, part, written)
    return None


def _may_be_completed(assembly: Assembly, place: Part, part: Part) -> bool:
    """Whether a part stays as it is, and may take what another one, of a later pass, adds to it."""
    if place.gone or place.moved or place.replacement is not None or place.first or place.last < len(place.sentences):
        return False
    if (
        place.telling == part.telling
        or place.number in assembly.joints
        or place.number in assembly.rests
        or assembly.is_fixed(place)
    ):
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
