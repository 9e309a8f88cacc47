"""Blocks to be compared: what a renderer shows, and what endmark reads, as kinds and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Literal, TypeAlias

from endmark.checks.text.fences import read_fence
from endmark.document.blocks import ATOM, Block
from endmark.document.dialects.preparation import prepare
from endmark.document.model import Document

Shown: TypeAlias = Literal["code", "heading", "prose", "table"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strong", "sub", "sup", "u", "var", "wbr"}
)
_SILENT = frozenset({"script", "style", "template", "button", "svg"})
_TITLES = frozenset({"admonition-title", "filename", "tabbed-labels", "footnote-backref"})
"""What a renderer adds, or makes of the sign of a container: neither side counts it."""

_TAB = "__tabbed_"
"""What the names of tabs begin with, whose labels are titles as well."""
_LANGUAGE = re.compile(r"^`+#![\w+-]+ ")
"""The language of inline code, as PyMdown Extensions takes it."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def read_html(html: str) -> list[tuple[str, str]]:
    """The blocks of a page, in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self._kind: Shown = "prose"
        self._text: list[str] = []
        self._silent = 0
        self._made = False

    def end_block(self) -> None:
        self.blocks.append((self._kind, "".join(self._text)))
        self._text.clear()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = dict(attrs)
        classes = set((stated.get("class") or "").split())
        if tag == "details":
            self._made = bool(classes)  # of a sign: then the sign holds its title
        if self._silent:
            self._silent += tag not in _VOID
        elif tag not in _VOID and self._is_silent(tag, classes, stated.get("for") or ""):
            self._silent = 1
        elif tag == "br" or (tag in ("td", "th", "tr") and self._kind == "table"):
            self._text.append("\n")
        elif tag not in _INLINE and tag not in _VOID and self._kind not in ("code", "table"):
            self.end_block()
            self._kind = (
                "code" if tag == "pre" else "heading" if tag in _HEADINGS else "table" if tag == "table" else "prose"
            )

    def _is_silent(self, tag: str, classes: set[str], named: str) -> bool:
        is_title = bool(classes & _TITLES) or named.startswith(_TAB) or (tag == "summary" and self._made)
        return is_title or tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag not in _VOID
        elif self._kind in ("code", "table"):
            if tag == ("pre" if self._kind == "code" else "table"):
                self.end_block()
                self._kind = "prose"
        elif tag not in _INLINE and tag not in _VOID:
            self.end_block()
            self._kind = "prose"

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)


def read_document_blocks(document: Document) -> Iterator[tuple[str, str]]:
    """The blocks of a document, in its order; inline code stands where it is shown.

    What readers see of a sign is a label: mostly its renderer makes that, and no reader of Markdown.
    """
    text = document.source.text
    start = document.front_matter.span.end if document.front_matter else 0
    labels = {span for span, role in prepare(text, start, document.dialect).roles if role == "label"}
    for block in document.blocks:
        kind = block.kind
        if block.span in labels:
            yield "label", _spell_out(block, text)
            continue
        if kind in ("paragraph", "list-item", "quote", "footnote", "marker"):
            yield "prose", _spell_out(block, text)
        elif kind in ("heading", "table"):
            yield kind, _spell_out(block, text)
        elif kind == "html":
            yield from (("prose", part) for part in _spell_out(block, text).split("\n\n"))
        elif kind == "code":
            fence = read_fence(text, block)
            span = fence.content if fence else block.span
            yield "code", text[span.start : span.end]


def _spell_out(block: Block, text: str) -> str:
    parts = []
    content, pieces = block.text
    ends = [*(piece.start for piece in pieces[1:]), len(content)] if pieces else []
    for piece, end in zip(pieces, ends, strict=True):
        shown = content[piece.start : end]
        source = text[piece.span.start : piece.span.end]
        parts.append(_LANGUAGE.sub("`", source) if not shown.strip(ATOM) and source.startswith("`") else shown)
    return "".join(parts)
