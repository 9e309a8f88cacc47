"""Tables and code that stand twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.blocks import SHOWN, Block
from endmark.document.branches import are_alternatives
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


class _Seen(NamedTuple):
    """A table or piece of code, its lines, and how many end markers stand before it."""

    block: Block
    lines: Sequence[str]
    markers: int


def list_surer(options: Options) -> frozenset[str]:
    """The rules to which findings are left where they speak, too."""
    return options.surer


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each table whose rows stand in an earlier one with the same head, or the other way round.

    So does one that begins again with its head among its rows. The same code is told only where it
    follows itself, with an end marker between the two at most: documents show a command again and again.
    """
    if find_kinds(document.blocks).isdisjoint({"table", "code"}):
        return
    tables: dict[str, list[_Seen]] = {}
    before: _Seen | None = None
    markers = 0
    for block in select_kinds(document.blocks, SHOWN):
        if block.kind == "marker":
            markers += 1
            continue
        last, before = before, None
        if block.kind not in {"table", "code"} or block not in scope:
            continue
        if block.kind == "code":
            before = _Seen(block, (), markers)
            if last is None or last.block.kind != "code":
                continue  # most stands alone, and is not read
            last = last if last.lines else last._replace(lines=_read_lines(last.block, document))
            seen = before = _Seen(block, _read_lines(block, document), markers)
            if seen.lines == last.lines and _weigh(seen.lines) >= options.min_weight:
                what = make_reason("duplicate-block.code", line=document.find_line(last.block.span.start))
                yield from _tell(seen, last, what, document, sure=True)
            continue
        seen = before = _Seen(block, _read_lines(block, document), markers)
        yield from _find_begun_again(seen, document)
        earlier = tables.setdefault(seen.lines[0], [])
        for other in earlier:
            if _holds_rows(seen, other, options):
                beside = other.block is (last and last.block)
                what = make_reason("duplicate-block.table", line=document.find_line(other.block.span.start))
                yield from _tell(seen, other, what, document, sure=beside or seen.markers > other.markers)
                break
        else:
            if len(earlier) < _MOST_TABLES:
                earlier.append(seen)


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
