"""Sections that a list of contents names and the article does not have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.folding import fold, fold_block
from endmark.checks.text.ordinals import strip_ordinal
from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, select_kinds
from endmark.violation import Match, Related, Value, make_reason

KIND: CheckKind = "cut"
NEEDS: frozenset[Need] = frozenset({"list-item"})
VALUES = frozenset({"section", "where"})

_LEAST_NAMED = 0.6
"""The share of its items that are headings of the article: of which fewer are, the list names something else."""

_LEAST_PLAIN = 4
"""Headings that a list without links must name: statements that are quoted, and then told of, are often three."""

_NO_TITLES = ('"', "“", "„", "«", "「", "『", ".", "。", "!", "！", "?", "？")
"""What an item begins or ends with that says or quotes something."""

_ELSEWHERE = compile_late(r"\]\(\s*<?[^#)\s]")
"""A link to another page or file, of which no section need be here."""

_TARGET = compile_late(r"\]\(\s*<?#([^)\s>]+)")


class Options(Struct, frozen=True):
    """How many headings of the article a list must name, `min_headings`, to be taken for its contents."""

    min_headings: Annotated[int, Meta(ge=2)] = 3


class _Item(Struct, frozen=True):
    """An item of the list, and the place of the heading that it names, None without one."""

    block: Block
    heading: int | None


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each item of a list of contents for which there is no section.

    A list is one of contents where most of its items are headings that come behind it, or lead to them, in their order.
    Where a heading stands in the place of the missing one that no item names, it says the same in other words, and
    nothing is missing. It is certain where the last sections are missing, behind which there is nothing, and the list
    leads to the others with links; of a list without links nothing else is told, and it names no statements.
    """
    if not {"heading", "list-item"} <= find_kinds(document.blocks):
        return
    source = document.source.text
    headings = [block for block in select_kinds(document.blocks, {"heading"}) if not block.depth]
    if len(headings) < options.min_headings:
        return
    names: dict[str, int] = {}
    for group in _iter_lists(document.blocks, headings, options.min_headings):
        names = names or _name_headings(headings, source)
        items = [_Item(block, _find_heading(block, names, source)) for block in group]
        named = {item.heading for item in items if item.heading is not None}
        if len(named) < options.min_headings or len(named) < _LEAST_NAMED * len(items) or len(named) == len(items):
            continue
        if sorted(named) != [item.heading for item in items if item.heading is not None]:
            continue
        if headings[min(named)].span.start < group[0].span.start:
            continue
        linked = all(_TARGET.search(source, *item.block.span) for item in items)
        if linked or (len(named) >= _LEAST_PLAIN and all(map(_is_title, group))):
            yield from _find_missing(document, items, headings, scope, linked=linked)


def _is_title(item: Block) -> bool:
    content = item.text.content.strip()
    return not content.startswith(_NO_TITLES) and not content.endswith(_NO_TITLES)


def _find_missing(
    document: Document, items: Sequence[_Item], headings: Sequence[Block], scope: Scope, *, linked: bool
) -> Iterator[Match]:
    """The items between two sections, or behind the last, where fewer headings stand that none names."""
    named = [item.heading for item in items if item.heading is not None]
    level = max(headings[place].level for place in named)
    start = 0
    while start < len(items):
        if items[start].heading is not None:
            start += 1
            continue
        end = next((n for n in range(start, len(items)) if items[n].heading is not None), len(items))
        before = items[start - 1].heading if start else None
        after = items[end].heading if end < len(items) else None
        first = named[0] if before is None else before
        between = headings[first + 1 : after] if before is not None else headings[:after]
        if (linked or after is None) and not any(block.level <= level for block in between):
            heading, line = headings[first].text.content, document.find_line(headings[first].span.start)
            if before is None:
                where = make_reason("contents.start", heading=heading, line=line)
            elif after is None:
                where = make_reason("contents.end", heading=heading, line=line)
            else:
                where = make_reason("contents.between", heading=heading, line=line)
            related = (Related(headings[first].span, make_reason("contents.section")),)
            for item in items[start:end]:
                text = item.block.text
                here = not _ELSEWHERE.search(document.source.text, *item.block.span)
                if here and text.content and item.block in scope:
                    values: dict[str, Value] = {"section": text.content, "where": where}
                    yield Match(text.map_span(0, len(text.content)), values, related, certain=linked and after is None)
        start = end


def _iter_lists(blocks: Sequence[Block], headings: Sequence[Block], following: int) -> Iterator[Sequence[Block]]:
    """The items between two headings each, or above the first, as long as so many headings follow; not fewer items."""
    starts = [heading.span.start for heading in headings]
    last = starts[-following]
    items = takewhile(lambda item: item.span.start < last, select_kinds(blocks, {"list-item"}))
    for _, group in groupby(items, lambda item: bisect_right(starts, item.span.start)):
        between = list(group)
        if len(between) >= following:
            yield between


def _name_headings(headings: Sequence[Block], source: str) -> dict[str, int]:
    """The place of the first heading of each name."""
    return {name: place for place, block in reversed(list(enumerate(headings))) for name in _list_names(block, source)}


def _list_names(heading: Block, source: str) -> Iterator[str]:
    """What a heading may be called by: its words, and them without its number."""
    if name := fold_block(heading, source):
        yield name
    content = heading.text.content
    without = strip_ordinal(content)
    if (without != content or ATOM in content) and (name := fold(without)):
        yield name


def _find_heading(item: Block, names: dict[str, int], source: str) -> int | None:
    """The place of the heading that an item names by its words, or by what its link leads to."""
    found = next((names[name] for name in _list_names(item, source) if name in names), None)
    if found is not None or not (target := _TARGET.search(source, *item.span)):
        return found
    from urllib.parse import unquote

    return names.get(fold(unquote(target[1])))
