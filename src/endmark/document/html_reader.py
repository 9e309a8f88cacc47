"""HTML → blocks, with every position in code points of the source.

The standard library's parser is not used: for a page of openings that nothing closes
it takes time in the square of the length, and inside a text it tells no place. What
parts a page into blocks and words is little, and read here as browsers read it.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import NamedTuple

from endmark.document.blocks import ATOM, Block, Kind, Mark, Text
from endmark.document.span import Span
from endmark.document.visible_text import VisibleText

_TAG = re.compile(
    r"<(/?)([A-Za-z][^\s/>]*+)(?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))*+>",
)
"""A tag as browsers end it: quotation marks hide a `>` only where a value begins with one."""

_RUN = re.compile(
    r"[^&< \t\r\n\f]++(?: [^&< \t\r\n\f]++)*+|[ \t\r\n\f]++"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|[&<]"
)
"""Words with single spaces between them; white space, which is shown as one; a character that is written as a code."""

_WHITE = " \t\r\n\f"

_RAW = frozenset("iframe noembed noframes script style textarea title xmp".split())  # noqa: SIM905 - a list of words
"""What stands in them is no markup."""

_UNREAD = frozenset("audio button canvas datalist math nav noscript object select svg template video".split())  # noqa: SIM905
"""What stands in them is no part of the text: programs, pictures, menus."""

_CODE = frozenset("code kbd samp tt var".split())  # noqa: SIM905
_READINGS = frozenset({"rp", "rt"})
"""How a character is read, which stands above it."""

_ATOMS = _CODE | frozenset("audio button canvas iframe math object select svg textarea video".split())  # noqa: SIM905
"""Those of them that a reader sees something of."""

_IMAGES = frozenset({"embed", "img", "input"})
_MARKS = {
    "a": "Link",
    **dict.fromkeys(("b", "strong"), "Strong"),
    **dict.fromkeys(("cite", "dfn", "em", "i"), "Emphasis"),
    **dict.fromkeys(("del", "s", "strike"), "Strikethrough"),
    "sub": "Subscript",
    "sup": "Superscript",
}
_ITEMS = frozenset({"dd", "dt", "li"})
_LISTS = frozenset({"dl", "ol", "ul"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_LEVELS, "heading"),
    **dict.fromkeys(_ITEMS, "list-item"),
    "blockquote": "quote",
}
_PLAIN = (
    "address article aside body caption center details dialog div fieldset figcaption figure footer form header hgroup "
    "hr html legend main menu option p search section summary tbody td tfoot th thead tr"
)
_PLAIN_BLOCKS = frozenset(_PLAIN.split())
_BLOCKS = frozenset((
    *_KINDS, *_LISTS,
    *_PLAIN_BLOCKS, "table",
))  # fmt: skip
"""What stands on lines of its own."""

_NO_TEXT = Text("", ())


class ParsedPage(NamedTuple):
    """Blocks in the order of the source, the spans of comments, and how many images there are."""

    blocks: list[Block]
    comments: list[Span]
    images: int


def read_html(text: str, start: int) -> ParsedPage:
    """The page after offset `start`."""
    reader = _Reader(text)
    reader.read(start)
    return ParsedPage(reader.blocks, reader.comments, reader.images)


class _Around(NamedTuple):
    """An element around the text: the kind and level of its blocks, and how many lists and quotes there are."""

    name: str
    kind: Kind
    level: int
    depth: int


class _Space(NamedTuple):
    """White space that is shown if a word follows it."""

    content: str
    start: int
    end: int
    is_break: bool


class _Reader:
    """Turns tags and text into blocks; lives for one page."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.comments: list[Span] = []
        self.images = 0
        self._around = [_Around("", "paragraph", 0, 0)]
        self._counts: Counter[str] = Counter()
        """How often each name is in `_around`: an end that ends nothing is not looked for there."""
        self._tables = 0
        self._unclosed: set[str] = set()
        self._clear()

    def _clear(self) -> None:
        self._visible = VisibleText()
        self._space: _Space | None = None
        self._marks: list[Mark] = []
        self._begun: list[tuple[str, int]] = []
        self._begun_counts: Counter[str] = Counter()

    def read(self, position: int) -> None:
        text = self.text
        while (opened := text.find("<", position)) >= 0:
            self._add_text(position, opened)
            position = self._read_markup(opened)
        self._add_text(position, len(text))
        self._flush()

    def _read_markup(self, opened: int) -> int:
        """Read what begins with `<`; the value is where it ends."""
        text = self.text
        if text.startswith("<!--", opened):
            return self._read_comment(opened)
        if tag := _TAG.match(text, opened):
            return self._read_tag(tag)
        if text.startswith(("<!", "<?", "</"), opened):
            closed = text.find(">", opened)
            return len(text) if closed < 0 else closed + 1
        if text[opened + 1 : opened + 2].isalpha():
            return len(text)  # a tag that is never closed: a browser shows nothing of what follows
        self._add("<", opened, opened + 1)
        return opened + 1

    def _read_comment(self, opened: int) -> int:
        closed = self.text.find("-->", opened + 2)
        if closed >= 0:
            self.comments.append(Span(opened, closed + 3))
            return closed + 3
        self._flush()
        self.blocks.append(Block("comment", Span(opened, len(self.text)), _NO_TEXT))
        return len(self.text)

    def _read_tag(self, tag: re.Match[str]) -> int:
        name, start, end = tag[2].lower(), tag.start(), tag.end()
        if tag[1]:
            self._close(name)
        elif name == "pre":
            end = self._find_end(name, end) or len(self.text)
            self._flush()
            self._append(Block("code", Span(start, end), _NO_TEXT))
        elif name in _RAW:
            end = self._find_end(name, end) or len(self.text)
            self._add_atom(name, start, end)
        elif name in _UNREAD or name in _CODE or name in _READINGS:
            inside = None if tag[0].endswith("/>") else self._find_end(name, end)
            if inside is not None:
                end = inside
                self._add_atom(name, start, end)
        elif name in _IMAGES:
            self.images += name == "img"
            self._add(ATOM, start, end)
        elif name == "br":
            self._break_line(start, end)
        elif name in _MARKS:
            self._begun.append((name, self._visible.length + (self._space is not None)))
            self._begun_counts[name] += 1
        elif name in _BLOCKS:
            self._open(name, start, end)
        return end

    def _find_end(self, name: str, position: int) -> int | None:
        """Where an element ends that is passed over, those of its name inside it, too; None when nothing closes it."""
        if name in self._unclosed:
            return None
        depth = 1
        for tag in _ENDS[name].finditer(self.text, position):
            depth += 1 if not tag[1] and name not in _RAW else -1
            if not depth or name in _READINGS:
                return tag.end() if tag[1] and tag[1] != "/ruby" else tag.start()
        self._unclosed.add(name)
        return None

    def _open(self, name: str, start: int, end: int) -> None:
        if self._tables:
            self._tables += name == "table"
            self._part_cells(start, end)
            return
        self._flush()
        around = self._around[-1]
        if name == "table":
            self._tables = 1
        elif name == "hr":
            self._append(Block("thematic-break", Span(start, end), _NO_TEXT))
        elif name in _KINDS or name in _LISTS:
            if name in _ITEMS and around.name in _ITEMS:  # its end may be left out
                self._pop()
                around = self._around[-1]
            deeper = name in _LISTS or name == "blockquote"
            level = _LEVELS.get(name, 0)
            self._around.append(_Around(name, _KINDS.get(name, around.kind), level, around.depth + deeper))
            self._counts[name] += 1

    def _close(self, name: str) -> None:
        if name in _MARKS:
            if self._begun_counts[name]:
                while self._end_mark() != name:
                    pass
        elif name not in _BLOCKS:
            return
        elif self._tables:
            self._part_cells(self._visible.end, self._visible.end)
            if name == "table" and self._tables == 1:
                self._flush()
            self._tables -= name == "table"
        elif self._counts[name]:
            self._flush()
            while self._pop() != name:
                pass
        elif name in _PLAIN_BLOCKS:
            self._flush()

    def _pop(self) -> str:
        name = self._around.pop().name
        self._counts[name] -= 1
        return name

    def _end_mark(self) -> str:
        name, begun = self._begun.pop()
        self._begun_counts[name] -= 1
        if begun < self._visible.length:
            self._marks.append(Mark(_MARKS[name], begun, self._visible.length))
        return name

    def _break_line(self, start: int, end: int) -> None:
        """Two breaks in a row part paragraphs, as old editors wrote them."""
        if self._space is not None and self._space.is_break and not self._tables:
            self._flush()
        else:
            self._space = _Space("\n", start, end, is_break=True)

    def _part_cells(self, start: int, end: int) -> None:
        if self._space is None or self._space.content != "\n":
            self._space = _Space("\n", start, end, is_break=False)

    def _add_text(self, start: int, end: int) -> None:
        for run in _RUN.finditer(self.text, start, end):
            content = run[0]
            if content[0] in _WHITE:
                shown = "\n" if "\n" in content else " "
                self._space = self._space or _Space(shown, *run.span(), is_break=False)
            else:
                self._add(unescape(content) if content[0] == "&" else content, *run.span())

    def _add_atom(self, name: str, start: int, end: int) -> None:
        if name in _ATOMS:
            self._add(ATOM, start, end)

    def _add(self, content: str, start: int, end: int) -> None:
        if self._space is not None and self._visible.length:
            self._visible.add(*self._space[:3])
        self._space = None
        self._visible.add(content, start, end)

    def _append(self, block: Block) -> None:
        self.blocks.append(block._replace(depth=self._around[-1].depth))

    def _flush(self) -> None:
        """End the block that is being read, if there is one."""
        while self._begun:
            self._end_mark()
        around = self._around[-1]
        if not self._visible.is_blank():
            kind: Kind = "table" if self._tables else around.kind
            level = 0 if self._tables else around.level
            self.blocks.append(
                self._visible.build_block(kind, level=level, depth=around.depth, marks=tuple(self._marks))
            )
        self._clear()


_ENDS = {
    **{
        name: re.compile(rf"<(/?){name}(?=[\s/>])[^<>]*+>?", re.IGNORECASE) for name in (*_RAW, *_UNREAD, *_CODE, "pre")
    },
    **dict.fromkeys(_READINGS, re.compile(r"<(/r[pt]|r[pt]|/ruby)(?=[\s/>])[^<>]*+>?", re.IGNORECASE)),
}
"""What may end an element; the ends of a reading may be left out."""
