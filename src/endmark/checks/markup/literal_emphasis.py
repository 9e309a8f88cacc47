"""Emphasis that is none: what shows, why, and where the signs would work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import Literal

from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.markup.emphasis_signs import LiteralEmphasis, Renderer, iter_literal_emphases
from endmark.checks.markup.flanking import can_close, can_open
from endmark.document.dialect import Dialect
from endmark.document.late_pattern import compile_late
from endmark.document.markup import get_suffix
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.document.stretches import Stretches
from endmark.violation import Match, Reason, make_reason

_KRAMDOWN = compile_late(r"""[ ]markdown=["'](?:1|block|span)["']|^[ \t]*\{::?[ ]*[.#\w][^}\n]*\}""", re.MULTILINE)
"""What only kramdown reads: Markdown inside of HTML, and a list of attributes for the block above."""

_PYTHON_MARKDOWN = compile_late(
    r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w\"]"
    r"|^[ \t]*/{3,}[ \t]+\w[\w-]*(?:[ \t]*\||[ \t]*$)"
    r"|^[ \t]*===[!+]?[ \t]+\""
    r"|^[ \t]*-{1,2}8<-{1,2}"
    r"|\{![^{}\n]{1,200}!\}"
    r"|\]\([^()\s]{1,500}\)\{[ ]?\.[\w-]+(?:[ ][^{}\n]{0,200})?\}",
    re.MULTILINE,
)
"""What Python-Markdown and its extensions read: admonitions, blocks, tabs, snippets, and a class behind a link."""

_DOCSIFY_TABS = compile_late(r"<!--[ \t]*tabs:(start|end)[ \t]*-->")
"""Between them headings in bold name the tabs of docsify, with or without spaces inside of the signs."""

_SVELTE = compile_late(
    r"^[ \t>]*\{(?:#(?:if|each|await|key)\b|:(?:else|then|catch)\b|/(?:if|each|await|key)\})"
    r"|^#{1,6}[ \t][^\n]*\[\[[^\[\]\n]{1,200}\]\][ \t]*$",
    re.MULTILINE,
)
"""What no MDX reads: the branches of Svelte, and the anchors that doc-builder has behind headings."""

_RENDERERS: Mapping[Dialect, Renderer] = {
    "docsify": "docsify",
    "kramdown": "kramdown",
    "mkdocs": "python-markdown",
    "svelte": "mdsvex",
}
_OF_SUFFIX: Mapping[str, Renderer] = {"qmd": "pandoc", "rmarkdown": "pandoc", "rmd": "pandoc"}
"""Quarto and R Markdown hand their articles to pandoc."""

_BY_TEXT: Mapping[Dialect, tuple[tuple[re.Pattern[str], Renderer], ...]] = {
    "markdown": ((_KRAMDOWN, "kramdown"), (_PYTHON_MARKDOWN, "python-markdown"), (_DOCSIFY_TABS, "docsify")),
    "mdx": ((_SVELTE, "mdsvex"),),
}
"""What tells of an article in such a dialect that another renderer reads it."""

_HALF = make_reason("emphasis.half")
_WHICH_ONE = make_reason("emphasis.strength-unknown")
_WHO_KNOWS = make_reason("emphasis.words-unknown")


def find_literal_emphases(document: Document, scope: Scope, renderer: Renderer | Literal["auto"]) -> Iterator[Match]:
    """Yield each emphasis that shows its signs, as a whole, and each sign that has no partner."""
    text = document.source.text
    chosen = _choose_renderer(document) if renderer == "auto" else renderer
    found = iter_literal_emphases(document, scope, chosen)
    first = next(found, None)
    if first is None:
        return
    # Most articles with signs of an emphasis show none of them.
    from endmark.checks.markup.emphasis_fix import build_move, build_removal, find_moves, find_removals

    found = chain((first,), found)
    if renderer == "auto" and chosen != "pandoc":
        told = (other for sign, other in _BY_TEXT.get(document.dialect, ()) if sign.search(text))
        if (other := next(told, chosen)) != chosen:
            chosen, found = other, iter_literal_emphases(document, scope, other)
    tabs = _find_tabs(text) if chosen == "docsify" else None
    for block, shown in found:
        if tabs and block.kind == "heading" and tabs.holds(block.span.start):
            continue
        moves = find_moves(document, block, filter(_is_pair, shown))
        removals = find_removals(document, block, [one for one in shown if one.extra and not one.uneven])
        for literal in shown:
            match = Match(literal.span, {"sign": literal.opening.sign, "why": _explain_sign(literal)})
            if literal.uneven:
                yield replace(match, no_fix_reason=_WHICH_ONE)
            elif literal.extra:
                yield match.with_fix(build_removal(literal, proven=literal in removals))
            elif _is_pair(literal):
                yield match.with_fix(build_move(literal, moves.get(literal)))
            else:
                yield replace(match, no_fix_reason=_WHO_KNOWS if literal.empty else _HALF)


def _choose_renderer(document: Document) -> Renderer:
    """Who reads an article, by its dialect, or by its suffix where the site has none of its own."""
    return _RENDERERS.get(document.dialect) or _OF_SUFFIX.get(get_suffix(document.source.path)) or "commonmark"


def _find_tabs(text: str) -> Stretches:
    """The stretches of a source that docsify shows as tabs."""
    signs = list(_DOCSIFY_TABS.finditer(text))
    return Stretches(
        Span(one.end(), other.start()) for one, other in pairwise(signs) if (one[1], other[1]) == ("start", "end")
    )


def _is_pair(literal: LiteralEmphasis) -> bool:
    return literal.closing is not None and not literal.empty


def _explain_sign(literal: LiteralEmphasis) -> Reason:
    opening, closing = literal.opening, literal.closing
    if literal.extra:
        return make_reason("emphasis.uneven") if literal.uneven else make_reason("emphasis.extra")
    if literal.empty:
        return make_reason("emphasis.empty")
    if closing is None:
        return _HALF
    if (opening.after + closing.before).strip() != opening.after + closing.before:
        return make_reason("emphasis.white-space")
    if not can_open(opening.before, opening.after):
        return make_reason("emphasis.cannot-begin", before=opening.before, after=opening.after)
    if not can_close(closing.before, closing.after):
        return make_reason("emphasis.cannot-end", before=closing.before, after=closing.after)
    if opening.sign[0] == "_":
        return make_reason("emphasis.within-word")
    return make_reason("emphasis.other-half")
