"""Where a pipeline leaves what was said of an article: at its ends, beside markers, and between rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, TypeAlias

from endmark.document.blocks import Block, Kind
from endmark.document.packed_blocks import find_from, select_kinds

PatternPlace: TypeAlias = Literal["anywhere", "sentence", "apart", "edge"]
"""Where a match of a pattern counts: everywhere, where it begins a sentence, where it is most of its block or at an
edge, only at an edge."""

_MOST = 2
"""Paragraphs at an end of the article, or whole lists, that may have been said to whoever ordered it."""

_UNSHOWN: frozenset[Kind] = frozenset({"comment", "thematic-break", "directive", "footnote", "marker"})
_PARTING: frozenset[Kind] = frozenset({"thematic-break", "marker"})


def find_edges(blocks: Sequence[Block]) -> frozenset[int]:
    """The offsets where the blocks at an edge begin.

    Those are the first two of the article and the last two, with the headings there, where a list is one;
    each beside a marker; and each alone between two rules.
    """
    edges = {*_iter_ends(blocks), *_iter_ends(reversed(blocks))}
    for parting in select_kinds(blocks, _PARTING):
        number = find_from(blocks, parting.span.start)
        for beside, beyond in ((number - 1, number - 2), (number + 1, number + 2)):
            if not 0 <= beside < len(blocks):
                continue
            alone = not 0 <= beyond < len(blocks) or blocks[beyond].kind in _PARTING
            if alone or parting.kind == "marker":
                edges.add(blocks[beside].span.start)
    return frozenset(edges)


def _iter_ends(blocks: Iterable[Block]) -> Iterator[int]:
    left = _MOST
    for kind, several in groupby((block for block in blocks if block.kind not in _UNSHOWN), key=_get_kind):
        for block in several:
            yield block.span.start
            left -= kind not in ("heading", "list-item")
            if not left:
                return
        left -= kind == "list-item"
        if not left:
            return


def _get_kind(block: Block) -> Kind:
    return block.kind
