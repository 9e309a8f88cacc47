"""The blocks of a document that may repeat each other, each with what must be known to compare it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from endmark.checks.folding import atoms, fold, fold_block, weight
from endmark.document.blocks import PROSE, Block, Kind
from endmark.document.model import Document


class Unit(NamedTuple):
    """A block of prose with its folded text.

    `atoms` is the source of its inline code, images and macros. `before` is the
    kind of the block that stands before it, None at the start. `path` holds the
    folded headings it stands under, outermost first; a heading's own text is
    not part of its path.
    """

    block: Block
    folded: str
    weight: int
    atoms: tuple[str, ...]
    before: Kind | None
    path: tuple[str, ...]

    def comparable(self, source: str) -> str:
        """The folded text by which near copies are found.

        Where there are links it is the author's Markdown: one changed sign can
        break a link, and its address then becomes visible text.
        """
        block = self.block
        if "](" in block.text.content or any(mark.kind == "Link" for mark in block.marks):
            return fold(source[block.span.start : block.span.end])
        return self.folded


def units_of(document: Document) -> Iterator[Unit]:
    """The units of a document, in the order of the source; each paragraph of an HTML block is one."""
    before: Kind | None = None
    headings: list[tuple[int, str]] = []
    path: tuple[str, ...] = ()
    source = document.source.text
    for block in document.blocks:
        if block.kind == "heading":
            while headings and headings[-1][0] >= block.level:
                headings.pop()
            path = tuple(text for _, text in headings)
        for part in _parts(block):
            folded = fold_block(part, source)
            yield Unit(part, folded, weight(folded), atoms(part, source), before, path)
            if block.kind == "heading":
                headings.append((block.level, folded))
                path = (*path, folded)
            if block.kind != "comment":
                before = block.kind
        if block.kind not in PROSE and block.kind != "comment":
            before = block.kind


def _parts(block: Block) -> Iterator[Block]:
    content = block.text.content
    if not content or (block.kind not in PROSE and block.kind != "html"):
        return
    if block.kind != "html":
        yield block
        return
    for found in _PARAGRAPH.finditer(content):
        text = block.text.cut(*found.span())
        if text.content:
            yield block._replace(span=text.source_span(0, len(text.content)), text=text)


_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
"""Text between the blank lines that block-level tags leave behind."""
