"""Whether a list is told again, item by item, in the section that has it already."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.checks.repetition.runs import Run
from endmark.checks.repetition.units import Unit
from endmark.document.sentences import COLONS

_FEWEST = 4
"""Items of a list that is hardly told twice by chance."""

_VERBATIM = 0.6
"""Share of the items that stand there word for word: of two courses of things that begin and end alike, less is so."""


def is_list_told_again(run: Run, units: Sequence[Unit]) -> bool:
    """Whether both are whole lists of as many items in one section, nearly the same, and no line leads into the second.

    Some items may have been worded anew, as when a pass goes on and numbers what it told as what comes next.
    """
    first, last = run.pairs[0], run.pairs[-1]
    count = last.copy - first.copy + 1
    copies, originals = (range(start, start + count) for start in (first.copy, first.original))
    verbatim = sum(pair.is_verbatim for pair in run.pairs)
    return (
        count >= _FEWEST
        and last.original - first.original + 1 == count
        and originals[-1] < copies[0]
        and verbatim >= _VERBATIM * count
        and units[copies[0]].path == units[originals[0]].path
        and all(_is_whole_list(numbers, units) for numbers in (copies, originals))
        and not _is_introduced(units[copies[0]], units[copies[0] - 1])
    )


def _is_whole_list(numbers: Sequence[int], units: Sequence[Unit]) -> bool:
    return (
        all(units[number].block.kind == "list-item" for number in numbers)
        and units[numbers[0]].before != "list-item"
        and units[numbers[-1]].after != "list-item"
    )


def _is_introduced(unit: Unit, before: Unit) -> bool:
    return unit.before == before.block.kind and before.block.text.content.rstrip().endswith(COLONS)
