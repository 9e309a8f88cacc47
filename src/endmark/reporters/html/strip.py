"""The whole article at a glance: a strip from its top to its end, with an arc from each copy to its original."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from endmark.document.span import Span
from endmark.reporters.html.elements import element, say
from endmark.reporters.html.rows import Finding, Look
from endmark.violation import Reason, make_reason

_HEIGHT = 1_000
_LEAST = 4
"""Of a thousand parts of the height: what is less would not be seen."""

_LEFT, _RIGHT = 30, 54
"""Between them lies the strip; arcs have the place to the left of it."""

_MOST_ARCS = 200
"""More cannot be told apart."""

_LABELS: Mapping[Look, Callable[[int], Reason]] = {
    "twice": lambda number: make_reason("galley.twice", count=number),
    "cut": lambda number: make_reason("galley.cut", count=number),
    "leftover": lambda number: make_reason("galley.leftover", count=number),
    "other": lambda number: make_reason("galley.other", count=number),
}


def draw_strip(findings: Sequence[Finding], length: int) -> str:
    """The strip of an article of so many code points, and its legend in words; empty without findings."""
    if not findings or not length:
        return ""
    drawn = [element("rect", x=_LEFT + 9, y=0, width=6, height=_HEIGHT, class_="once")]
    drawn += _draw_arcs(findings, length)
    # What is smallest is drawn last, and stands above what lies around it.
    for finding in sorted(findings, key=lambda one: one.span.start - one.span.end):
        shape = _draw_mark(finding.look, *_scale(finding.span, length))
        drawn.append(element("a", shape, href=f"#{finding.id}", tabindex="-1"))
    picture = element(
        "svg",
        "".join(drawn),
        viewBox=f"0 0 60 {_HEIGHT}",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
    )
    return element("div", picture, class_="strip")


def show_legend(findings: Sequence[Finding]) -> str:
    """What the marks mean, and how many of each there are."""
    counts = Counter(finding.look for finding in findings)
    items = [
        element("li", _draw_sample(look) + " " + say(label(counts[look])))
        for look, label in _LABELS.items()
        if counts[look]
    ]
    return element("ul", "".join(items), class_="legend")


def _draw_sample(look: Look) -> str:
    shape = _draw_mark(look, 100, 500)
    picture = element("rect", x=_LEFT + 9, y=0, width=6, height=600, class_="once") + shape
    return element("svg", picture, viewBox="26 0 32 600", preserveAspectRatio="none", aria_hidden="true")


def _scale(span: Span, length: int) -> tuple[int, int]:
    """From where to where a stretch of the file goes on the strip."""
    top, end = (_HEIGHT * offset // length for offset in span)
    if end - top < _LEAST:
        top = max(0, min(top, _HEIGHT - _LEAST))
        end = top + _LEAST
    return top, end


def _draw_mark(look: Look, top: int, end: int) -> str:
    """What parts the looks is their shape: two bars, a notch, a block, a line."""
    height = end - top
    if look == "twice":
        bars = ((_LEFT, 8), (_RIGHT - 8, 8))
        return "".join(element("rect", x=x, y=top, width=w, height=height, class_="twice") for x, w in bars)
    if look == "cut":
        middle = (top + end) // 2
        return element("path", d=f"M{_LEFT} {top - 6}L{_RIGHT} {middle}L{_LEFT} {end + 6}Z", class_="cut")
    if look == "leftover":
        return element("rect", x=_LEFT, y=top, width=_RIGHT - _LEFT, height=height, class_="leftover")
    return element("rect", x=_RIGHT, y=top, width=6, height=height, class_="other")


def _draw_arcs(findings: Sequence[Finding], length: int) -> Iterator[str]:
    places = (
        (finding.span, finding.violation.related[0].region.span)
        for finding in findings
        if finding.look == "twice"
        and finding.violation.related
        and finding.violation.related[0].path == finding.violation.path
    )
    for _, (copy, original) in zip(range(_MOST_ARCS), places, strict=False):
        one, two = (sum(_scale(span, length)) // 2 for span in (original, copy))
        bulge = max(0, _LEFT - 8 - abs(two - one) // 12)
        yield element("path", d=f"M{_LEFT} {one}C{bulge} {one} {bulge} {two} {_LEFT} {two}", class_="arc")
