"""Tables and code that stand twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.blocks import SHOWN, Block
from endmark.document.branches import are_alternatives
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, select_kinds
from endmark.document.span import Span
from endmark.violation import Fix, Match, Reason, Related, make_reason

KIND: CheckKind = "repetition"
NEEDS: frozenset[Need] = frozenset({"table", "code"})
MARKUPS = frozenset({"markdown", "notebook"})
VALUES = frozenset({"what"})

_HEAD = 2
"""Lines of a table above its rows: the names of the columns, and the line below them."""

_MOST_TABLES = 24
"""Tables under the same names of columns that are remembered: a document may be all tables."""

_FENCES = 2
_COMMENT = compile_late(r"(?:^|\s+)(?:#|//|--|;+|%+|/\*)\s.*$", re.MULTILINE)
_LEAST_LINES = 5
"""Lines of code, without comments, from which it is hardly shown again with other comments."""

_ORIGINAL_HERE = make_reason("duplicate.original-here")


class Options(Struct, frozen=True):
    """How much must stand twice.

    `min_rows` is how many rows of a table below its head, `min_weight` how many letters they hold, or those of code,
    a Chinese, Japanese or Korean character counting as two. `surer` are rules that say more of the same passage: what
    one of them found is left to it.
    """

    min_rows: Annotated[int, Meta(ge=1)] = 3
    min_weight: Annotated[int, Meta(ge=1)] = 40
    surer: frozenset[str] = frozenset()


class _Seen(Struct, frozen=True):
    """A table or piece of code, its lines, and how many end markers stand before it."""

    block: Block
    lines: Sequence[str]
    markers: int


def list_surer(options: Options) -> frozenset[str]:
    """The rules to which findings are left where they speak, too."""
    return options.surer


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each table whose rows stand in an earlier one with the same head, or the other way round.

    So does one that begins again with its head among its rows, or has the same cells in other rows or columns. The
    same code, with the same comments or others, is told only where it follows itself, with an end marker between the
    two at most: documents show a command again and again, and what the same lines did before and do now.
    """
    if find_kinds(document.blocks).isdisjoint({"table", "code"}):
        return
    tables = _Tables(document, options)
    markers = 0
    before: Block | None = None
    for block in select_kinds(document.blocks, SHOWN):
        if block.kind == "marker":
            markers += 1
            continue
        if block.kind == "table" and block in scope:
            yield from tables.compare(block, before, markers)
        if block.kind == "code" and before is not None and before.kind == "code" and block in scope:
            yield from _compare_code(block, before, document, options, markers)
        before = block


class _Tables:
    """The tables so far, by the names of their columns and by their rows."""

    def __init__(self, document: Document, options: Options) -> None:
        self._document = document
        self._options = options
        self._by_head: dict[str, list[_Seen]] = {}
        self._by_size: dict[int, list[_Seen]] = {}

    def compare(self, block: Block, before: Block | None, markers: int) -> Iterator[Match]:
        """What is to be said of the next table; `before` is the block above it."""
        document = self._document
        seen = _Seen(block, _read_lines(block, document), markers)
        yield from _find_begun_again(seen, document)
        alike = self._by_head.setdefault(seen.lines[0], [])
        sized = self._by_size.setdefault(len(seen.lines), [])
        other = next((one for one in alike if _holds_rows(seen, one, self._options)), None)
        certain = other is not None
        if other is None:
            other = next((one for one in sized if _is_rearranged(seen, one, self._options)), None)
        if other is not None:
            sure = other.block is before or markers > other.markers
            if sure or not self._are_parallel(block, other.block):
                line = document.find_line(other.block.span.start)
                told = make_reason("duplicate-block.table", line=line)
                reason = told if certain else make_reason("duplicate-block.rearranged", line=line)
                yield from _tell(seen, other, reason, document, sure=sure and certain)
            return
        for remembered in (alike, sized):
            if len(remembered) < _MOST_TABLES:
                remembered.append(seen)

    @cached_property
    def _are_parallel(self) -> Callable[[Block, Block], bool]:
        from endmark.checks.repetition.parallel_tables import ParallelTables  # few articles hold a table twice

        return ParallelTables(self._document).are_parallel


def _compare_code(block: Block, before: Block, document: Document, options: Options, markers: int) -> Iterator[Match]:
    """What is to be said of a piece of code that stands right behind another."""
    seen, other = (_Seen(one, _read_lines(one, document), markers) for one in (block, before))
    if _weigh(seen.lines) < options.min_weight:
        return
    line = document.find_line(before.span.start)
    if seen.lines == other.lines:
        yield from _tell(seen, other, make_reason("duplicate-block.code", line=line), document, sure=True)
    elif _differ_in_comments(seen, other):
        yield from _tell(seen, other, make_reason("duplicate-block.comments", line=line), document, sure=False)


def _read_lines(block: Block, document: Document) -> Sequence[str]:
    """The lines, without what differs where the same is written in another way, nor the signs of a quotation."""
    text = document.source.get_excerpt(block.span)
    return [" ".join(line.strip(" \t>|").replace("|", " | ").split()) for line in text.strip().split("\n")]


def _weigh(lines: Sequence[str]) -> int:
    return compute_weight(fold(" ".join(lines)))


def _holds_rows(one: _Seen, other: _Seen, options: Options) -> bool:
    """Whether all rows of one of two tables stand in the other in a row."""
    shorter, longer = sorted((one.lines[_HEAD:], other.lines[_HEAD:]), key=len)
    # As text, which is searched in proportion to its length.
    return (
        len(shorter) >= options.min_rows
        and "\n".join(("", *shorter, "")) in "\n".join(("", *longer, ""))
        and _weigh(shorter) >= options.min_weight
    )


def _is_rearranged(one: _Seen, other: _Seen, options: Options) -> bool:
    """Whether two tables have the same cells in each row, in another order of the rows or of the columns."""
    rows, others = one.lines[_HEAD:], other.lines[_HEAD:]
    return (
        len(rows) >= options.min_rows
        and _weigh(rows) >= options.min_weight
        and _sort_cells(one.lines[:1]) == _sort_cells(other.lines[:1])
        and _sort_cells(rows) == _sort_cells(others)
    )


def _sort_cells(rows: Sequence[str]) -> Sequence[Sequence[str]]:
    return sorted(sorted(row.split(" | ")) for row in rows)


def _differ_in_comments(one: _Seen, other: _Seen) -> bool:
    """Whether two pieces of code are the same but for their comments, of which each has some that the other has not."""
    said, again = (set(_COMMENT.findall("\n".join(seen.lines))) for seen in (one, other))
    if said <= again or again <= said:
        return False
    code, others = (list(filter(None, (_COMMENT.sub("", line) for line in seen.lines))) for seen in (one, other))
    return len(code) >= _LEAST_LINES + _FENCES and code == others


def _find_begun_again(table: _Seen, document: Document) -> Iterator[Match]:
    """The place where a table begins again among its rows."""
    head = table.lines[0]
    for number, line in enumerate(table.lines[_HEAD:], _HEAD):
        if line == head and _weigh([line]) and table.lines[number + 1 : number + 2] == [table.lines[1]]:
            start = _find_line(document.source.text, table.block.span, number)
            original = Span(table.block.span.start, start)
            what = make_reason("duplicate-block.rows", line=document.find_line(original.start))
            yield _build_match(Span(start, table.block.span.end), original, what, certain=True)
            return


def _find_line(text: str, span: Span, number: int) -> int:
    """Where the line of that number begins in a span."""
    place = span.start
    for _ in range(number):
        place = text.index("\n", place) + 1
    return place


def _tell(seen: _Seen, other: _Seen, what: Reason, document: Document, *, sure: bool) -> Iterator[Match]:
    copy, original = seen.block.span, other.block.span
    if are_alternatives(document.branches, original.start, copy.start):
        return
    match = _build_match(copy, original, what, certain=sure)
    # What the copy alone holds would be lost with it.
    if sure and len(seen.lines) <= len(other.lines):
        from endmark.checks.edits.block_removal import remove_blocks  # few articles hold one

        edits = remove_blocks(document, [seen.block])
        first, last = document.find_line(original.start), document.find_line(original.end - 1)
        title = make_reason("duplicate.take-out", first=first, last=last, count=last - first + 1)
        shared = make_reason("duplicate.shared-lines")
        match = match.with_fix(shared if edits is None else Fix(edits, safe=False, title=title))
    yield match


def _build_match(copy: Span, original: Span, what: Reason, *, certain: bool) -> Match:
    return Match(copy, {"what": what}, (Related(original, _ORIGINAL_HERE),), certain=certain)
