"""Which dialect has which constructs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from endmark.document.dialect import Dialect
from endmark.document.dialects import info_fences
from endmark.document.dialects.admonitions import recognise_admonition, recognise_tab
from endmark.document.dialects.containers import recognise_colons, recognise_leaf, recognise_slashes, recognise_switch
from endmark.document.dialects.contents import recognise_contents_item
from endmark.document.dialects.definitions import recognise_definition, recognise_plain_definition
from endmark.document.dialects.heading_anchors import find_heading_anchors
from endmark.document.dialects.includes import (
    recognise_abbreviation,
    recognise_brackets,
    recognise_card,
    recognise_exclamation,
    recognise_file,
    recognise_file_in_braces,
    recognise_snippet,
)
from endmark.document.dialects.info_fences import recognise_info_fence
from endmark.document.dialects.links import find_wiki_links
from endmark.document.dialects.markdown_in_html import add_markdown_in_html
from endmark.document.dialects.mdx import add_mdx, find_mdx
from endmark.document.dialects.signs import FindMacros, Recognise
from endmark.document.dialects.tabs import recognise_linked_tab, recognise_rule
from endmark.document.dialects.templates import recognise_svelte, recognise_tags


class Syntax(Struct, frozen=True):
    """One kind of construct.

    A text without `sign` has none. Its lines begin with one of the signs `firsts`; one of
    them with the pattern `line`, or else with `sign`.
    """

    sign: str
    firsts: str
    recognise: Recognise
    line: str = ""


_COMMON = (
    Syntax(":::", ":", recognise_colons),
    Syntax(":::", "=", recognise_switch),
    Syntax("::", ":", recognise_leaf, r"::[A-Za-z][\w-]*[\[{]"),
    Syntax("///", "/", recognise_slashes),
    Syntax("!!!", "!", recognise_admonition),
    Syntax("???", "?", recognise_admonition),
    Syntax("===", "=", recognise_tab, "===[!+]{0,2}[ \\t]+[\"']"),
    Syntax("{{#", "{", recognise_file_in_braces),
    Syntax("{*", "{", recognise_file_in_braces),
    Syntax("{!", "{", recognise_file_in_braces),
    Syntax("{{", "{", recognise_tags),
    Syntax("{%", "{", recognise_tags),
    Syntax("{#", "{", recognise_svelte),
    Syntax("](#tab", "#", recognise_linked_tab, r"#{1,6}[ \t]+\["),
    Syntax("](#tab", "-*_", recognise_rule, r"#{1,6}[ \t]+\["),
    Syntax("8<-", "-", recognise_snippet, "-{1,9}8<"),
    Syntax("<<<", "<", recognise_file),
    Syntax("![[", "!", recognise_exclamation),
    Syntax("!include", "!", recognise_exclamation),
    Syntax("!INCLUDE", "!", recognise_exclamation),
    Syntax("@[", "@", recognise_card),
    Syntax("[!", "[", recognise_brackets),
    Syntax("[[", "[", recognise_brackets, r"\[\[_?(?:toc|TOC)"),
    Syntax("[TOC]", "[", recognise_brackets),
    Syntax("[toc]", "[", recognise_brackets),
    Syntax("*[", "*", recognise_abbreviation),
    Syntax("{:", "*-+123456789", recognise_contents_item, r"\{:[ \t]*toc"),
    Syntax(":   ", ":", recognise_plain_definition),
    Syntax(":\t", ":", recognise_plain_definition),
    Syntax('="', "`", recognise_info_fence, info_fences.BEGINNING),
)
"""What is unmistakable when it is whole: every dialect that has more than Markdown's own may have it."""

_DEFINITIONS = (Syntax(": ", ":", recognise_definition), Syntax(":\t", ":", recognise_definition))

_MORE: Mapping[Dialect, Sequence[Syntax]] = {
    "hugo": _DEFINITIONS,
    "kramdown": _DEFINITIONS,
    "mkdocs": _DEFINITIONS,
}
"""What would be something else elsewhere."""

MACROS: Mapping[Dialect, Sequence[FindMacros]] = {
    "docusaurus": (find_mdx,),
    "mdx": (find_mdx, find_heading_anchors),
    "svelte": (find_heading_anchors,),
    "obsidian": (find_wiki_links,),
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
    return re.compile(rf"\n{line}")


@cache
def _index(dialect: Dialect, signs: frozenset[str]) -> Mapping[str, Sequence[Recognise]]:
    index: dict[str, dict[Recognise, None]] = {}
    for syntax in _list_syntaxes(dialect):
        if syntax.sign in signs:
            for first in syntax.firsts:
                index.setdefault(first, {})[syntax.recognise] = None
    return {first: tuple(found) for first, found in index.items()}


def _list_syntaxes(dialect: Dialect) -> Sequence[Syntax]:
    return (*_COMMON, *_MORE.get(dialect, ()))
