"""Where numbers stand in front of an article's blocks, whatever they count."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from endmark.checks.text.ordinals import read_ordinal
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document

_BEHIND = 12
"""Characters in front of a block that may hold the number of an item of a list."""

_ITEM = compile_late(r"(\d{1,3})[.)]\s*$")

Places: TypeAlias = Mapping[int, Sequence[int]]
"""By number the offsets of the blocks that begin with it, in their order."""


def find_places(document: Document) -> Places:
    """Where blocks start that begin with each number; of items only those that begin a list."""
    places: dict[int, list[int]] = defaultdict(list)
    in_list = False
    for block in document.blocks:
        was_in_list, in_list = in_list, block.kind == "list-item"
        if in_list and was_in_list:
            continue
        if (number := _read_number(block, document.source.text)) is not None:
            places[number].append(block.span.start)
    return places


def stands_between(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places is behind `start` and before `end`."""
    place = bisect_right(places, start)
    return place < len(places) and places[place] < end


def _read_number(block: Block, source: str) -> int | None:
    start = block.span.start
    if block.kind == "list-item" and (item := _ITEM.search(source, max(0, start - _BEHIND), start)):
        return int(item[1])
    ordinal = read_ordinal(block.text.content)
    return ordinal.number if ordinal else None
