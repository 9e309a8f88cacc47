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


def draw_strip(findings: Sequence[Finding], length: int, *, brief: bool = False) -> str:
    """The strip of an article of so many code points; empty without findings.

    Each mark leads to its finding; in a brief one all marks of a kind are one shape.
    """
    if not findings or not length:
        return ""
    drawn = [_draw(f"M{(_LEFT + _RIGHT) // 2} 0V{_HEIGHT}", "once")]
    if arcs := "".join(_iter_arcs(findings, length)):
        drawn.append(_draw(arcs, "arc"))
    # What is smallest is drawn last, and stands above what lies around it.
    ordered = sorted(findings, key=lambda one: one.span.start - one.span.end)
    shapes = [(one, _trace(one.look, *_scale(one.span, length))) for one in ordered]
    if brief:
        outlines = {look: "".join(shape for one, shape in shapes if one.look == look) for look in _LABELS}
        drawn.extend(_draw(outline, look) for look, outline in outlines.items() if outline)
    else:
        drawn.extend(element("a", _draw(shape, one.look), href=f"#{one.id}", tabindex="-1") for one, shape in shapes)
    picture = element(
        "svg", "".join(drawn), viewBox=f"0 0 60 {_HEIGHT}", preserveAspectRatio="none", aria_hidden="true"
    )
    return element("div", picture, class_="strip")


def show_legend(findings: Sequence[Finding]) -> str:
    """What the marks mean, and how many of each there are."""
    counts = Counter(finding.look for finding in findings)
    items = [element("li", say(label(counts[look])), class_=look) for look, label in _LABELS.items() if counts[look]]
    return element("ul", "".join(items), class_="legend")


def _scale(span: Span, length: int) -> tuple[int, int]:
    """From where to where a stretch of the file goes on the strip."""
    top, end = (_HEIGHT * offset // length for offset in span)
    if end - top < _LEAST:
        top = max(0, min(top, _HEIGHT - _LEAST))
        end = top + _LEAST
    return top, end


def _draw(path: str, look: str) -> str:
    return element("path", d=path, class_=look)


def _trace(look: Look, top: int, end: int) -> str:
    """A mark. What parts the looks is their shape: two bars, a wedge, a block, a line; the style has their widths."""
    if look == "twice":
        return f"M{_LEFT + 4} {top}V{end}M{_RIGHT - 4} {top}V{end}"
    if look == "cut":
        return f"M{_LEFT} {top - 6}L{_RIGHT} {(top + end) // 2}L{_LEFT} {end + 6}z"
    return f"M{_RIGHT + 3 if look == 'other' else (_LEFT + _RIGHT) // 2} {top}V{end}"


def _iter_arcs(findings: Sequence[Finding], length: int) -> Iterator[str]:
    places = (
        (finding.span, finding.violation.related[0].region.span)
        for finding in findings
        if finding.look == "twice"
        and finding.violation.related
        and finding.violation.related[0].path == finding.violation.path
    )
    for _, (copy, original) in zip(range(_MOST_ARCS), places, strict=False):
        one, two = (sum(_scale(span, length)) // 2 for span in (original, copy))
        bulge = max(-_LEFT, _LEFT - 16 - abs(two - one) // 6)
        yield f"M{_LEFT} {one}Q{bulge} {(one + two) // 2} {_LEFT} {two}"
