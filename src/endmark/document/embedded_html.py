"""HTML blocks of a Markdown article → blocks of the kinds that Markdown has.

Markdown that stands between them is the Markdown reader's. What an element holds in
several HTML blocks is read as one, where one of them closes it: a table may be
parted by blank lines.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence

from endmark.document.blocks import NO_TEXT, Block, Kind
from endmark.document.html_elements import NAMES
from endmark.document.late_pattern import compile_late
from endmark.document.parser_text import RAW_ELEMENTS
from endmark.document.span import Span

_VERBATIM_TAG = compile_late(rf"<(?:{RAW_ELEMENTS})\b", re.IGNORECASE)
_TAG = compile_late(r"</?([A-Za-z][^\s/<>]*+)[^<>]*+>\s*")
_END = compile_late(r"</([A-Za-z][^\s/>]*+)")
_ENDS = compile_late(r"(?:</[A-Za-z][^\s/<>]*+\s*+>\s*+)++")
_WORD = compile_late(r"[^\W_]")
_QUOTE_SIGNS = compile_late(r"(?<=\n)[ \t]*>[ \t>]*")


class EmbeddedHtml:
    """The HTML blocks of an article, each of which is read once, in their order."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        ends = {end[1].lower(): end.start() for block in blocks for end in _END.finditer(text, *block.span)}
        self._text = text
        from endmark.document.html_reader import HtmlReader  # many articles hold no HTML

        self._reader = HtmlReader(_blank_quote_signs(text, blocks), ends)
        self._bounds = array("I")

    @property
    def stretches(self) -> Iterator[Span]:
        """Where HTML stands that was read, but for code and comments."""
        bounds = iter(self._bounds)
        return map(Span, bounds, bounds)

    @property
    def comments(self) -> list[Span]:
        """Where comments stand in it."""
        return self._reader.comments

    @property
    def images(self) -> int:
        """How many images there are in it."""
        return self._reader.images

    def replace(self, blocks: Iterable[Block], kinds: Iterable[Kind]) -> Iterator[Block]:
        """The blocks of an article, with what a reader sees of each HTML block in its place.

        `kinds` says for each what kind a paragraph would be of where it stands.
        """
        ahead = iter(kinds)
        for block in blocks:
            if block.kind == "html":
                yield from self._read(block, next(ahead))
            elif block.kind == "paragraph" and self._reader.role != "prose":
                yield block._replace(role=self._reader.role)
            else:
                yield block

    def _read(self, block: Block, kind: Kind) -> Iterable[Block]:
        if _VERBATIM_TAG.match(self._text, *block.span):
            return (block._replace(kind="code"),)
        reader = self._reader
        comments = len(reader.comments)
        reader.stand_in(kind, block.depth)
        reader.read(*block.span)
        found = reader.blocks
        reader.blocks = []
        if not found and self._is_comment(block.span, reader.comments[comments:]):
            return (block._replace(kind="comment"),)
        self._note_stretch(*block.span)
        return [part if _says_something(part) else _strip(part) for part in found] or (block,)

    def _note_stretch(self, start: int, end: int) -> None:
        """Take up what stands there, but for tags at its ends that are none of HTML's: the tokens of a program may be.

        Such tokens a repair may take out.
        """
        text = self._text
        while (tag := _TAG.match(text, start, end)) and tag[1].lower() not in NAMES:
            start = tag.end()
        while (
            (last := text.rfind("<", start, end)) >= 0
            and (tag := _TAG.fullmatch(text, last, end))
            and tag[1].lower() not in NAMES
        ):
            end = last
            while end > start and text[end - 1].isspace():
                end -= 1
        if start < end:
            self._bounds.extend((start, end))

    def _is_comment(self, span: Span, comments: Sequence[Span]) -> bool:
        """Whether comments are all that stands there."""
        start = span.start
        for comment in comments:
            if self._text[start : comment.start].strip():
                return False
            start = comment.end
        return not self._text[start : span.end].strip()


def find_bare_ends(blocks: Iterable[Block], text: str) -> Iterator[int]:
    """Where those HTML blocks start that are nothing but ends of elements, of which nothing is there to see."""
    for block in blocks:
        if _ENDS.fullmatch(text, *block.span) and all(
            end[1].lower() in NAMES for end in _END.finditer(text, *block.span)
        ):
            yield block.span.start


def _says_something(block: Block) -> bool:
    return block.kind in ("code", "comment", "thematic-break") or _WORD.search(block.text.content) is not None


def _strip(block: Block) -> Block:
    """The block of what is shown and says nothing: images, videos, the signs between them."""
    return Block("html", block.span, NO_TEXT, depth=block.depth)


def _blank_quote_signs(text: str, blocks: Iterable[Block]) -> str:
    """The text in which the signs of the quotations around HTML are blanks, where they stand before its lines."""
    parts: list[str] = []
    end = 0
    for block in blocks:
        if not block.depth or text.find(">", *block.span) < 0:
            continue
        for signs in _QUOTE_SIGNS.finditer(text, *block.span):
            parts += [text[end : signs.start()], " " * len(signs[0])]
            end = signs.end()
    return "".join([*parts, text[end:]]) if parts else text
