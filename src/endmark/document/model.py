"""The document: everything the checks may ask about one article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from endmark.document.blocks import Block
from endmark.document.branches import Branch
from endmark.document.dialect import Dialect
from endmark.document.front_matter import FrontMatter
from endmark.document.markup import Markup
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.document.stretches import NONE, Stretches


class Comment(NamedTuple):
    """An HTML or MDX comment outside code: the span with its delimiters, and the text between them."""

    span: Span
    text: str


class Document(NamedTuple):
    """One article: source text, front matter, blocks in the order of the source.

    `language` is the language of most of the text, a BCP 47 primary subtag,
    "und" when unknown. `images` counts images in the body. `markup` is what the
    source was read as, `dialect` whose Markdown where it is Markdown. `branches` are
    alternatives of which a reader sees one, in the order in which they begin. `bounds`
    is where those directives start that open, part or end what holds other blocks,
    `unseen` where those of them do of which nothing is there when the page is shown,
    and HTML that does nothing but end elements.
    `html` holds the HTML that stands in Markdown.
    """

    source: Source
    front_matter: FrontMatter | None
    blocks: Sequence[Block]
    comments: tuple[Comment, ...]
    language: str
    images: int = 0
    markup: Markup = "markdown"
    dialect: Dialect = "markdown"
    branches: Sequence[Branch] = ()
    unseen: frozenset[int] = frozenset()
    bounds: frozenset[int] = frozenset()
    html: Stretches = NONE

    @property
    def path(self) -> str:
        """The path as reports show it: relative, with forward slashes."""
        return self.source.path
