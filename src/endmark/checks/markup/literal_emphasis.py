"""Emphasis that is none: what shows, why, and where the signs would work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal

from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.markup.delimiters import SIGNS
from endmark.checks.markup.emphasis_fix import build_move, build_removal, find_moves
from endmark.checks.markup.emphasis_signs import LiteralEmphasis, Renderer, iter_literal_emphases
from endmark.checks.markup.flanking import can_close, can_open
from endmark.document.blocks import Block
from endmark.document.dialect import Dialect
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.violation import Match, Reason, make_reason

_KRAMDOWN = compile_late(r"""[ ]markdown=["'](?:1|block|span)["']|^[ \t]*\{::?[ ]*[.#\w][^}\n]*\}""", re.MULTILINE)
"""What only kramdown reads: Markdown inside of HTML, and a list of attributes for the block above."""

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
_BY_TEXT: Mapping[Dialect, tuple[re.Pattern[str], Renderer]] = {
    "markdown": (_KRAMDOWN, "kramdown"),
    "mdx": (_SVELTE, "mdsvex"),
}
"""What tells of an article in such a dialect that another renderer reads it."""

_HALF = make_reason("emphasis.half")
_WHO_KNOWS = make_reason("emphasis.words-unknown")


def find_literal_emphases(document: Document, scope: Scope, renderer: Renderer | Literal["auto"]) -> Iterator[Match]:
    """Yield each emphasis that shows its signs, as a whole, and each sign that has no partner."""
    text = document.source.text
    if not any(sign in text for sign in SIGNS):
        return
    chosen = _RENDERERS.get(document.dialect, "commonmark") if renderer == "auto" else renderer
    found = list(iter_literal_emphases(document, scope, chosen))
    if renderer == "auto" and found and document.dialect in _BY_TEXT:
        sign, other = _BY_TEXT[document.dialect]
        found = list(iter_literal_emphases(document, scope, other)) if sign.search(text) else found
    for block, group in groupby(found, key=_get_block):
        shown = [literal for _, literal in group]
        moves = find_moves(document, block, filter(_is_pair, shown))
        for literal in shown:
            match = Match(literal.span, {"sign": literal.opening.sign, "why": _explain_sign(literal)})
            if literal.extra:
                yield match.with_fix(build_removal(document, block, literal))
            elif _is_pair(literal):
                yield match.with_fix(build_move(literal, moves.get(literal)))
            else:
                yield replace(match, no_fix_reason=_WHO_KNOWS if literal.empty else _HALF)


def _is_pair(literal: LiteralEmphasis) -> bool:
    return literal.closing is not None and not literal.empty


def _get_block(found: tuple[Block, LiteralEmphasis]) -> Block:
    return found[0]


def _explain_sign(literal: LiteralEmphasis) -> Reason:
    opening, closing = literal.opening, literal.closing
    if literal.extra:
        return make_reason("emphasis.extra")
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
