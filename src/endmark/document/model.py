"""The document: everything the checks may ask about one article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.document.blocks import Block
from endmark.document.dialect import Dialect
from endmark.document.front_matter import FrontMatter
from endmark.document.markup import Markup
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.document.stretches import NONE, Stretches

if TYPE_CHECKING:
    from endmark.document.branches import Branch


class Comment(Struct, frozen=True):
    """An HTML or MDX comment outside code: the span with its delimiters, and the text between them."""

    span: Span
    text: str


class Origin(Struct, frozen=True):
    """The file that the source of a document was taken out of, and where a stretch of it stands there."""

    source: Source
    locate: Callable[[Span], Span]


class Document(Struct, frozen=True):
    """One article: source text, front matter, blocks in the order of the source.

    `language` is the language of most of the text, a BCP 47 primary subtag,
    "und" when unknown. `images` counts images in the body. `markup` is what the
    source was read as, `dialect` whose Markdown where it is Markdown. `branches` are
    alternatives of which a reader sees one, in the order in which they begin. `bounds`
    is where those directives start that open, part or end what holds other blocks,
    `unseen` where those of them do of which nothing is there when the page is shown,
    and HTML that does nothing but end elements.
    `html` holds the HTML that stands in Markdown. `origin` is there when the source
    is not the file itself, but the text of the cells of a notebook, or has front matter
    that is not in the text (`beside` in `Source`): all offsets are the source's, and what
    is told of them goes through `file`, `locate` and `find_line`.
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
    origin: Origin | None = None

    @property
    def path(self) -> str:
        """The path as reports show it: relative, with forward slashes."""
        return self.source.path

    @property
    def file(self) -> Source:
        """The text of the file, which is the source unless there is an origin."""
        return self.origin.source if self.origin else self.source

    def locate(self, span: Span) -> Span:
        """Where a stretch of the source stands in the file."""
        return self.origin.locate(span) if self.origin else span

    def find_line(self, offset: int) -> int:
        """The line of the file on which an offset of the source stands."""
        if not self.origin:
            return self.source.get_position(offset).line
        return self.file.get_position(self.locate(Span(offset, offset + 1)).start).line
