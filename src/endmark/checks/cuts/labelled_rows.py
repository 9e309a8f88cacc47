"""Lines in a row, each behind a label of its own, of which none has a full stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endmark.checks.cuts import evidence
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.open_ends import TERMINAL
from endmark.document.blocks import Block
from endmark.violation import Piece, make_reason

_FEWEST = 2
"""Other lines of a row: one beside a text may have lost its full stop as well."""

_MOST = 6
"""Blocks on either side that are looked at."""

_SIGNS_BEFORE = 3
"""Characters of a symbol and a space before a label."""

_LONGEST_LABEL = 60


def weigh_row(judged: Judged, blocks: Sequence[Block]) -> Iterator[Piece]:
    """What it says of a text that it stands in such a row: so are features told, or the parts of a plan.

    So end those, whatever the other paragraphs of the article do. A row is of paragraphs that begin with words in
    bold, or of which each stands below a line in bold.
    """
    suspect = judged.suspect
    if suspect.ending.manner != "bare" or suspect.at_marker or suspect.block.kind != "paragraph":
        return
    others = list(_iter_others(suspect.number, blocks))
    if len(others) >= _FEWEST and not any(_has_full_stop(block) for block in others):
        yield evidence.LABELLED_ROW.weigh(make_reason("evidence.labelled-row"))


def _iter_others(number: int, blocks: Sequence[Block]) -> Iterator[Block]:
    """The other lines of the row of a text, if it stands in one: next to each other, or each below its label."""
    if _begins_with_label(number, blocks):
        step, has_label = 1, _begins_with_label
    elif _stands_below_label(number, blocks):
        step, has_label = 2, _stands_below_label
    else:
        return
    for direction in (-step, step):
        for place in _iter_places(number, direction, blocks):
            if not _is_like(blocks[place], blocks[number]) or not has_label(place, blocks):
                break
            yield blocks[place]


def _iter_places(number: int, step: int, blocks: Sequence[Block]) -> Iterator[int]:
    """The places from a text on in one direction."""
    return (place for place in range(number + step, number + step * (_MOST + 1), step) if 0 <= place < len(blocks))


def _is_like(block: Block, other: Block) -> bool:
    return (block.kind, block.depth) == (other.kind, other.depth)


def _begins_with_label(number: int, blocks: Sequence[Block]) -> bool:
    """Whether words in bold begin a block, perhaps behind a symbol, and others follow."""
    block = blocks[number]
    return any(
        mark.kind == "Strong"
        and mark.start <= _SIGNS_BEFORE
        and mark.end < min(_LONGEST_LABEL, len(block.text.content))
        for mark in block.marks
    )


def _stands_below_label(number: int, blocks: Sequence[Block]) -> bool:
    """Whether a line in bold stands right above a block, as its title."""
    return number > 0 and blocks[number - 1].role == "label" and blocks[number].role != "label"


def _has_full_stop(block: Block) -> bool:
    return block.text.content.rstrip()[-1:] in TERMINAL
