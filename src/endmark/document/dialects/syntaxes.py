"""Which dialect has which constructs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from endmark.document.dialect import Dialect
from endmark.document.dialects.admonitions import recognise_admonition, recognise_tab
from endmark.document.dialects.containers import recognise_colons, recognise_slashes
from endmark.document.dialects.mdx import add_mdx, find_mdx
from endmark.document.dialects.signs import FindMacros, Recognise
from endmark.document.dialects.tabs import recognise_linked_tab, recognise_rule
from endmark.document.dialects.templates import recognise_code_include, recognise_svelte, recognise_tags


class Syntax(NamedTuple):
    """One kind of construct, whose lines begin with one of the signs `firsts`; a text without `sign` has none."""

    sign: str
    firsts: str
    recognise: Recognise


_COMMON = (
    Syntax(":::", ":", recognise_colons),
    Syntax("///", "/", recognise_slashes),
    Syntax("!!!", "!", recognise_admonition),
    Syntax("???", "?", recognise_admonition),
    Syntax("===", "=", recognise_tab),
    Syntax("{{", "{", recognise_tags),
    Syntax("{%", "{", recognise_tags),
    Syntax("{#", "{", recognise_svelte),
    Syntax("{*", "{", recognise_code_include),
    Syntax("](#tab", "#", recognise_linked_tab),
    Syntax("](#tab", "-*_", recognise_rule),
)
"""What is unmistakable when it is whole: every dialect that has more than Markdown's own may have it."""

_MORE: Mapping[Dialect, Sequence[Syntax]] = {}
"""What would be something else elsewhere."""

MACROS: Mapping[Dialect, Sequence[FindMacros]] = {"mdx": (find_mdx,), "docusaurus": (find_mdx,)}
"""Who finds what stands within lines of a dialect, besides what all have."""

WITHOUT_INDENTED_CODE: frozenset[Dialect] = frozenset({"mdx", "docusaurus"})


def choose_syntaxes(text: str, dialect: Dialect) -> Mapping[str, Sequence[Recognise]]:
    """Who may recognise signs in the text, by the character these begin with; nobody when it has none."""
    if dialect == "gfm":
        return {}
    syntaxes = (*_COMMON, *_MORE.get(dialect, ()))
    present = frozenset(syntax.sign for syntax in syntaxes if syntax.sign in text)
    has_lines = present and _match_lines(present).search(text)
    return add_mdx(_index(dialect, present) if has_lines else {}, text, dialect)


@cache
def _match_lines(signs: frozenset[str]) -> re.Pattern[str]:
    """Lines that these signs stand on, at the start or where it does not matter."""
    behind = "|".join(re.escape(sign) for sign in sorted(signs) if sign.startswith("]"))
    begins = "|".join(re.escape(sign) for sign in sorted(signs) if not sign.startswith("]"))
    return re.compile("|".join(filter(None, (behind, begins and rf"(?:\A|\n)[ \t>]*(?:{begins})"))))


@cache
def _index(dialect: Dialect, present: frozenset[str]) -> Mapping[str, Sequence[Recognise]]:
    index: dict[str, tuple[Recognise, ...]] = {}
    for syntax in (*_COMMON, *_MORE.get(dialect, ())):
        if syntax.sign in present:
            for first in syntax.firsts:
                index[first] = (*index.get(first, ()), *({syntax.recognise} - {*index.get(first, ())}))
    return index
