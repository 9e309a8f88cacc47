"""Markdown → blocks, with every position in code points of the source.

pyromark (pulldown-cmark) yields events with byte ranges. Nothing is searched
again: visible text is put together from the ranges of the text events.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyromark
from msgspec import Struct
from msgspec.structs import replace

from endmark.document.blocks import ATOM, MARK_KINDS, NO_TEXT, Block, Kind, Piece, Text
from endmark.document.language import begins_in_japanese, detect
from endmark.document.late_pattern import compile_late
from endmark.document.packed import build_marks, build_pieces
from endmark.document.packed_blocks import pack_blocks, select_kinds
from endmark.document.span import Span
from endmark.document.stretches import NONE, Stretches
from endmark.errors import InputError, Problem
from endmark.phrase import phrase

if TYPE_CHECKING:
    from endmark.document.dialects.places import Places

if not isinstance(pyromark.events_with_range(""), Iterator):
    # Of the versions that hand back something else, each paragraph would have the text of the first, without a word.
    raise InputError(
        Problem(
            phrase("this version of pyromark, which reads Markdown, does not work with endmark."),
            hint=phrase("Install another with `pip install 'pyromark>=0.10.2,<0.11'`."),
        )
    )

_PARSER_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
_HEADING_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
_CONTAINERS: dict[str, Kind] = {
    "Item": "list-item",
    "BlockQuote": "quote",
    "FootnoteDefinition": "footnote",
}
_LEAVES: dict[str, Kind] = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "Table": "table",
    "CodeBlock": "code",
    "HtmlBlock": "html",
}
_INLINE = {kind: number for number, kind in enumerate(MARK_KINDS)}
_UNREAD = frozenset({"CodeBlock", "HtmlBlock"})
"""Leaves in which nothing is Markdown: what stands in them is passed over."""

_PARAGRAPH_START = {"Start": "Paragraph"}
_PARAGRAPH_ENDS = {"End": "Paragraph"}
_NOT_PLAIN = ATOM + " \t\r\n"
_WHITE = " \t\r\n"
_BREAKING_TAG = compile_late(r"</?br\b", re.IGNORECASE)


_LONGEST_FENCE = 100
"""Signs of a fence that are counted."""

_AT_ONCE = 500
"""Blocks that are handed on together."""

_new = tuple.__new__
"""Makes a named tuple in half the time that its own takes."""


class Parsed(Struct, frozen=True):
    """What the parser saw: blocks in source order, comments within them, number of images, where HTML stands."""

    blocks: Sequence[Block]
    comments: list[Span]
    images: int
    html: Stretches = NONE


def parse(text: str, start: int, source: str | None = None, places: Places | None = None) -> Parsed:
    """Parse the Markdown after offset `start` of `text`.

    `text` may be what the reader of a dialect made of the `source`, to which `places` lead back where offsets differ.
    """
    body = text[start:]
    reader = _Reader(text, start, body.encode("utf-8"))
    read = reader.read(pyromark.events_with_range(body, options=_PARSER_OPTIONS))
    blocks = pack_blocks(read, text)
    del reader.to_offset  # it may be the reader's own method: nobody looks for cycles, and the text would stay
    parsed = Parsed(blocks, reader.comments, reader.images)
    if reader.html_kinds:
        parsed = _read_html(parsed, text, reader.html_kinds)
    if places is None:
        return parsed
    blocks = pack_blocks(places.restore(parsed.blocks), text if source is None else source)
    html = Stretches(map(places.map_span, parsed.html))
    return replace(parsed, blocks=blocks, comments=list(map(places.map_span, parsed.comments)), html=html)


def _read_html(parsed: Parsed, text: str, kinds: Iterable[Kind]) -> Parsed:
    """What was parsed, with what a reader sees of the HTML; `kinds` are those of paragraphs in the places of that."""
    from endmark.document.embedded_html import EmbeddedHtml

    html = EmbeddedHtml(text, select_kinds(parsed.blocks, {"html"}))
    blocks = pack_blocks(html.replace(parsed.blocks, kinds), text)
    return Parsed(blocks, [*parsed.comments, *html.comments], parsed.images + html.images, Stretches(html.stretches))


class _Reader:
    """Turns the stream of events into blocks; lives for one document."""

    def __init__(self, text: str, start: int, data: bytes) -> None:
        self.text = text
        self.data = data
        self._blocks: list[Block] = []
        self.comments: list[Span] = []
        self.html_kinds: list[Kind] = []
        """For each HTML block, in their order, the kind that a paragraph would be of in its place."""
        self.images = 0
        one_byte = len(data) == len(text) - start
        self.to_offset: Callable[[int], int] = start.__add__ if one_byte else self._count_to_offset
        """Byte offset of the body → code point offset of the source."""
        self._byte = 0
        self._point = start
        self._containers: list[Kind] = []
        self._leaf: Kind | None = None
        self._leaf_start = 0
        self._unread = False
        self._level = 0
        self._in_image = 0
        self._japanese = False
        self._clear()

    def _clear(self) -> None:
        self._parts: list[str] = []
        self._pieces = array("I")
        self._length = 0
        self._first = -1
        self._last = -1
        self._joint = -1
        self._marks = array("I")
        self._open_marks: list[tuple[int, int]] = []

    def _count_to_offset(self, byte: int) -> int:
        # Events come nearly in order, so the distance from the last one is short.
        if byte > self._byte:
            self._point += len(self.data[self._byte : byte].decode("utf-8"))
        elif byte < self._byte:
            self._point -= len(self.data[byte : self._byte].decode("utf-8"))
        self._byte = byte
        return self._point

    def read(self, events: Iterator[tuple[Any, Any]]) -> Iterator[Block]:
        """The blocks in the order of the source."""
        blocks = self._blocks
        for event, place in events:
            if len(blocks) > _AT_ONCE:
                yield from blocks
                blocks.clear()
            if event == _PARAGRAPH_START:
                ahead = tuple(islice(events, 2))
                if self._add_plain_paragraph(place, *ahead):
                    continue
                self._take_event(event, place)
                for event, place in ahead:  # noqa: PLW2901
                    self._take_event(event, place)
            else:
                self._take_event(event, place)
                if self._unread:
                    place = next(place for event, place in events if "End" in event)  # noqa: PLW2901
                    self.flush(place["end"])
        self.flush(len(self.data))
        yield from blocks

    def _add_plain_paragraph(self, place: Any, inside: tuple[Any, Any], after: tuple[Any, Any]) -> bool:
        """Add a paragraph in one go, when it is one text without any markup, as most are."""
        text, within = inside
        if after[0] != _PARAGRAPH_ENDS or "Text" not in text:
            return False
        content = text["Text"]
        start, stop, end = place["start"], within["end"], place["end"]
        plain = start == within["start"] and content[0] not in _NOT_PLAIN and not content[-1].isspace()
        if not plain or self.data[start:stop] != content.encode("utf-8") or self.data[stop:end].strip():
            return False
        if self._leaf is not None or self._first >= 0:
            self.flush(start)
        first = self.to_offset(start)
        last = first + len(content)
        self._byte, self._point = stop, last
        span = _new(Span, (first, last))
        shown = _new(Text, (content, (_new(Piece, (0, span)),)))
        containers = self._containers
        kind = containers[-1] if containers else "paragraph"
        script, language = self._detect(content)
        self._blocks.append(_new(Block, (kind, span, shown, (), 0, len(containers), language, script, "prose")))
        return True

    def _take_event(self, event: Any, place: Any) -> None:
        start, end = place["start"], place["end"]
        if type(event) is str:
            if event == "Rule":
                self.flush(start)
                span = self._trim(self.to_offset(start), self.to_offset(end))
                self._add("thematic-break", span, NO_TEXT)
            else:
                self._put("\n", start, end)
        elif "Text" in event:
            self._put_text(event["Text"], start, end)
        elif "Start" in event:
            value = event["Start"]
            self._open(value if type(value) is str else next(iter(value)), value, start)
        elif "End" in event:
            value = event["End"]
            self._close(value if type(value) is str else next(iter(value)), end)
        elif "InlineHtml" in event:
            self._add_inline_html(event["InlineHtml"], start, end)
        elif "FootnoteReference" not in event and "TaskListMarker" not in event:
            self._put(ATOM, start, end)

    def _open(self, name: str, value: Any, start: int) -> None:
        if name in _INLINE:
            if self._first < 0:
                self._first = self.to_offset(start)
            self._open_marks.append((_INLINE[name], self._length))
            if name == "Image":
                if not self._in_image:
                    self._put(ATOM, start, start + 1)
                self._in_image += 1
                self.images += 1
            return
        if name in _LEAVES:
            self.flush(start)
            self._leaf = _LEAVES[name]
            self._leaf_start = self.to_offset(start)
            if name == "Heading":
                self._level = _HEADING_LEVELS[value[name]["level"]]
            else:
                self._level = self._count_fence_signs(value[name], start) if name == "CodeBlock" else 0
            self._unread = name in _UNREAD
        elif name == "TableCell":
            if self._length:
                self._put("\n", start, start)
        elif name in _CONTAINERS:
            self.flush(start)
            self._containers.append(_CONTAINERS[name])
        elif name == "List":
            self.flush(start)

    def _count_fence_signs(self, kind: Any, start: int) -> int:
        if kind == "Indented":
            return 0
        line = self.data[start : start + _LONGEST_FENCE]
        return len(line) - len(line.lstrip(line[:1]))

    def _close(self, name: str, end: int) -> None:
        if name in _INLINE:
            kind, opened = self._open_marks.pop()
            self._marks.extend((kind, opened, self._length))
            self._last = self.to_offset(end)
            if name == "Image":
                self._in_image -= 1
                if not self._in_image and self._pieces:
                    self._pieces[-1] = self._last
            return
        if name in _LEAVES:
            self.flush(end)
        elif name in _CONTAINERS:
            self.flush(end)
            self._containers.pop()

    def _put(self, content: str, start: int, end: int) -> None:
        """Add visible text that stands for a stretch of source as a whole."""
        if self._in_image:
            return
        self._add_piece(content, self.to_offset(start), self.to_offset(end))

    def _put_text(self, content: str, start: int, end: int) -> None:
        if self._in_image:
            return
        first = self.to_offset(start)
        if end - start == len(content) or self.data[start:end] == content.encode("utf-8"):
            last = first + len(content)
            self._byte, self._point = end, last
        else:
            last = self.to_offset(end)
        self._add_piece(content, first, last)

    def _add_piece(self, content: str, start: int, end: int) -> None:
        """Add visible text; what stands in the source letter by letter joins the piece before, if that does so too."""
        if self._first < 0:
            self._first = start
        self._last = max(self._last, end)
        length = len(content)
        alike = end - start == length and content[:1] != ATOM
        if alike and start == self._joint:
            self._pieces[-1] = end
        else:
            self._pieces.extend((self._length, start, end))
        self._joint = end if alike else -1
        self._parts.append(content)
        self._length += length

    def _add_inline_html(self, html: str, start: int, end: int) -> None:
        if html.startswith("<!--"):
            self.comments.append(Span(self.to_offset(start), self.to_offset(end)))
        elif _BREAKING_TAG.match(html):
            self._put("\n", start, end)

    def flush(self, byte: int) -> None:
        """End the block that is being read, if there is one, at this byte offset."""
        kind = self._leaf
        if kind is None:
            if self._first >= 0:
                if self._length:
                    self._add("paragraph", Span(self._first, self._last), self._build_text())
                self._clear()
            return
        span = self._trim(self._leaf_start, self.to_offset(byte))
        if kind in ("code", "html"):
            if kind == "html":
                self.html_kinds.append(self._containers[-1] if self._containers else "paragraph")
            self._add(kind, span, NO_TEXT)
        else:
            self._add(kind, span, self._build_text())
        self._leaf = None
        self._unread = False
        self._clear()

    def _build_text(self) -> Text:
        parts = self._parts
        content = parts[0] if len(parts) == 1 else "".join(parts)
        if not content or content.isspace():
            return NO_TEXT
        return _new(Text, (content, build_pieces(self._pieces)))

    def _add(self, kind: Kind, span: Span, text: Text) -> None:
        containers = self._containers
        if kind == "paragraph" and containers:
            kind = containers[-1]
        script, language = self._detect(text.content) if text.content else ("Zyyy", "und")
        if len(text.pieces) == 1 and text.pieces[0].span == span:
            span = text.pieces[0].span  # one for both: short paragraphs are little more than their places
        marks = build_marks(self._marks) if self._marks else ()
        block = (kind, span, text, marks, self._level, len(containers), language, script, "prose")
        self._blocks.append(_new(Block, block))
        self._level = 0

    def _detect(self, content: str) -> tuple[str, str]:
        """The script and the language of a text."""
        if self._japanese and begins_in_japanese(content):
            return "Jpan", "ja"
        script, language = detect(content)
        self._japanese = script == "Jpan"
        return script, language

    def _trim(self, start: int, end: int) -> Span:
        """Without the white space at both ends; list ranges may begin with a newline of the line before."""
        text = self.text
        while start < end and text[start] in _WHITE:
            start += 1
        while end > start and text[end - 1] in _WHITE:
            end -= 1
        return _new(Span, (start, end))
