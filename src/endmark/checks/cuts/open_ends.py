"""Texts without a full stop, which alone may be cut."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from endmark.checks.cuts.endings import classify_ending, ends_in_half_word
from endmark.document.blocks import Block, Kind, Role, iter_with_next
from endmark.document.sentences import TERMINALS

_JUDGED: frozenset[Kind] = frozenset({"paragraph", "list-item", "heading", "html"})
_NEVER: frozenset[Role] = frozenset({"signature", "embed", "formula", "include", "verse", "stamp"})
"""Roles of blocks that end as they like."""

TERMINAL = frozenset(TERMINALS) | frozenset(":：;；")

_OPENING_PARAGRAPHS = 3
"""Paragraphs of which one may be the title."""


class Place(Struct, frozen=True):
    """A block and what stands around it."""

    number: int
    block: Block
    before: Block | None
    following: Block | None
    opening: bool


def has_open_ends(blocks: Sequence[Block], unseen: Collection[int], last_words: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether there is any such text that does not end well all the same, as a quotation does.

    `last_words` are as of `classify_ending`.
    """
    texts = ((place.block.text.content, place.block.language) for place in iter_open_ends(blocks, unseen))
    return any(
        classify_ending(content, last_words, language).manner != "whole" or ends_in_half_word(content)
        for content, language in texts
    )


def iter_open_ends(blocks: Sequence[Block], unseen: Collection[int]) -> Iterator[Place]:
    """The blocks without a full stop; of very many none is kept. `unseen` is as of documents."""
    before: Block | None = None
    paragraphs = 0
    for number, (block, following) in enumerate(iter_with_next(blocks, unseen)):
        paragraphs += block.kind == "paragraph"
        if block.text.content[-1:] not in TERMINAL and is_judged(block, following):
            opening = block.kind == "paragraph" and paragraphs <= _OPENING_PARAGRAPHS
            yield Place(number, block, before, following, opening)
        before = block


def is_judged(block: Block, following: Block | None) -> bool:
    """Whether a block is text that may be cut, or shows how such texts end; a heading may before a marker alone."""
    if block.kind not in _JUDGED or block.role in _NEVER or not block.text.content:
        return False
    return block.kind != "heading" or is_marker(following)


def is_marker(block: Block | None) -> bool:
    """Whether there is a block, and it is a stray end marker."""
    return block is not None and block.kind == "marker"
