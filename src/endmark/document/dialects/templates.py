"""Tags of template programs that fill their lines: Hugo's shortcodes, Liquid and Jinja, Svelte's blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from endmark.document.blocks import Role
from endmark.document.dialects.lines import BLANK_LINE, find_line_end
from endmark.document.dialects.signs import Action, Alternatives, Body, Sign
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_LONGEST = 5_000
"""Characters of a tag, over as many lines as it takes: attributes of real ones are shorter."""

_TAG = compile_late(r"\{(?:(\{[<%])|%[-+]?)\s{0,99}(/?)\s{0,99}([\w./-]+)")

_VERBATIM: dict[str, Body] = {
    "code-toggle": "code",
    "comment": "comment",
    "highlight": "code",
    "mermaid": "code",
}
"""Tags with a body that no reader sees as it stands."""
_GROUPS = frozenset({"tabs", "tabpane", "codetabs", "codenewtab", "tabgroup"})
_BRANCHES = frozenset({"tab", "codetab"})
_TITLE = compile_late(r"\b(?:title|name|header|label|tabName)[ \t]*=[ \t]*(?:\"([^\"\n]+)\"|'([^'\n]+)')")
_FIRST_WORDS = compile_late(r"[ \t]*\"([^\"\n]+)\"")
_INCLUDES = frozenset({"include", "include_relative", "readfile", "include-markdown"})
_EMBEDS = frozenset({"embed", "youtube", "vimeo", "figure", "tweet", "x", "gist", "instagram", "video", "link_preview"})

_CHOICE = compile_late(
    r"\{(?:#if|%-?[ \t]*if)[ \t]+([\w.$]{1,99})[ \t]*={2,3}[ \t]*([\"'`])([^\"'`\n]{1,99})\2[ \t]*(?:-?%)?\}"
)
_LIQUID_IFS = {"if": "if", "ifversion": "if", "unless": "unless", "case": "case", "for": "for"}
_LIQUID_SWITCHES = frozenset({"else", "elsif", "elseif", "elif", "when"})

_SVELTE = compile_late(r"\{([#:/])(\w+)(?:[^{}\n]|\{[^{}\n]*\})*\}$")
_SVELTE_BLOCKS = frozenset({"if", "each", "await", "key", "snippet"})
_SVELTE_SWITCHES = frozenset({"else", "then", "catch"})


def recognise_tags(text: str, start: int, end: int) -> Sequence[Sign]:
    """Shortcodes and Liquid tags, when nothing else stands on their lines."""
    signs = []
    position = start
    while True:
        found = _TAG.match(text, position)
        if not found:
            return ()
        closer = {"{<": ">}}", "{%": "%}}"}.get(found[1], "%}")
        closed = text.find(closer, found.end(), found.end() + _LONGEST)
        if closed < 0 or BLANK_LINE.search(text, position, closed):
            return ()
        stop = closed + len(closer)
        make = _read_shortcode if found[1] else _read_liquid
        signs.append(make(text, Span(position, stop), found, closed))
        if signs[-1].ends:
            return signs
        if stop > end:
            end = find_line_end(text, stop, len(text))
        position = stop
        while position < end and text[position] in " \t\r":
            position += 1
        if position >= end:
            return signs


def _read_shortcode(text: str, span: Span, found: re.Match[str], closed: int) -> Sign:
    name = found[3]
    if found[2]:
        return Sign("close", span, "shortcode", name, lone=True)
    if text[closed - 1] == "/":
        return Sign("alone", span, "shortcode", name, lone=True, role=_get_role(name))
    body = _VERBATIM.get(name, "markdown")
    return Sign(
        "open",
        span,
        "shortcode",
        name,
        body=body,
        ends=_match_shortcode_end(name) if name in _VERBATIM else None,
        label=_find_title(text, found.end(), closed, name),
        alternatives=_get_alternatives(name),
        lone=True,
        role=_get_role(name),
    )


def _read_liquid(text: str, span: Span, found: re.Match[str], closed: int) -> Sign:
    name = found[3]
    if name in _LIQUID_SWITCHES:
        return Sign("switch", span, "liquid-if", lone=True)
    if name.startswith("end") and len(name) > len("end"):
        name = name.removeprefix("end").strip("_-")
        return Sign("close", span, "liquid-if" if name in _LIQUID_IFS else "liquid", name, lone=True)
    if name in _LIQUID_IFS:
        sign = Sign("open", span, "liquid-if", _LIQUID_IFS[name], alternatives="switched", lone=True)
        return _note_choice(sign, text) if name == "if" else sign
    return Sign(
        "open",
        span,
        "liquid",
        name,
        body=_VERBATIM.get(name, "markdown"),
        ends=_match_liquid_end(name) if name in ("highlight", "comment") else None,
        label=_find_title(text, found.end(), closed, name),
        alternatives=_get_alternatives(name),
        lone=True,
        role=_get_role(name),
    )


@cache
def _match_shortcode_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{\{{[<%][ \t]*/[ \t]*{name}[ \t]*[>%]\}}\}}")


@cache
def _match_liquid_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{%-?[ \t]*end{name}[ \t]*-?%\}}")


def _get_alternatives(name: str) -> Alternatives:
    return "group" if name in _GROUPS else "branch" if name in _BRANCHES else ""


def _get_role(name: str) -> Role:
    return "include" if name in _INCLUDES else "embed" if name in _EMBEDS else "prose"


def _find_title(text: str, start: int, end: int, name: str) -> Span | None:
    """The title of a tab: of other tags nobody knows what is shown."""
    if name not in _BRANCHES:
        return None
    if found := _TITLE.search(text, start, end):
        return Span(*found.span(1 if found[1] else 2))
    found = _FIRST_WORDS.match(text, start, end)
    return Span(*found.span(1)) if found else None


def recognise_svelte(text: str, start: int, end: int) -> Sequence[Sign]:
    """`{#if …}`, `{:else}`, `{/if}` and their like."""
    found = _SVELTE.match(text, start, end)
    if not found:
        return ()
    mark, name, span = found[1], found[2], Span(start, end)
    action: Action = "open" if mark == "#" else "close" if mark == "/" else "switch"
    if name not in (_SVELTE_SWITCHES if action == "switch" else _SVELTE_BLOCKS):
        return ()
    if action == "switch":
        return (Sign(action, span, "svelte"),)
    if action == "close":
        return (Sign(action, span, "svelte", name),)
    sign = Sign(action, span, "svelte", name, alternatives="switched")
    return (_note_choice(sign, text) if name == "if" else sign,)


def _note_choice(sign: Sign, text: str) -> Sign:
    """The sign of a condition, with the variable that it asks for one value: `{#if framework === 'pt'}`."""
    found = _CHOICE.fullmatch(text, *sign.span)
    return replace(sign, variable=found[1], key=found[3]) if found else sign
