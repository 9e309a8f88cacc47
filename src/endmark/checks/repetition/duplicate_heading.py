"""The same heading twice under the same parent."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import compute_weight, fold_block
from endmark.checks.text.meaning import normalize_block
from endmark.checks.text.releases import names_release
from endmark.document.blocks import SHOWN, Block
from endmark.document.branches import are_alternatives
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, select_kinds
from endmark.document.spelling_out import spell_out
from endmark.violation import Match, Related, Value, make_reason

KIND: CheckKind = "echo"
MARKUPS = frozenset({"markdown", "html", "notebook"})
VALUES = frozenset({"heading", "original"})


class Options(Struct, frozen=True):
    """How short a heading may be to count.

    `min_weight` is in letters, a Chinese, Japanese or Korean character counting
    as two: one-word headings are repeated on purpose.
    """

    min_weight: Annotated[int, Meta(ge=1)] = 8


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each heading that repeats a sibling and says something else below it.

    Where the text below is the same, too, the whole passage is a repetition,
    which the check for duplicates reports as one. Headings inside quotes and
    lists belong to what is quoted. Where headings follow each other at once again and
    again, or the first names a release, it groups what comes after it; one that begins
    with the signs of which another consists, as `## ~ tip` where there is `## ~`, opens
    a notice.
    """
    if "heading" not in find_kinds(document.blocks):
        return
    source = document.source.text
    blocks = select_kinds(document.blocks, SHOWN - {"marker"})
    groups = _find_groups(blocks)
    parents: list[tuple[float, int]] = []
    seen: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.kind != "heading" or block.depth:
            continue
        level = block.level - _ABOVE if index in groups else block.level
        while parents and parents[-1][0] >= level:
            parents.pop()
        said = normalize_block(block, source)
        # The hash alone is kept: an article may be all headings.
        number = seen.setdefault(hash((parents[-1][1] if parents else -1, block.level, said)), index)
        if (
            number != index
            and block in scope
            and compute_weight(fold_block(block, source)) >= options.min_weight
            and normalize_block(first := blocks[number], source) == said
            and not are_alternatives(document.branches, first.span.start, block.span.start)
            and not _opens_notice(block, blocks)
        ):
            original, copy = (
                fold_block(blocks[place + 1], source) if place + 1 < len(blocks) else "" for place in (number, index)
            )
            if original != copy:
                line = document.find_line(first.span.start)
                original_line = make_reason("duplicate-heading.line", line=line)
                heading = spell_out(block.text, source, 0, len(block.text.content))
                values: dict[str, Value] = {"heading": heading, "original": original_line}
                yield Match(block.span, values, (Related(first.span, make_reason("duplicate-heading.original-here")),))
        parents.append((level, block.span.start))


_GROUPS = 3
"""Headings that another of their level follows at once, in a document that groups its sections so."""

_ABOVE = 0.5
"""How far above its level such a heading stands."""


def _find_groups(blocks: Sequence[Block]) -> Container[int]:
    """The numbers of the headings that stand over others of their level."""
    groups = {
        index
        for index, (block, after) in enumerate(pairwise(blocks))
        if block.kind == after.kind == "heading" and block.level == after.level
    }
    if len(groups) >= _GROUPS:
        return groups
    return {index for index in groups if names_release(blocks[index].text.content)}


def _opens_notice(heading: Block, blocks: Sequence[Block]) -> bool:
    content = heading.text.content
    if content[:1].isalnum():
        return False
    signs = {block.text.content for block in select_kinds(blocks, {"heading"}) if block.text.content}
    return any(content.startswith(sign) for sign in signs if not any(map(str.isalnum, sign)))
