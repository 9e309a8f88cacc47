"""A length of the text divided by a speed: the formula that most programs go by, found from the values they stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, floor, inf

from msgspec import Struct

from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document

_FORM = compile_late(r"(ceil|round|floor)\( ?([a-z-]+) ?/ ?([1-9][0-9]{0,4}) ?\)")
MEASURES = ("words", "characters", "markdown-words", "markdown-characters")
"""What programs count: words, or characters without white space, of the text that is shown, without code; or all
words or characters of the Markdown. Of two that explain as much, the first is meant."""

_ROUND_SPEEDS = (100, 50, 25, 10, 5, 1)
"""People choose round numbers: of the speeds that explain as much, the roundest is meant."""


class Quotient(Struct, frozen=True):
    """A length divided by a speed, units a minute, and rounded; never less than one minute."""

    rounding: str
    measure: str
    speed: int

    def __str__(self) -> str:
        return f"{self.rounding}({self.measure} / {self.speed})"

    def compute_minutes(self, length: int) -> int:
        """The minutes for a text of this length, in the units of the measure."""
        return max(1, _ROUNDINGS[self.rounding](length / self.speed))


def parse_quotient(written: str) -> Quotient | None:
    """A quotient from its form, such as `ceil(characters / 200)`; None where it has another."""
    parts = _FORM.fullmatch(written)
    if parts is None or parts[2] not in MEASURES:
        return None
    return Quotient(parts[1], parts[2], int(parts[3]))


def measure_length(document: Document, measure: str) -> int:
    """How long the article is, without its front matter; KeyError for a measure that is none of `MEASURES`."""
    return measure_lengths(document)[measure]


def measure_lengths(document: Document) -> Mapping[str, int]:
    """How long the article is, without its front matter, by each of `MEASURES` and in their order."""
    shown = "\n".join([block.text.content for block in document.blocks]).replace(ATOM, "").split()
    start = document.front_matter.span.end if document.front_matter else 0
    markdown = document.source.text[start:].strip()
    lengths = len(shown), sum(map(len, shown)), len(markdown.split()), len(markdown)
    return dict(zip(MEASURES, lengths, strict=True))


def find_quotient(stated: Sequence[tuple[int, Mapping[str, int]]]) -> tuple[Quotient, frozenset[int]] | None:
    """The quotient that explains most of the stated minutes, and the places of those; None without any.

    Each has the minutes, and the lengths of its text by measure. One minute says
    nothing: any short text has it.
    """
    best: tuple[int, int, int, Quotient] | None = None
    for order, measure in enumerate(MEASURES):
        for rounding in _ROUNDINGS:
            ranges = [
                _find_speeds(rounding, minutes, lengths[measure])
                for minutes, lengths in stated
                if minutes > 1 and lengths[measure]
            ]
            count, low, high = _find_densest(ranges)
            speed, roundness = _choose_speed(low, high)
            if speed and (best is None or (count, -order, roundness) > best[:3]):
                best = count, -order, roundness, Quotient(rounding, measure, speed)
    if best is None:
        return None
    quotient = best[3]
    return quotient, frozenset(
        place
        for place, (minutes, lengths) in enumerate(stated)
        if minutes == quotient.compute_minutes(lengths[quotient.measure])
    )


def _find_speeds(rounding: str, minutes: int, length: int) -> tuple[float, float]:
    """Between which speeds a text of this length takes so many minutes."""
    least, most = _REACH[rounding]
    return length / (minutes + most), length / (minutes + least) if minutes + least > 0 else inf


def _find_densest(ranges: Iterable[tuple[float, float]]) -> tuple[int, float, float]:
    """In how many of the ranges the span of speeds lies that is in most of them, and the span."""
    ends = sorted([(low, 1) for low, _ in ranges] + [(high, -1) for _, high in ranges])
    count = most = 0
    span = 0.0, 0.0
    for (place, step), (next_place, _) in pairwise(ends):
        count += step
        if count > most:
            most, span = count, (place, next_place)
    return most, *span


def _choose_speed(low: float, high: float) -> tuple[int, int]:
    """The roundest whole number in the span, and how round it is; 0 where there is none."""
    for step in _ROUND_SPEEDS:
        speed = ceil(low / step) * step
        if 0 < speed <= high:
            return speed, step
    return 0, 0


def _round_half_up(value: float) -> int:
    """As `Math.round` does; Python's goes to the even neighbour."""
    return floor(value + 0.5)


_ROUNDINGS: Mapping[str, Callable[[float], int]] = {"ceil": ceil, "round": _round_half_up, "floor": floor}
_REACH: Mapping[str, tuple[float, float]] = {"ceil": (-1, 0), "round": (-0.5, 0.5), "floor": (0, 1)}
"""By how much the value before rounding may differ from the minutes."""
