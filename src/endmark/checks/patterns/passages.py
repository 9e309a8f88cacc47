"""The texts in which patterns are looked for, each with its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from endmark.checks import Scope
from endmark.checks.text.field_text import iter_named_fields
from endmark.document.blocks import ATOM, Block, Kind, Piece, Text
from endmark.document.model import Document
from endmark.document.sentences import COLONS
from endmark.document.span import Span

_WRITTEN = ("!", ATOM, "{{")
"""What an image begins with, and a macro: shown as a whole, but written in words. And the sign itself."""


class Passage(Struct, frozen=True):
    """A text, and where it stands.

    `content` is what patterns see. `text` maps it back to the source; without
    one it stands there letter by letter, from offset `start` on. `block` is the
    one it belongs to, None between blocks and in front matter. `atoms` says whether that
    may hold inline code or the like.
    """

    content: str
    text: Text | None
    start: int = 0
    block: Block | None = None
    atoms: bool = False

    def locate(self, span: Span) -> Span | None:
        """Where a part of the text stands; None when it is inline code."""
        if self.text is not None:
            return self.text.map_span(*span)
        place = Span(self.start + span.start, self.start + span.end)
        return None if self.atoms and self.block is not None and self._is_in_atom(self.block.text, place) else place

    def _is_in_atom(self, text: Text, place: Span) -> bool:
        number = bisect_right(text.pieces, place.start, key=_get_piece_end)
        while number < len(text.pieces) and text.pieces[number].span.start < place.end:
            piece = text.pieces[number]
            written = self.content.startswith(_WRITTEN, piece.span.start - self.start)
            if text.content[piece.start] == ATOM and not written:
                return True
            number += 1
        return False


def _get_piece_end(piece: Piece) -> int:
    return piece.span.end


def iter_visible_passages(document: Document, scope: Scope, outermost: Collection[Kind] = ()) -> Iterator[Passage]:
    """What a reader sees of each block in the scope.

    Those of the kinds `outermost` only before all others, and after them where nothing introduces them.
    """
    blocks = document.blocks
    seen = (Passage(block.text.content, block.text, block=block) for block in blocks if block in scope)
    if not outermost:
        return seen
    others = [block for block in blocks if block.kind not in outermost]
    start, end = 0, len(document.source.text)  # where there is nothing else, these are the text
    if others:
        start = others[0].span.start
        if others[-1].kind != "heading" and not others[-1].text.content.endswith(COLONS):
            end = others[-1].span.end
    return (
        passage
        for passage in seen
        if passage.block is None or passage.block.kind not in outermost or not start <= passage.block.span.start < end
    )


def iter_stretches(document: Document, scope: Scope) -> Iterator[tuple[Span, Block | None]]:
    """Where the author's Markdown stands, block by block, and what is between blocks, such as where links lead.

    Code blocks are among them only when the scope names them; what is between
    blocks only when it names no kind of block.
    """
    text = document.source.text
    end = document.front_matter.span.end if document.front_matter else 0
    for block in document.blocks:
        start = block.span.start
        if start > end and not scope.kinds and not text[end:start].isspace():
            yield Span(end, start), None
        if block in scope and (scope.kinds or block.kind != "code"):
            yield block.span, block
        end = max(end, block.span.end)
    if not scope.kinds and text[end:].strip():
        yield Span(end, len(text)), None


def iter_field_passages(document: Document, names: Sequence[str], scope: Scope) -> Iterator[Passage]:
    """The values of these fields of the front matter, in a document of the scope's languages."""
    for _, text in iter_named_fields(document, names, scope):
        yield Passage(text.content, text)
