"""Containers between two rows of the same sign: `:::` of many programs, and the `///` of PyMdown Extensions."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.document.dialects.signs import Alternatives, Sign
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_COLONS = compile_late(r"(:{3,})(?!:)[ \t]*\{?([\w-]*)\}?")
_LEAF = compile_late(r"::([A-Za-z][\w-]*)(?:\[[^\[\]\n]*\])?\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\}[ \t]*$")
_BRACKETS = compile_late(r"[ \t]*\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])+)\](?=[ \t]*(?:\{|$))")
_TITLE = compile_late(r"\btitle=(?:\"([^\"]+)\"|'([^']+)')")
_LONGEST_TITLE = 300
_ATTRIBUTE = compile_late(r"[ \t]*\{?[\w:@.-]+=[\"'{\w]")
_NO_TITLES = frozenset({"message", "zone", "moniker", "image", "code", "row", "column", "figure", "include"})
"""What follows these names is never shown as it stands."""
_KINDS = frozenset({"alert", "info", "warn", "warning", "danger", "success"})
"""What may follow a name and says how it looks."""
_COMPLEX = compile_late(r"\btype=[\"']complex")
_ENDED_BY_NAME = frozenset({"zone", "moniker", "row", "column"})
_GROUPS = frozenset({"code-group", "tabs", "tab-set", "tabs-group"})
_BRANCHES = frozenset({"tab", "tab-item", "tabitem", "code-group-item"})
_SWITCH = compile_late(r"==[ \t]+(\S.*)$")

_SLASHES = compile_late(r"(/{3,})[ \t]*(?:([\w-]+)[ \t]*(?:\|[ \t]*(\S.*)?)?)?$")
_OPTION = compile_late(r"\n {4,}[\w-]+:[^\n]*")
_UNTITLED = frozenset({"html", "define", "caption", "figure-caption", "table-caption"})


def recognise_colons(text: str, start: int, end: int) -> Sequence[Sign]:
    """A line of colons, with the name of a container or without one."""
    found = _COLONS.match(text, start, end)
    if not found:
        return ()
    span, length, name = Span(start, end), len(found[1]), found[2]
    rest = text[found.end() : end]
    if not name and not rest:
        return (Sign("close", span, "colons", length=length, lone=True),)
    if name.endswith("-end"):
        return (Sign("close", span, "named", name.removesuffix("-end"), lone=True),)
    if name in _ENDED_BY_NAME or (name == "image" and _COMPLEX.search(rest)):
        zone = name == "zone"
        return (
            Sign(
                "open",
                span,
                "named",
                name,
                alternatives="branch" if zone else "",
                key=rest.strip() if zone else "",
                lone=True,
            ),
        )
    if rest.endswith(":::"):
        return (Sign("alone", span, name, lone=True, role="embed" if name in ("image", "video") else "prose"),)
    alternatives: Alternatives = "group" if name in _GROUPS else "branch" if name in _BRANCHES else ""
    label = None if name in _NO_TITLES else _find_title(text, found.end(), end)
    return (Sign("open", span, "colons", name, length=length, label=label, alternatives=alternatives, lone=True),)


def recognise_leaf(text: str, start: int, end: int) -> Sequence[Sign]:
    """`::name{what it shows}`: a line for a component."""
    found = _LEAF.match(text, start, end)
    return (Sign("alone", Span(start, end), found[1], lone=True, role="embed"),) if found else ()


def recognise_switch(text: str, start: int, end: int) -> Sequence[Sign]:
    """`== Title` in `::: tabs`."""
    found = _SWITCH.match(text, start, end)
    return (Sign("switch", Span(start, end), "colons", "tabs", label=Span(*found.span(1))),) if found else ()


def _find_title(text: str, start: int, end: int) -> Span | None:
    """What is shown above a container, of what stands behind its name."""
    if found := _BRACKETS.match(text, start, end):
        return Span(*found.span(1))
    if found := _TITLE.search(text, start, end):
        return Span(*found.span(1 if found[1] else 2))
    if _ATTRIBUTE.match(text, start, end):
        return None
    if text[end - 1] == "}":
        end = max(start, text.rfind("{", start, end))
    title = text[start:end].strip()
    if not title or title in _KINDS or title.startswith("{") or len(title) > _LONGEST_TITLE:
        return None
    place = text.index(title, start)
    return Span(place, place + len(title))


def recognise_slashes(text: str, start: int, end: int) -> Sequence[Sign]:
    """A line of slashes, with the options that may stand under it."""
    found = _SLASHES.match(text, start, end)
    if not found:
        return ()
    marks, name = found[1], found[2]
    if not name:
        return (Sign("close", Span(start, end), "slashes", length=len(marks), exact=True),)
    label = Span(*found.span(3)) if found[3] and name not in _UNTITLED else None
    stop = end
    while option := _OPTION.match(text, stop):
        stop = option.end()
    alternatives: Alternatives = "branch" if name == "tab" else ""
    return (
        Sign(
            "open",
            Span(start, stop),
            "slashes",
            length=len(marks),
            exact=True,
            label=label,
            alternatives=alternatives,
        ),
    )
