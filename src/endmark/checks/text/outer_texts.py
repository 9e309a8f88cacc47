"""The texts at the edges of an article, where whoever made it speaks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Literal, TypeAlias

from endmark.document.blocks import Block, Kind
from endmark.document.packed_blocks import find_from, select_kinds
from endmark.document.sentences import COLONS

OuterPlace: TypeAlias = Literal["title", "head", "seam", "tail"]
"""Before the title, at the beginning of the text, beside a marker, at the end."""

_EDGE = 2
"""Paragraphs at an end of the article that may be a remark about it."""

_MOST_MARKERS = 20
"""Markers beside which is looked: what each text there says is compared with all of the article."""

_LONGEST_QUOTATION = 20
"""Blocks of one quotation, before a text and behind it."""

_UNSHOWN: frozenset[Kind] = frozenset({"comment", "thematic-break", "directive", "footnote"})
_SHOWN: frozenset[Kind] = frozenset({"list-item", "quote", "code", "table"})
_TEXT: frozenset[Kind] = frozenset({"paragraph", "list-item", "quote"})


def find_outer_texts(blocks: Sequence[Block]) -> Mapping[int, OuterPlace]:
    """The numbers of the texts at the edges; an article that is nothing else has none."""
    shown = (number for number, block in enumerate(blocks) if block.kind not in _UNSHOWN)
    first = list(islice(shown, _EDGE + 1))
    if len(first) <= _EDGE:
        return {}
    edges: dict[int, OuterPlace] = {}
    titles = [blocks[number].kind == "heading" and blocks[number].level == 1 for number in first]
    beginning = first[1:] if blocks[first[0]].kind == "heading" else first
    for number in beginning[:_EDGE]:
        if blocks[number].kind not in _TEXT:
            break
        edges[number] = "title" if any(titles[first.index(number) :]) else "head"
    for block in select_kinds(blocks, {"marker"})[:_MOST_MARKERS]:
        marker = find_from(blocks, block.span.start)
        beside = (number for number in (marker - 1, marker + 1) if 0 <= number < len(blocks))
        edges |= {number: "seam" for number in beside if blocks[number].kind in _TEXT}
    backwards = (number for number in range(len(blocks) - 1, -1, -1) if blocks[number].kind not in _UNSHOWN)
    for number in islice(backwards, _EDGE):
        if blocks[number].kind not in _TEXT:
            break
        if edges.get(number) != "title":
            edges[number] = "tail"
        if blocks[number].kind == "list-item":
            break
    return edges


def leads_into_shown(blocks: Sequence[Block], number: int) -> bool:
    """Whether a text leads into a list, a quotation, code or a table: it is said to who reads that."""
    return blocks[number].role == "lead-in" and number + 1 < len(blocks) and blocks[number + 1].kind in _SHOWN


def is_in_quotation(blocks: Sequence[Block], number: int) -> bool:
    """Whether a text is a part of a long quotation, or a quotation that something introduces."""
    if blocks[number].kind == "quote" and number and blocks[number - 1].text.content.endswith(COLONS):
        return True
    from endmark.checks.text.quotations import iter_long_quotations  # few texts are asked about

    near = range(max(0, number - _LONGEST_QUOTATION), min(len(blocks), number + _LONGEST_QUOTATION))
    quoted = iter_long_quotations([blocks[other].text.content for other in near])
    return any(near.index(number) in numbers for numbers in quoted)
