"""Which dialect has which constructs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from endmark.document.dialect import Dialect
from endmark.document.dialects.markdown_in_html import add_markdown_in_html
from endmark.document.dialects.mdx import add_mdx
from endmark.document.late_pattern import compile_late

if TYPE_CHECKING:
    from endmark.document.dialects.signs import FindMacros, Recognise


class Syntax(Struct, frozen=True):
    """One kind of construct.

    A text without `sign` has none. Its lines begin with one of the signs `firsts`; one of
    them with the pattern `line`, or else with `sign`. `recognise` is a function of a module
    beside this one, which is loaded when the sign occurs.
    """

    sign: str
    firsts: str
    recognise: str
    line: str = ""


_COMMON = (
    Syntax(":::", ":", "containers.recognise_colons"),
    Syntax(":::", "=", "containers.recognise_switch"),
    Syntax("::", ":", "containers.recognise_leaf", r"::[A-Za-z][\w-]*[\[{]"),
    Syntax("///", "/", "containers.recognise_slashes"),
    Syntax("!!!", "!", "admonitions.recognise_admonition"),
    Syntax("???", "?", "admonitions.recognise_admonition"),
    Syntax("===", "=", "admonitions.recognise_tab", "===[!+]{0,2}[ \\t]+[\"']"),
    Syntax("{{#", "{", "includes.recognise_file_in_braces"),
    Syntax("{*", "{", "includes.recognise_file_in_braces"),
    Syntax("{!", "{", "includes.recognise_file_in_braces"),
    Syntax("{{", "{", "templates.recognise_tags"),
    Syntax("{%", "{", "templates.recognise_tags"),
    Syntax("{#", "{", "templates.recognise_svelte"),
    Syntax("](#tab", "#", "tabs.recognise_linked_tab", r"#{1,6}[ \t]+\["),
    Syntax("](#tab", "-*_", "tabs.recognise_rule", r"#{1,6}[ \t]+\["),
    Syntax("8<-", "-", "includes.recognise_snippet", "-{1,9}8<"),
    Syntax("<<<", "<", "includes.recognise_file"),
    Syntax("![[", "!", "includes.recognise_exclamation"),
    Syntax("!include", "!", "includes.recognise_exclamation"),
    Syntax("!INCLUDE", "!", "includes.recognise_exclamation"),
    Syntax("@[", "@", "includes.recognise_card"),
    Syntax("[!", "[", "includes.recognise_brackets"),
    Syntax("[[", "[", "includes.recognise_brackets", r"\[\[_?(?:toc|TOC)"),
    Syntax("[TOC]", "[", "includes.recognise_brackets"),
    Syntax("[toc]", "[", "includes.recognise_brackets"),
    Syntax("*[", "*", "includes.recognise_abbreviation"),
    Syntax("{:", "*-+123456789", "contents.recognise_contents_item", r"\{:[ \t]*toc"),
    Syntax(":   ", ":", "definitions.recognise_plain_definition"),
    Syntax(":\t", ":", "definitions.recognise_plain_definition"),
    Syntax('="', "`", "info_fences.recognise_info_fence", r"`{3,}[\w-]+[ \t]+[\w-]+=\"[^\"\n]*`"),
)
"""What is unmistakable when it is whole: every dialect that has more than Markdown's own may have it."""

_DEFINITIONS = (
    Syntax(": ", ":", "definitions.recognise_definition"),
    Syntax(":\t", ":", "definitions.recognise_definition"),
)

_MORE: Mapping[Dialect, Sequence[Syntax]] = {
    "hugo": _DEFINITIONS,
    "kramdown": _DEFINITIONS,
    "mkdocs": _DEFINITIONS,
}
"""What would be something else elsewhere."""

_MACROS: Mapping[Dialect, Sequence[str]] = {
    "docusaurus": ("mdx.find_mdx",),
    "mdx": ("mdx.find_mdx", "heading_anchors.find_heading_anchors"),
    "svelte": ("heading_anchors.find_heading_anchors",),
    "obsidian": ("links.find_wiki_links",),
}
"""Who finds what stands within lines of a dialect, besides what all have."""


_SHORT = 4_000
"""Characters of a text that is looked through for one sign after the other."""


def choose_syntaxes(text: str, start: int, dialect: Dialect) -> Mapping[str, Sequence[Recognise]]:
    """Who may recognise signs after offset `start`, by the character these begin with; nobody when there are none."""
    syntaxes: Mapping[str, Sequence[Recognise]] = {}
    # In a short text the signs are found sooner than a pattern is compiled.
    signs = _find_signs(text, dialect) if len(text) <= _SHORT else frozenset()
    if signs or len(text) > _SHORT:
        line = _match_line(dialect)
        first, _, _ = text[start:].partition("\n")
        if line.match(f"\n{first}") or line.search(text, start):
            syntaxes = _index(dialect, signs or _find_signs(text, dialect))
    return add_mdx(add_markdown_in_html(syntaxes, text, dialect), text, start, dialect)


def _find_signs(text: str, dialect: Dialect) -> frozenset[str]:
    # Looking for one character is quicker than looking for several.
    return frozenset(
        syntax.sign for syntax in _list_syntaxes(dialect) if syntax.sign[0] in text and syntax.sign in text
    )


@cache
def _match_line(dialect: Dialect) -> re.Pattern[str]:
    """A line that may be a sign, with the break before it: looking for that is quick."""
    lines = {syntax.line or re.escape(syntax.sign) for syntax in _list_syntaxes(dialect)}
    firsts = re.escape("".join(sorted({line.lstrip("\\")[0] for line in lines})))
    line = rf"[ \t>]*(?=[{firsts}])(?:{'|'.join(sorted(lines))})"  # one look instead of many at most lines
    return compile_late(rf"\n{line}")


@cache
def _index(dialect: Dialect, signs: frozenset[str]) -> Mapping[str, Sequence[Recognise]]:
    index: dict[str, dict[Recognise, None]] = {}
    for syntax in _list_syntaxes(dialect):
        if syntax.sign in signs:
            for first in syntax.firsts:
                index.setdefault(first, {})[_load(syntax.recognise)] = None
    return {first: tuple(found) for first, found in index.items()}


def list_recognisers(dialect: Dialect) -> Sequence[Recognise]:
    """Who recognises the signs of a dialect, all of them."""
    return [_load(syntax.recognise) for syntax in _list_syntaxes(dialect)]


def list_macro_finders(dialect: Dialect) -> Sequence[FindMacros]:
    """Who finds what stands within lines of a dialect, besides what all have."""
    return [_load(name) for name in _MACROS.get(dialect, ())]


@cache
def _load(name: str) -> Any:
    module, _, function = name.partition(".")
    return getattr(import_module(f"endmark.document.dialects.{module}"), function)


def _list_syntaxes(dialect: Dialect) -> Sequence[Syntax]:
    return (*_COMMON, *_MORE.get(dialect, ()))
