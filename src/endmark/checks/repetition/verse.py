"""Whether what is said again is a refrain: lines of a song or a poem among others of their kind."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.checks.repetition.runs import Pair
from endmark.checks.repetition.units import Unit
from endmark.document.line_forms import weigh

_LONGEST_VERSE = 60
"""Letters in a line of verse; prose is wrapped at seventy or more, where it is wrapped at all."""


def is_refrain(pairs: Sequence[Pair], units: Sequence[Unit]) -> bool:
    """Whether all of these are in short lines, and follow other lines as short both times."""
    return all(
        all(_is_in_lines(units[number]) for number in pair[:2])
        and all(number and _is_in_lines(units[number - 1]) for number in pair[:2])
        for pair in pairs
    )


def _is_in_lines(unit: Unit) -> bool:
    lines = unit.block.text.content.split("\n")
    return len(lines) > 1 and unit.block.kind != "list-item" and max(map(weigh, lines)) <= _LONGEST_VERSE
