"""HTML → blocks, with every position in code points of the source.

The standard library's parser is not used: for a page of openings that nothing closes
it takes time in the square of the length, and inside a text it tells no place. What
parts a page into blocks and words is little, and read here as browsers read it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

from msgspec import Struct

from endmark.document.blocks import ATOM, NO_TEXT, Block, Kind, Mark, Role
from endmark.document.html_elements import (
    ATOMS,
    BLOCKS,
    CODE,
    IMAGES,
    ITEMS,
    KINDS,
    LEVELS,
    LISTS,
    MARKS,
    NAMES,
    PLAIN_BLOCKS,
    QUOTING,
    RAW,
    READINGS,
    ROLES,
    UNREAD,
    get_end_pattern,
    is_centred,
    is_hidden,
)
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
_BLANKS = " \t"
_DASHES = ("—", "―", "–", "⸺", "--")
"""What stands before a name in a quotation."""


class ParsedPage(Struct, frozen=True):
    """Blocks in the order of the source, the spans of comments, and how many images there are."""

    blocks: list[Block]
    comments: list[Span]
    images: int


def read_html(text: str, start: int) -> ParsedPage:
    """The page after offset `start`."""
    reader = HtmlReader(text)
    reader.read(start, len(text))
    return ParsedPage(reader.blocks, reader.comments, reader.images)


class _Around(Struct, frozen=True):
    """An element around the text: the kind, level and role of its blocks, and how many lists and quotes there are."""

    name: str
    kind: Kind
    level: int
    depth: int
    role: Role = "prose"


class _Space(NamedTuple):
    """White space that is shown if a word follows it."""

    content: str
    start: int
    end: int
    is_break: bool


class _Passed(Struct, frozen=True):
    """What is passed over at the end of a part: the name of the element, and how many of that name are open."""

    name: str
    depth: int


class HtmlReader:
    """Turns tags and text into blocks; lives for one page.

    A page may be read in parts, with other text between them. Then `last_ends` says
    where each name is closed for the last time: only what is closed further below
    goes on from one part to the next. And a name that HTML does not know is that of
    a component there, which stands on lines of its own where its tag does.
    """

    def __init__(self, text: str, last_ends: Mapping[str, int] | None = None) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.comments: list[Span] = []
        self.images = 0
        self._in_parts = last_ends is not None
        self._last_ends = last_ends or {}
        self._end = len(text)
        self._around = [_Around("", "paragraph", 0, 0)]
        self._counts: Counter[str] = Counter()
        """How often each name is in `_around`: an end that ends nothing is not looked for there."""
        self._tables = 0
        self._components = 0
        """How many components are open in this part."""
        self._is_direct = False
        """Whether what is read stands in a component, and in no element of HTML in that."""
        self._begun_counts: Counter[str] = Counter()
        """How often each name is in `_begun`, which is empty wherever a block ends."""
        self._unclosed: set[str] = set()
        self._passed_over = _Passed("", 0)
        self._clear()

    def _clear(self) -> None:
        self._visible = VisibleText()
        self._space: _Space | None = None
        self._marks: list[Mark] = []
        self._begun: list[tuple[str, int]] = []
        self._is_label = False

    def read(self, position: int, end: int) -> None:
        """Read the page, or a part of it."""
        self._end = end
        self._unclosed.clear()
        self._components, self._is_direct = 0, False
        if self._passed_over.depth:
            position = self._find_end(self._passed_over.name, position, self._passed_over.depth) or end
        while (opened := self.text.find("<", position, end)) >= 0:
            self._add_text(position, opened)
            position = self._read_markup(opened)
        self._add_text(position, end)
        self._flush()
        if self._in_parts:
            self._forget_unclosed()

    def stand_in(self, kind: Kind, depth: int) -> None:
        """Say in what the next part stands: the kind of its paragraphs, and how many lists and quotes are around it."""
        if self._around[0] != _Around("", kind, 0, depth):
            self._around = [_Around("", kind, 0, depth)]
            self._counts.clear()
            self._tables = 0

    @property
    def role(self) -> Role:
        """What stands between this part of the page and the next is for."""
        return self._around[-1].role

    def _forget_unclosed(self) -> None:
        while len(self._around) > 1 and not self._is_closed_below(self._around[-1].name):
            self._pop()
        if not self._is_closed_below("table"):
            self._tables = 0

    def _is_closed_below(self, name: str) -> bool:
        return self._last_ends.get(name, -1) >= self._end

    def _read_markup(self, opened: int) -> int:
        """Read what begins with `<`; the value is where it ends."""
        text, end = self.text, self._end
        if text.startswith("<!--", opened, end):
            return self._read_comment(opened)
        if tag := _TAG.match(text, opened, end):
            return self._read_tag(tag)
        if text.startswith(("<!", "<?", "</"), opened, end):
            closed = text.find(">", opened, end)
            return end if closed < 0 else closed + 1
        if text[opened + 1 : min(opened + 2, end)].isalpha():
            return end  # a tag that is never closed: a browser shows nothing of what follows
        self._add("<", opened, opened + 1)
        return opened + 1

    def _read_comment(self, opened: int) -> int:
        closed = self.text.find("-->", opened + 2, self._end)
        if closed >= 0:
            self.comments.append(Span(opened, closed + 3))
            return closed + 3
        self._flush()
        self.blocks.append(Block("comment", Span(opened, self._end), NO_TEXT))
        return self._end

    def _read_tag(self, tag: re.Match[str]) -> int:
        name, start, end = tag[2].lower(), tag.start(), tag.end()
        if tag[1]:
            self._close(name)
        elif after := self._pass_over(name, tag):
            return after
        elif name in IMAGES:
            self.images += name == "img"
            self._add(ATOM, start, end)
        elif name == "br":
            self._break_line(start, end)
        elif name in MARKS:
            self._begun.append((name, self._visible.length + (self._space is not None)))
            self._begun_counts[name] += 1
        elif name in BLOCKS:
            self._open(name, tag[0], start, end)
        elif name == "label":
            self._is_label = self._is_label or self._visible.is_blank()
        if self._in_parts and name not in NAMES and self._is_alone(start, end):
            self._flush()
            self._components = max(0, self._components + (-1 if tag[1] else not tag[0].endswith("/>")))
            self._is_direct = self._components > 0
        return end

    def _pass_over(self, name: str, tag: re.Match[str]) -> int | None:
        """Where an element ends that holds no text to read; None where it does, or nothing ends it."""
        start, end = tag.span()
        if is_hidden(name, tag[0]):
            return self._find_end(name, end)
        if name == "pre":
            after = self._find_end(name, end) or self._end
            self._flush()
            self._append(Block("code", Span(start, after), NO_TEXT))
            return after
        if name in RAW:
            passed: int | None = self._find_end(name, end) or self._end
        elif (name in UNREAD or name in CODE or name in READINGS) and not tag[0].endswith("/>"):
            passed = self._find_end(name, end)
        else:
            return None
        if passed is not None:
            self._add_atom(name, start, passed)
        return passed

    def _is_alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands on the lines of a tag."""
        text = self.text
        while start and text[start - 1] in _BLANKS:
            start -= 1
        while end < self._end and text[end] in _BLANKS:
            end += 1
        return (not start or text[start - 1] == "\n") and (end == self._end or text[end] in "\r\n")

    def _find_end(self, name: str, position: int, depth: int = 1) -> int | None:
        """Where an element ends that is passed over, those of its name inside it, too; None when nothing closes it.

        What another part of the page closes is passed over up to there.
        """
        self._passed_over = _Passed("", 0)
        if name in self._unclosed:
            return None
        for tag in get_end_pattern(name).finditer(self.text, position, self._end):
            depth += 1 if not tag[1] and name not in RAW else -1
            if not depth or name in READINGS:
                return tag.end() if tag[1] and tag[1] != "/ruby" else tag.start()
        if name not in RAW and name not in CODE and name not in READINGS and self._is_closed_below(name):
            self._passed_over = _Passed(name, depth)
            return self._end
        self._unclosed.add(name)
        return None

    def _open(self, name: str, tag: str, start: int, end: int) -> None:
        if self._tables:
            self._tables += name == "table"
            self._part_cells(start, end)
            return
        self._flush()
        self._is_direct = False
        if self._around[-1].name == "p" or (name in ITEMS and self._around[-1].name in ITEMS):
            self._pop()  # its end may be left out
        around = self._around[-1]
        role = ROLES.get(name, "label" if is_centred(name, tag) else around.role)
        if name == "table":
            self._tables = 1
        elif name == "hr":
            self._append(Block("thematic-break", Span(start, end), NO_TEXT))
        elif name in KINDS or name in LISTS:
            deeper = name in LISTS or name == "blockquote"
            level = LEVELS.get(name, 0)
            self._push(_Around(name, KINDS.get(name, around.kind), level, around.depth + deeper, role))
        elif role != "prose" or name in QUOTING:
            self._push(_Around(name, around.kind, around.level, around.depth, role))

    def _push(self, around: _Around) -> None:
        self._around.append(around)
        self._counts[around.name] += 1

    def _close(self, name: str) -> None:
        if name in MARKS:
            if self._begun_counts[name]:
                while self._end_mark() != name:
                    pass
        elif name not in BLOCKS:
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
        elif name in PLAIN_BLOCKS:
            self._flush()

    def _pop(self) -> str:
        name = self._around.pop().name
        self._counts[name] -= 1
        return name

    def _end_mark(self) -> str:
        name, begun = self._begun.pop()
        self._begun_counts[name] -= 1
        if begun < self._visible.length:
            self._marks.append(Mark(MARKS[name], begun, self._visible.length))
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
        if name in ATOMS:
            self._add(ATOM, start, end)

    def _add(self, content: str, start: int, end: int) -> None:
        if self._space is not None and self._visible.length:
            self._visible.add(*self._space[:3])
        self._space = None
        self._visible.add(content, start, end)

    def _append(self, block: Block) -> None:
        self.blocks.append(block._replace(depth=self._around[-1].depth))

    def _choose_role(self, block: Block) -> Role:
        if block.kind in {"heading", "table"}:
            return "prose"
        if block.text.content.startswith(_DASHES) and any(map(self._counts.__getitem__, QUOTING)):
            return "attribution"
        # A single line is a caption or a command as often as a sentence, to a component that nobody knows.
        alone = self._is_direct and "\n" not in block.text.content
        return "label" if self._is_label or alone else self._around[-1].role

    def _flush(self) -> None:
        """End the block that is being read, if there is one."""
        if self._visible.start < 0 and not self._begun:
            self._space, self._is_label = None, False
            return
        while self._begun:
            self._end_mark()
        around = self._around[-1]
        if not self._visible.is_blank():
            kind: Kind = "table" if self._tables else around.kind
            level = 0 if self._tables else around.level
            block = self._visible.build_block(kind, level=level, depth=around.depth, marks=tuple(self._marks))
            role = self._choose_role(block)
            self.blocks.append(block if role == "prose" else block._replace(role=role))
        self._clear()
