"""Whole blocks taken out of an article, with the empty lines that only parted them from others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from endmark.checks.edits.lines import NEWLINE, detect_newline, find_line_start
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from, select_kinds
from endmark.document.span import Span
from endmark.violation import Edit

_CONTAINER_PREFIX = compile_late(r"(?:[ \t>]|[-*+][ \t]+|\d{1,9}[.)][ \t]+|\[[ xX]\][ \t]+)*")
"""What may stand on a line before a block: indentation, quote signs, bullets."""

_LONGEST_PREFIX = 2_000
"""Characters before a block on its line: more are no signs of lists and quotations that anybody reads."""

_NOTE = compile_late(r"\[\^[^\]\n]+\]:")
"""What a footnote's text begins with."""

_BULLET = compile_late(r"[-*+\d]|\[\^")
_EMPTY_LINES = compile_late(rf"(?:[ \t]*{NEWLINE})+")
_QUOTE_PREFIX = compile_late(r"[ \t]*>")
_EMPTY_QUOTED = compile_late(rf"(?:[ \t]*>[ \t>]*(?:{NEWLINE}|\Z))+")
BLANK = " \t\r\n>"
"""What stands on lines that only part paragraphs, in quotations and elsewhere."""

_LINE_END = compile_late(rf"(?:[ \t]*\{{[^{{}}\r\n]{{1,200}}\}})*[ \t]*(?:{NEWLINE}|\Z)")
"""What may stand on a line behind a block: lists of attributes, such as `{#gate}` and `{/*gate*/}` behind a heading."""


def remove_blocks(document: Document, blocks: Iterable[Block]) -> tuple[Edit, ...] | None:
    """The edits that take these blocks out; None where one shares its lines, or its list item, with what stays."""
    text = document.source.text
    gone = sorted({block.span: block for block in blocks}.values(), key=_get_start)
    ranges: list[Span] = []
    for number, block in enumerate(gone):
        lines = _find_lines(text, block)
        following = _find_following(document, block)
        shares = following is not None and following not in gone[number + 1 : number + 2]
        if lines is None or (shares and _is_in_item_of(text, following, block)):
            return None
        if ranges and not text[ranges[-1].end : lines.start].strip(BLANK):
            lines = Span(ranges.pop().start, lines.end)
        ranges.append(lines)
    contained = {block.span.start - len(prefix) for block in gone if (prefix := _get_prefix(text, block))}
    return tuple(_build_edit(text, lines, contained=lines.start in contained) for lines in ranges)


def _get_start(block: Block) -> int:
    return block.span.start


def _get_prefix(text: str, block: Block) -> str:
    """What stands before a block on its line; of very much the last of it."""
    start = block.span.start
    return text[max(find_line_start(text, start), start - _LONGEST_PREFIX - 1) : start]


def _find_lines(text: str, block: Block) -> Span | None:
    """The whole lines of a block; None where something else stands on them."""
    prefix = _get_prefix(text, block)
    rest = _LINE_END.match(text, block.span.end)
    start = block.span.start - len(prefix)
    if rest is None or len(prefix) > _LONGEST_PREFIX:
        return None
    if not (_CONTAINER_PREFIX.fullmatch(prefix) or _is_defined_before(text, prefix, start)):
        return None
    return Span(start, rest.end())


def _is_defined_before(text: str, prefix: str, start: int) -> bool:
    """Whether a line begins with the label of a footnote that an earlier line has: only the first one counts."""
    label = prefix.rstrip()
    return bool(_NOTE.fullmatch(label)) and text.find(f"\n{label}", 0, start) >= 0


def _find_following(document: Document, block: Block) -> Block | None:
    index = find_from(document.blocks, block.span.end)
    return document.blocks[index] if index < len(document.blocks) else None


def _is_in_item_of(text: str, following: Block | None, block: Block) -> bool:
    """Whether the next block stands in the list item that this one opens: it would lose its bullet."""
    if following is None or not _BULLET.search(_get_prefix(text, block)):
        return False
    return following.depth == block.depth and not _BULLET.search(_get_prefix(text, following))


def _build_edit(text: str, lines: Span, *, contained: bool) -> Edit:
    """The lines, and the empty ones that would be too many; `contained`: they begin in a list or a quotation."""
    start, end = lines
    if contained and ">" in text[start:end]:
        start, end = _include_empty_quoted(text, start, end)
    empty = _EMPTY_LINES.match(text, end)
    if (empty.end() if empty else end) == len(text):
        kept = len(text[:start].rstrip())
        return Edit(Span(kept, len(text)), detect_newline(text) if kept and text.endswith(("\n", "\r")) else "")
    if not text[find_line_start(text, max(start - 1, 0)) : start].strip():
        return Edit(Span(start, empty.end() if empty else end), "")
    # Without an empty line, what was before and what comes after would become one paragraph.
    return Edit(Span(start, end), "" if empty or contained else detect_newline(text))


def _include_empty_quoted(text: str, start: int, end: int) -> Span:
    """The lines, and those next to them that hold nothing but quote signs and would be too many."""
    empty = _EMPTY_QUOTED.match(text, end)
    after = empty.end() if empty else end
    if not _QUOTE_PREFIX.match(text, after):
        return Span(_skip_empty_quoted(text, start), after)
    before = text[find_line_start(text, max(start - 1, 0)) : start]
    return Span(start, end if before.strip(BLANK) else after)


def _skip_empty_quoted(text: str, start: int) -> int:
    """Where the lines before an offset begin that hold nothing but quote signs."""
    while start > 0:
        line = find_line_start(text, start - 1)
        if text[line:start].strip(" \t\r\n") != ">":
            break
        start = line
    return start


def iter_emptied_headings(gone: Sequence[Block], document: Document) -> Iterator[Block]:
    """The headings said twice that would stand over nothing."""
    blocks = document.blocks
    kept = _Kept(document, gone)
    for block in sorted(gone, key=_get_start, reverse=True):
        index = kept.find_before(find_from(blocks, block.span.start))
        while index >= 0 and blocks[index].kind == "heading" and kept.is_emptied(index):
            kept.take_out(index)
            yield blocks[index]
            index -= 1


class _Kept:
    """The blocks of an article of which some go; from one that stays to the next it is one step, mostly."""

    def __init__(self, document: Document, gone: Iterable[Block]) -> None:
        self._blocks = document.blocks
        self._said = _group_headings(_Same(document))
        self._without = {block.span for block in gone}
        self._leaps_back: dict[int, int] = {}
        self._leaps_on: dict[int, int] = {}
        self._looked_at: dict[int, int] = {}

    def find_before(self, index: int) -> int:
        """The last block before this one that stays, markers apart; -1 when there is none."""
        return self._find_next(index, -1, self._leaps_back)

    def is_emptied(self, index: int) -> bool:
        """Whether the same heading stands elsewhere, and all that this one stands over goes."""
        heading, stays = self._blocks[index], self._find_next(index, 1, self._leaps_on)
        if stays < len(self._blocks) and not self._ends_section(index, stays):
            return False
        said = self._said[heading.text.content]
        return any(other.span != heading.span and other.span not in self._without for other in said)

    def take_out(self, index: int) -> None:
        """Let a heading go, too."""
        self._without.add(self._blocks[index].span)

    def _ends_section(self, index: int, last: int) -> bool:
        """Whether a heading of the same level or above follows, up to this block."""
        for number in range(self._looked_at.get(index, index + 1), last + 1):
            self._looked_at[index] = number
            if self._blocks[number].kind == "heading" and self._blocks[number].level <= self._blocks[index].level:
                return True
        return False

    def _find_next(self, index: int, step: int, leaps: dict[int, int]) -> int:
        """The next block in one direction that stays; the way to it is remembered, for what goes never comes back."""
        passed = [index]
        index = leaps.get(index, index + step)
        while 0 <= index < len(self._blocks) and self._goes(self._blocks[index]):
            passed.append(index)
            index = leaps.get(index, index + step)
        leaps.update(dict.fromkeys(passed, index))
        return index

    def _goes(self, block: Block) -> bool:
        return block.kind == "marker" or block.span in self._without


class _Same:
    """A document that equals only itself."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


@lru_cache(1)
def _group_headings(same: _Same) -> Mapping[str, Sequence[Block]]:
    """The headings of a document by what they say; an article has many repairs, and they are gathered once."""
    said: dict[str, list[Block]] = {}
    for block in select_kinds(same.document.blocks, {"heading"}):
        said.setdefault(block.text.content, []).append(block)
    return said
