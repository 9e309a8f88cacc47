"""The blocks of a document that may repeat each other, each with what must be known to compare it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from endmark.checks.text.folding import compute_weight, fold, fold_block, get_atoms
from endmark.document.blocks import ATOM, PROSE, Block, Kind
from endmark.document.model import Document
from endmark.document.span import Span


class Unit(NamedTuple):
    """A block of prose with its folded text.

    `atoms` is the source of its inline code, images and macros. `before` and
    `after` are the kinds of the blocks next to it, None at the start and at the
    end; `code` is the span of the code block before it, if there is one. `path`
    holds the folded headings it stands under, outermost first; a heading's own
    text is not part of its path; `heading` is the text of the innermost.
    `quoted` says whether it stands in a quotation, or in what is folded away
    below its summary.
    """

    block: Block
    folded: str
    weight: int
    atoms: tuple[str, ...]
    before: Kind | None
    after: Kind | None
    code: Span | None
    path: tuple[str, ...]
    heading: str
    quoted: bool

    def get_comparable(self, source: str) -> str:
        """The folded text by which near copies are found.

        Where there are links it is the author's Markdown: one changed sign can
        break a link, and its address then becomes visible text.
        """
        block = self.block
        if "](" in block.text.content or any(mark.kind == "Link" for mark in block.marks):
            return fold(source[block.span.start : block.span.end])
        return self.folded


def iter_units(document: Document) -> Iterator[Unit]:
    """The units of a document, in the order of the source; each paragraph of an HTML block is one."""
    before: Kind | None = None
    code: Span | None = None
    headings: list[tuple[int, str]] = []
    path: tuple[str, ...] = ()
    heading = ""
    enclosing = 0
    source = document.source.text
    blocks = [block for block in document.blocks if block.kind != "comment"]
    following = [block.kind for block in blocks[1:]]
    known: dict[str, tuple[str, int]] = {}  # what is said again need not be folded again
    for block, after in zip_longest(blocks, following):
        kind = block.kind
        if kind == "heading":
            while headings and headings[-1][0] >= block.level:
                headings.pop()
            path = tuple(text for _, text in headings)
        tags = _ENCLOSING.findall(source, *block.span) if kind == "html" else ()
        quoted = kind == "quote" or enclosing > 0 or "" in tags
        enclosing = max(0, enclosing + len(tags) - 2 * tags.count("/"))
        for part in _split_parts(block):
            content = part.text.content
            if ATOM in content:
                folded = fold_block(part, source)
                unit_weight, shown = compute_weight(folded), get_atoms(part, source)
            else:
                if content not in known:
                    folded = fold(content)
                    known[content] = folded, compute_weight(folded)
                folded, unit_weight = known[content]
                shown = ()
            yield Unit(part, folded, unit_weight, shown, before, after, code, path, heading, quoted)
            if kind == "heading":
                heading = content
                headings.append((block.level, folded))
                path = (*path, folded)
            before, code = kind, None
        before, code = kind, block.span if kind == "code" else None


_ENCLOSING = re.compile(r"<(/?)(?:details|blockquote)\b", re.IGNORECASE)
"""The group is empty where an element opens."""


def _split_parts(block: Block) -> Iterable[Block]:
    if block.kind == "html":
        return _split_paragraphs(block)
    return (block,) if block.kind in PROSE and block.text.content else ()


def _split_paragraphs(block: Block) -> Iterator[Block]:
    for found in _PARAGRAPH.finditer(block.text.content):
        text = block.text.cut(*found.span())
        if text.content:
            yield block._replace(span=text.map_span(0, len(text.content)), text=text)


_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
"""Text between the blank lines that block-level tags leave behind."""
