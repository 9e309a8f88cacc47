"""The blocks of an article as a whole, whether they are kept as they are or, where there are many, packed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import attrgetter
from typing import TYPE_CHECKING, TypeGuard

from endmark.document.blocks import Block, Kind, Role
from endmark.document.stretches import Stretches

if TYPE_CHECKING:
    from endmark.document.many_blocks import PackedBlocks

_FEW = 40_000
"""Blocks that are kept as they are, which is quicker; with short texts these take some 16 MB."""

_MANY_LINES = 80_000
_FEW_OF_MANY = 5_000
"""In a text of so many lines no more than these are kept before it is known how many there are: all of the others are
let go again, but the memory that they took stays with the process."""

_KEPT = (tuple, list)
"""What few blocks are kept in: made once, as it is asked thousands of times for an article."""

_get_start = attrgetter("span.start")


def pack_blocks(blocks: Iterable[Block], text: str) -> Sequence[Block]:
    """The blocks, which are in the order of the source, in as little memory as their number asks for.

    `text` is what they were read from. Many are used up one by one: who makes
    them need not keep them.
    """
    ahead = iter(blocks)
    most = _FEW if text.count("\n") < _MANY_LINES else min(_FEW, _FEW_OF_MANY)
    first = list(islice(ahead, most + 1))
    if len(first) <= most:
        return tuple(first)
    from endmark.document.many_blocks import PackedBlocks  # hardly any article has so many

    return PackedBlocks.pack(chain(_use_up(first), ahead), text)


def _are_packed(blocks: Sequence[Block]) -> TypeGuard[PackedBlocks]:
    """Whether they are; all others are a tuple or a list."""
    return not isinstance(blocks, _KEPT)


def _use_up(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, of which each is let go when the next is asked for."""
    blocks.reverse()
    while blocks:
        yield blocks.pop()


def find_kinds(blocks: Sequence[Block]) -> frozenset[Kind]:
    """The kinds there are among the blocks."""
    return frozenset(blocks.find_kinds() if _are_packed(blocks) else (block.kind for block in blocks))


def find_languages(blocks: Sequence[Block]) -> frozenset[str]:
    """The languages there are among the blocks."""
    return frozenset(blocks.iter_languages() if _are_packed(blocks) else (one.language for one in blocks))


def weigh_languages(blocks: Sequence[Block]) -> Iterable[tuple[str, int]]:
    """The language of each block, and the length of its text."""
    if _are_packed(blocks):
        return blocks.weigh_languages()
    return ((block.language, len(block.text.content)) for block in blocks)


def iter_contents(blocks: Sequence[Block]) -> Iterator[str]:
    """The visible text of each block; of very many no block is made for it."""
    return blocks.iter_contents() if _are_packed(blocks) else (block.text.content for block in blocks)


def iter_kinds(blocks: Sequence[Block]) -> Iterator[Kind]:
    """The kind of each block; of very many no block is made for it."""
    return blocks.iter_kinds() if _are_packed(blocks) else (block.kind for block in blocks)


def iter_bounds(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Where each block starts and ends."""
    return blocks.iter_bounds() if _are_packed(blocks) else (block.span for block in blocks)


def select_kinds(blocks: Sequence[Block], kinds: Container[Kind]) -> Sequence[Block]:
    """The blocks of these kinds."""
    if _are_packed(blocks):
        return blocks.select_kinds(kinds)
    return tuple([block for block in blocks if block.kind in kinds])


def select_outside(blocks: Sequence[Block], stretches: Stretches) -> Sequence[Block]:
    """The blocks that begin in none of these stretches."""
    if _are_packed(blocks):
        return blocks.select_outside(stretches)
    return tuple([block for block in blocks if not stretches.holds(block.span.start)])


def find_from(blocks: Sequence[Block], offset: int) -> int:
    """The number of the first block that begins at the offset or after it; their number when there is none."""
    if _are_packed(blocks):
        return bisect_left(blocks.starts, offset)
    return bisect_left(blocks, offset, key=_get_start)


def choose_languages(blocks: Sequence[Block], choose: Callable[[str, str], str]) -> Sequence[Block]:
    """The blocks, each that shows text in the language that is chosen for its language and script."""
    if _are_packed(blocks):
        return blocks.choose_languages(choose)
    return tuple([_choose_language(block, choose) for block in blocks])


def _choose_language(block: Block, choose: Callable[[str, str], str]) -> Block:
    language = choose(block.language, block.script) if block.text.content else block.language
    return block if language == block.language else block._replace(language=language)


def set_roles(blocks: Sequence[Block], roles: Sequence[Role]) -> Sequence[Block]:
    """The blocks, each with the role that stands at its number."""
    if roles.count("prose") == len(roles):  # which is the role that they were made with
        return blocks
    if _are_packed(blocks):
        return blocks.set_roles(roles)
    return tuple(
        [block if block.role == role else block._replace(role=role) for block, role in zip(blocks, roles, strict=True)]
    )
