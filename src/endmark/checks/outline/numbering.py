"""Numbers of headings that skip, come twice or go back."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.ordinals import Ordinal, read_ordinal
from endmark.document.blocks import Block
from endmark.document.branches import are_alternatives
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.violation import Match, Reason, Related, make_reason

KIND: CheckKind = "layout"
VALUES = frozenset({"what"})

_MOST_MISSING = 3
"""So many numbers may be missing in a row: where more are, the headings count something else, or were chosen."""

_REGULAR = 0.5
"""The share of the headings that must follow the one before by one: fewer are dates, versions, or chosen ones."""

_BARE_STEPS = 3
"""So many must follow the one before by one where nothing but a blank parts number and words: `2 gates` is no count."""

_MOST_ALTERNATIVES = 20
"""Headings before one among which that is looked for which a reader sees together with it."""

_BOLD_LINE = compile_late(r"(?m)^(?:\*\*|__)[^*_\n]{1,120}(?:\*\*|__)[ \t]*$")
_BELOW_HEADINGS = 7
"""The level of a line in bold letters that serves as a heading."""

_BEHIND = 12
"""Characters in front of a block that may hold the number of an item of a list."""

_ITEM = compile_late(r"(\d{1,3})[.)]\s*$")

_Places: TypeAlias = Mapping[int, Sequence[int]]


class Options(Struct, frozen=True):
    """How many headings make a numbering, and who says the same with more certainty.

    `min_headings` with the same parent, the same level and the same word before the number make one. Where one of the
    rules `surer` finds something at a heading, its number is not told.
    """

    min_headings: Annotated[int, Meta(ge=3)] = 3
    surer: frozenset[str] = frozenset()


def list_surer(options: Options) -> frozenset[str]:
    """The rules to which findings are left where they speak, too."""
    return options.surer


class _Numbered(Struct, frozen=True):
    block: Block
    ordinal: Ordinal


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each heading whose number does not follow the one before it.

    A line in bold letters is a heading, too. A numbering begins again with one, and of alternatives, such as two tabs,
    each goes on for itself. No number is missing that stands between the two at the beginning of any heading or
    paragraph, as a translation may write it in another way. Headings in quotations and lists are left alone, and so
    are two with the same number that both end in brackets, such as `Step 2 (Linux)`.
    """
    find_places = cache(partial(_find_places, document))
    for group in _find_groups(_iter_headings(document)):
        if len(group) < options.min_headings or not _is_numbering(group):
            continue
        for number, one in enumerate(group):
            last = _find_before(document, group, number)
            if last and one.block in scope and (what := _compare(document, last, one, find_places)):
                yield Match(
                    one.block.span, {"what": what}, (Related(last.block.span, make_reason("numbering.before")),)
                )


def _iter_headings(document: Document) -> Iterator[tuple[int, Block]]:
    """The headings outside quotations and lists, each with its level, and the lines in bold letters below them."""
    bold = _BOLD_LINE.search(document.source.text) is not None
    for block in select_kinds(document.blocks, {"heading", "paragraph"} if bold else {"heading"}):
        if block.depth:
            continue
        if block.kind == "heading":
            yield block.level, block
        elif any(mark.kind == "Strong" and mark.end - mark.start == len(block.text.content) for mark in block.marks):
            yield _BELOW_HEADINGS, block


def _find_groups(headings: Iterable[tuple[int, Block]]) -> Iterator[Sequence[_Numbered]]:
    """The numbered headings that count the same, below the same parent."""
    groups: dict[tuple[int, int, str, tuple[int, ...], bool], list[_Numbered]] = defaultdict(list)
    parents: list[tuple[int, int]] = []
    for level, block in headings:
        while parents and parents[-1][0] >= level:
            parents.pop()
        if ordinal := read_ordinal(block.text.content):
            parent = parents[-1][1] if parents else -1
            groups[parent, level, ordinal.word, ordinal.outer, ordinal.marked].append(_Numbered(block, ordinal))
        parents.append((level, block.span.start))
    yield from groups.values()


def _is_numbering(group: Sequence[_Numbered]) -> bool:
    steps = [after.ordinal.number - before.ordinal.last for before, after in pairwise(group)]
    least = 1 if group[0].ordinal.marked else _BARE_STEPS
    return group[0].ordinal.number <= 1 and steps.count(1) >= max(least, _REGULAR * len(steps))


def _find_before(document: Document, group: Sequence[_Numbered], number: int) -> _Numbered | None:
    """The heading that comes before one of the group where a reader sees both."""
    start = group[number].block.span.start
    for other in reversed(group[max(0, number - _MOST_ALTERNATIVES) : number]):
        if not are_alternatives(document.branches, other.block.span.start, start):
            return other
    return None


def _compare(
    document: Document, before: _Numbered, one: _Numbered, find_places: Callable[[], _Places]
) -> Reason | None:
    """What is wrong with the number of a heading behind another; None where nothing is."""
    number, last = one.ordinal.number, before.ordinal.last
    line = document.find_line(before.block.span.start)
    if number == last:
        both = (before.block.text.content, one.block.text.content)
        told_apart = all(text.endswith((")", "）")) for text in both)
        return None if told_apart else make_reason("numbering.again", number=number, line=line)
    if number < last:
        return make_reason("numbering.back", number=number, before=last, line=line) if number > 1 else None
    missing = range(last + 1, number)
    if not 1 <= len(missing) <= _MOST_MISSING:
        return None
    places = find_places()
    if any(_stands_between(places.get(other, ()), before.block.span.start, one.block.span.start) for other in missing):
        return None
    first, count = missing[0], len(missing)
    return make_reason(
        "numbering.missing", number=number, before=last, line=line, first=first, last=missing[-1], count=count
    )


def _stands_between(places: Sequence[int], start: int, end: int) -> bool:
    place = bisect_right(places, start)
    return place < len(places) and places[place] < end


def _find_places(document: Document) -> _Places:
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


def _read_number(block: Block, source: str) -> int | None:
    start = block.span.start
    if block.kind == "list-item" and (item := _ITEM.search(source, max(0, start - _BEHIND), start)):
        return int(item[1])
    ordinal = read_ordinal(block.text.content)
    return ordinal.number if ordinal else None
