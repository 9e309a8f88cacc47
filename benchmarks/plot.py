"""The growth of the time with the size, drawn as SVG: both axes logarithmic, one line a language."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

WIDTH, HEIGHT, MARGIN = 640, 420, 60
COLOURS = ("#0a6e8a", "#b8481f", "#5b7a1e")
POINT = re.compile(r"(?P<language>\w+), (?P<megabytes>[\d.]+) MB")

Points = dict[str, list[tuple[float, float]]]


def growth_plot(figures: Iterable[dict[str, Any]]) -> str:
    """The drawing; figures that are not the time for an article of some size are passed over."""
    points: Points = {}
    for figure in figures:
        if found := POINT.fullmatch(figure["measure"]):
            place = (math.log10(float(found["megabytes"]) * 1e6), math.log10(figure["value"]))
            points.setdefault(found["language"], []).append(place)
    return "\n".join(_drawing(points)) + "\n"


def _drawing(points: Points) -> Iterator[str]:
    places = [place for line in points.values() for place in line]
    left, right = math.floor(min(x for x, _ in places)), math.ceil(max(x for x, _ in places))
    low, high = math.floor(min(y for _, y in places)), math.ceil(max(y for _, y in places))

    def across(x: float) -> float:
        return MARGIN + (x - left) / (right - left) * (WIDTH - 2 * MARGIN)

    def down(y: float) -> float:
        return HEIGHT - MARGIN - (y - low) / (high - low) * (HEIGHT - 2 * MARGIN)

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><g font-size="13" fill="#333" stroke="none">'
    for x in range(left, right + 1):
        yield f'<path d="M{across(x):.1f} {down(low):.1f}V{down(high):.1f}" stroke="#ddd"/>'
        yield f'<text x="{across(x):.1f}" y="{down(low) + 20:.1f}" text-anchor="middle">{10**x / 1e6:g} MB</text>'
    for y in range(low, high + 1):
        yield f'<path d="M{across(left):.1f} {down(y):.1f}H{across(right):.1f}" stroke="#ddd"/>'
        yield f'<text x="{MARGIN - 8}" y="{down(y) + 4:.1f}" text-anchor="end">{10**y:,g} ms</text>'
    yield f'<text x="{WIDTH / 2}" y="24" text-anchor="middle">Time for one article, by its size</text>'
    for (language, line), colour in zip(points.items(), COLOURS, strict=False):
        path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in line)
        last = line[-1]
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield f'<text x="{across(last[0]) + 6:.1f}" y="{down(last[1]) + 4:.1f}" fill="{colour}">{language}</text>'
    yield "</g></svg>"
