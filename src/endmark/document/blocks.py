"""Blocks: the pieces an article is made of, and the text a reader sees in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, tee
from typing import Literal, NamedTuple, get_args

from endmark.document.span import Span

Kind = Literal[
    "paragraph",
    "heading",
    "list-item",
    "quote",
    "footnote",
    "table",
    "code",
    "html",
    "comment",
    "directive",
    "thematic-break",
    "marker",
]
"""`directive` is a line for another program (Liquid, shortcode, JSX, `:::`); `marker` a stray end marker."""

Role = Literal[
    "prose",
    "label",
    "caption",
    "attribution",
    "signature",
    "lead-in",
    "embed",
    "formula",
    "include",
    "term",
    "verse",
    "stamp",
    "field",
]
"""What a block is for; `document/roles.py` says what each means."""

PROSE: frozenset[Kind] = frozenset({"paragraph", "heading", "list-item", "quote", "footnote"})
"""The kinds that hold sentences."""

SHOWN: frozenset[Kind] = frozenset(get_args(Kind)) - {"comment"}
"""The kinds of which something is there when the page is shown."""

ATOM = "\ufffc"
"""Stands in visible text for what is shown but is not prose: inline code, an image, a macro."""


_new = tuple.__new__
"""Makes a named tuple in half the time that its own takes."""


class Piece(NamedTuple):
    """A stretch of visible text and where it comes from.

    `start` is an offset in the visible text; `span` the source it stands for.
    Where both are equally long they agree code point by code point; where they
    differ (an entity, a line break, an atom) the piece stands for its span as a whole.
    """

    start: int
    span: Span


class Text(NamedTuple):
    """Visible text, mapped back to the source."""

    content: str
    pieces: Sequence[Piece]

    def map_span(self, start: int, end: int) -> Span:
        """The source of `content[start:end]`; `start < end`."""
        if self._is_plain():
            offset = self.pieces[0].span.start
            return _new(Span, (offset + start, offset + end))
        return Span(self._map_start(start), self._map_end(end))

    def _is_plain(self) -> bool:
        """Whether it is one piece that stands in the source letter by letter, as most are."""
        if len(self.pieces) != 1:
            return False
        start, end = self.pieces[0].span
        return end - start == len(self.content)

    def _map_start(self, offset: int) -> int:
        piece, length = self._find_piece(offset)
        if length == piece.span.end - piece.span.start:
            return piece.span.start + offset - piece.start
        return piece.span.start

    def _map_end(self, offset: int) -> int:
        piece, length = self._find_piece(offset - 1)
        if length == piece.span.end - piece.span.start:
            return piece.span.start + offset - piece.start
        return piece.span.end

    def _find_piece(self, offset: int) -> tuple[Piece, int]:
        index = bisect_right(self.pieces, offset, key=_get_piece_start) - 1
        piece = self.pieces[index]
        after = self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.content)
        return piece, after - piece.start

    def cut(self, start: int, end: int) -> Text:
        """The text between two offsets, with surrounding white space removed."""
        content = self.content
        while start < end and content[start].isspace():
            start += 1
        while end > start and content[end - 1].isspace():
            end -= 1
        if start == end:
            return NO_TEXT
        if self._is_plain():
            return Text(content[start:end], (Piece(0, self.map_span(start, end)),))
        first = bisect_right(self.pieces, start, key=_get_piece_start) - 1
        pieces = []
        for piece in self.pieces[first : bisect_left(self.pieces, end, key=_get_piece_start)]:
            span = piece.span if piece.start >= start else Span(self._map_start(start), piece.span.end)
            pieces.append(Piece(max(0, piece.start - start), span))
        last = pieces[-1]
        pieces[-1] = Piece(last.start, Span(last.span.start, self._map_end(end)))
        return Text(content[start:end], tuple(pieces))


NO_TEXT = Text("", ())
"""That of a block in which nothing is to be read."""


def _get_piece_start(piece: Piece) -> int:
    return piece.start


MARK_KINDS = ("Emphasis", "Strong", "Strikethrough", "Link", "Image", "Superscript", "Subscript")
"""The kinds of inline markup, as the parser names them."""


class Mark(NamedTuple):
    """Inline markup over a stretch of visible text; the offsets are the visible text's."""

    kind: str
    start: int
    end: int


class Block(NamedTuple):
    """One block of the document.

    `span` covers the block's own source without its container's marks (list
    bullet, quote sign) and without the trailing line ending. `level` is the
    level of a heading, or the number of signs in the fence of code, else 0.
    `depth` counts the lists and quotes around the block. `language` is a BCP 47
    primary subtag, "und" when unknown; `script` an ISO 15924 code, "Zyyy" when the
    block holds no letters. `role` is what the block is for; "prose" also where there
    is no text.
    """

    kind: Kind
    span: Span
    text: Text
    marks: Sequence[Mark] = ()
    level: int = 0
    depth: int = 0
    language: str = "und"
    script: str = "Zyyy"
    role: Role = "prose"


def iter_with_next(
    blocks: Iterable[Block], unseen: Collection[int] = frozenset()
) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one that follows it, when those that start at `unseen` offsets are passed over."""
    if unseen:
        return _iter_with_next_seen(blocks, unseen)
    blocks, behind = tee(blocks)
    return zip(blocks, chain(islice(behind, 1, None), (None,)), strict=False)


def _iter_with_next_seen(blocks: Iterable[Block], unseen: Collection[int]) -> Iterator[tuple[Block, Block | None]]:
    before: list[Block] = []
    for block in blocks:
        if block.span.start in unseen:
            before.append(block)
            continue
        for one in before:
            yield one, block
        before = [block]
    for one in before:
        yield one, None
