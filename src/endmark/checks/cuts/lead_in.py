"""A colon that announces something, and nothing that follows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.document.blocks import SHOWN, Block, Kind
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, select_kinds
from endmark.document.sentences import COLONS
from endmark.violation import Match, Related, make_reason

KIND: CheckKind = "cut"
VALUES = frozenset({"last", "what"})

_ANNOUNCING = (*COLONS, "፦", "︰")
_AT_LINE_END = compile_late(r"(?m)[:：፦︰](?<=[^\s:].)[^\w\s:]*[ \t]*$")
"""What a line looks like that may announce something: few documents have one, and fewer blocks need to be seen."""

_EMOJI = compile_late(r":[\w+-]+:$")
"""The name of one, as `:heart:`."""

_BETWEEN: frozenset[Kind] = frozenset({"marker", "thematic-break"})
"""What stands between two passages, and is itself nothing that could be announced."""


class Options(Struct, frozen=True):
    """When it is a habit: an article in which sections end so more than `most` times means what it does."""

    most: Annotated[int, Meta(ge=1)] = 2


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each paragraph that ends with a colon at the end of the article, or of its section.

    Any block can be what is announced: a list, code, an image, a component, and the next section, too, but for one
    of a higher level, which ends more than what was announced. It is certain where the article ends.
    """
    if "paragraph" not in find_kinds(document.blocks) or not _AT_LINE_END.search(document.source.text):
        return
    followed: list[Match] = []
    waiting: Block | None = None
    level = 0
    for block in select_kinds(document.blocks, SHOWN):
        if block.kind in _BETWEEN:
            continue
        if block.kind == "heading" and not block.depth:
            if waiting is not None and block.level < level:
                here = Related(block.span, make_reason("lead-in.next-section"))
                followed.append(_make_match(document, waiting, (here,)))
            level = block.level
        waiting = block if _announces(block) and block in scope else None
    if len(followed) <= options.most:
        yield from followed
    if waiting is not None:
        yield _make_match(document, waiting)


def _announces(block: Block) -> bool:
    content = block.text.content.rstrip()
    return (
        block.kind == "paragraph" and not block.depth and content.endswith(_ANNOUNCING) and not _EMOJI.search(content)
    )


def _make_match(document: Document, block: Block, related: tuple[Related, ...] = ()) -> Match:
    from endmark.checks.cuts.tails import find_tail  # few articles have such a place
    from endmark.document.spelling_out import spell_out

    start, end = find_tail(block)
    last = spell_out(block.text, document.source.text, start, end)
    what = make_reason("lead-in.section-ends") if related else make_reason("lead-in.article-ends")
    return Match(block.text.map_span(start, end), {"last": last, "what": what}, related, certain=not related)
