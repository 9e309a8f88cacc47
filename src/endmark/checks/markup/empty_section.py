"""A heading with nothing under it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.releases import names_release
from endmark.document.blocks import ATOM, SHOWN, Block, Role
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, select_kinds
from endmark.document.sentences import TERMINALS
from endmark.violation import Match, Reason, make_reason

KIND: CheckKind = "markup"
NEEDS: frozenset[Need] = frozenset({"heading"})
MARKUPS = frozenset({"markdown", "html", "notebook"})
VALUES = frozenset({"heading", "next"})


class Options(Struct, frozen=True):
    """What counts as empty, and when it is a habit.

    `at_end`: whether a heading that is the last thing in the file counts. A
    document in which headings follow each other more than `most` times groups
    its sections that way, and is left alone.
    """

    at_end: bool = True
    most: Annotated[int, Meta(ge=1)] = 2


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each heading that the next heading of its level or above, a marker or the end follows at once.

    Anything else fills a section, a component or a macro as well as a
    paragraph; a heading directly above a deeper one introduces it. Two first-level
    headings at the top are a title in two lines, a document of headings only is an
    outline, a heading that ends with a full stop says something by itself, one in
    brackets right below the title is part of that, and under one that introduces the
    footnotes they stand when the page is shown. One of signs alone, as `## ~`, names no
    section: it ends one. One with a link says where the rest is, one in a quotation or a
    list belongs to that, and nothing may have changed in a release. The first of several at
    one level stands over the others, and one with an exclamation mark announces what follows:
    a pass that runs out of room stops later. A value, as `## Duration: 5 minutes`, is whole, and what begins with an
    at sign is said to a program.
    """
    if "heading" not in find_kinds(document.blocks):
        return
    blocks = select_kinds(document.blocks, SHOWN)
    if find_kinds(blocks) <= {"heading", "thematic-break"}:
        return
    top = next(index for index, block in enumerate(blocks) if block.kind != "thematic-break")
    grouping = 0
    followed: list[Block] = []
    levels: list[int] = []
    for index, (heading, block) in enumerate(pairwise(blocks)):
        is_first = heading.kind == "heading" and _enter_section(levels, heading.level)
        if not _needs_text(heading) or heading not in scope or _is_card(heading, document):
            continue
        if block.kind == "marker" and ATOM not in heading.text.content:
            yield _build_match(heading, make_reason("empty-section.marker"))
        elif block.kind == "heading" and block.level <= heading.level and (index > top or heading.level > 1):
            grouping += 1
            stands_over = is_first and block.level == heading.level and block.text.content != heading.text.content
            if grouping <= options.most and not (stands_over or _announces(heading, block)):
                followed.append(heading)
    if grouping <= options.most:
        yield from (_build_match(heading, make_reason("empty-section.heading")) for heading in followed)
    last = blocks[-1]
    if options.at_end and _needs_text(last) and last in scope and not (_is_card(last, document) or _is_complete(last)):
        yield _build_match(last, make_reason("empty-section.end"))


_VALUE = compile_late(r"[^\d:：]+[:：]\s*[^\w\s]?\d")
"""A label and a figure, as `Duration: ~20 minutes`: that says all by itself."""

_COMPLETE: frozenset[Role] = frozenset({"lead-in", "label"})
"""Roles of headings that need nothing below them: what they introduce stands elsewhere, or they end a title."""

_STATEMENT_ENDS = frozenset(TERMINALS) - frozenset("?!？！…‥") | {""}
"""What a heading ends with that says something by itself, or nothing at all."""


def _enter_section(levels: list[int], level: int) -> bool:
    """Whether a heading is the first of its level under the one above it; `levels` are those that were entered."""
    while levels and levels[-1] > level:
        levels.pop()
    is_first = not levels or levels[-1] < level
    if is_first:
        levels.append(level)
    return is_first


def _announces(heading: Block, following: Block) -> bool:
    """Whether a heading needs nothing of its own above the one that follows it."""
    content = heading.text.content
    return _is_complete(heading) or names_release(following.text.content) or content.rstrip().endswith(("!", "！"))


def _needs_text(block: Block) -> bool:
    return (
        block.kind == "heading"
        and block.role not in _COMPLETE
        and block.text.content.rstrip()[-1:] not in _STATEMENT_ENDS
        and not block.text.content.startswith("@")
        and not _VALUE.match(block.text.content)
        and any(map(str.isalnum, block.text.content))
    )


def _is_complete(heading: Block) -> bool:
    """Whether a heading shows something, leads somewhere, names a release, or belongs to a quotation or a list."""
    content = heading.text.content
    shows = ATOM in content or any(mark.kind == "Link" for mark in heading.marks)
    return shows or heading.depth > 0 or names_release(content)


def _is_card(heading: Block, document: Document) -> bool:
    """Whether a heading is what an item of a list shows, or a row of links, as on the pages that lead to others."""
    if document.markup != "html" and not document.html.holds(heading.span.start):
        return False
    linked = sum(mark.end - mark.start for mark in heading.marks if mark.kind == "Link")
    return heading.depth > 0 or 2 * linked > len(heading.text.content)


def _build_match(heading: Block, following: Reason) -> Match:
    return Match(heading.span, {"heading": heading.text.content, "next": following})
