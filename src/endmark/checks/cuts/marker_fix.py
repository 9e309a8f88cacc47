"""A stray end marker → what takes it out, where that hides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from endmark.checks.cuts.endings import classify_ending
from endmark.checks.cuts.rests import begins_inside
from endmark.checks.edits.block_removal import remove_blocks
from endmark.checks.edits.lines import NEWLINE, detect_newline, find_line_start, get_line
from endmark.document.blocks import SHOWN, Block
from endmark.document.late_pattern import compile_late
from endmark.document.markers import iter_parted
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Reason, make_reason

_FIX_TITLE = make_reason("marker.take-out")
_LOOSE = frozenset({"heading", "list-item"})
"""Kinds of blocks that are whole without a full stop, as far as anyone can tell."""

_BLANKS = " \t"
_CONTAINER_SIGNS = " \t>-*+0123456789.)"
"""What may stand on a line before the text of a list item or a quotation."""

_ONE_LINE_ON = compile_late(rf"[ \t]*{NEWLINE}[ \t>]*")
"""What stands between two blocks on lines that follow each other."""

_HEADING = compile_late(r"[ \t>]{0,20}#{1,6}[ \t]+[*_~]{0,4}")
_CLOSING = compile_late(r"[*_~]{0,4}[ \t]*#*[ \t]*")
_LINE_ENDS = compile_late(rf"(?:{NEWLINE}[ \t]*(?={NEWLINE}|\Z))*{NEWLINE}")
_GLANCE = 100
"""Characters that are looked at first: a line may be as long as an article."""


def iter_marker_fixes(document: Document, spans: Sequence[Span]) -> Iterator[tuple[Span, Fix | Reason]]:
    """For each marker in a block the fix that takes it out, or why there is none, in the order of the text, as `spans`.

    It is safe at the end of a whole article, and between two whole passages of
    which the second says something new. Where the text before a marker breaks
    off, the marker shows an editor the place, and stays.
    """
    contents: set[str] = set()
    before: Block | None = None
    markers: list[Block] = []
    # Nobody may ask for all of them: no more is read than what stands behind a marker.
    for block in chain(iter_parted(document, spans), (None,)):
        if block is not None and block.kind == "marker":
            markers.append(block)
        elif block is None or block.kind in SHOWN:
            for number, marker in enumerate(markers):
                # The first of several markers in a row shows the place as well as all of them.
                yield (
                    marker.span,
                    Fix(_build_edits(marker, block, document), safe=True, title=_FIX_TITLE)
                    if number
                    else _build_fix(marker, before, block, contents, document),
                )
            if block is not None:
                markers, before = [], block
                contents.add(block.text.content)


def take_out_marker(document: Document, block: Block) -> tuple[Edit, ...]:
    """The edits that take out a marker of a document that is parted at its markers, whatever stands around it."""
    blocks = document.blocks
    behind = map(blocks.__getitem__, range(find_from(blocks, block.span.end), len(blocks)))
    return _build_edits(block, next((one for one in behind if one.kind != "marker"), None), document)


def _build_fix(
    block: Block, before: Block | None, after: Block | None, contents: set[str], document: Document
) -> Fix | Reason:
    whole = True
    if before is not None and before.text.content and not _is_whole_table(before, block.span.start, document):
        manner = classify_ending(before.text.content, {}, before.language).manner
        whole = manner == "whole"
        loose = after is not None and (before.kind in _LOOSE or before.role == "label")
        if not whole and (manner in {"open", "comma"} or not loose):
            return make_reason("marker.cut-before")
    new = True
    if after is not None and after.text.content:
        if after.kind != "table" and begins_inside(after.text.content):
            return make_reason("marker.cut-after")
        new = after.text.content not in contents
    return Fix(_build_edits(block, after, document), safe=whole and new, title=_FIX_TITLE)


def _is_whole_table(block: Block, end: int, document: Document) -> bool:
    """Whether a block is a table with its last row closed before an offset: it needs no full stop."""
    return block.kind == "table" and document.source.text[block.span.start : end].rstrip().endswith("|")


def _build_edits(block: Block, after: Block | None, document: Document) -> tuple[Edit, ...]:
    """The marker with its line where it stands alone, else with the space next to it."""
    text = document.source.text
    start, end = block.span
    line = get_line(text, start)
    first, last = start, end
    while first > line.start and text[first - 1] in _BLANKS:
        first -= 1
    while last < line.end and text[last] in _BLANKS:
        last += 1
    if _HEADING.fullmatch(text, line.start, start) and _CLOSING.fullmatch(text, end, line.end):
        return (_remove_line(text, line),)  # an empty heading would be left
    opens, closes = _opens(text, line.start, first), last == line.end
    if opens and closes:
        if after is not None and _is_held_by(block, after, text):
            return (Edit(Span(start, after.span.start), ""),)
        return remove_blocks(document, [block]) or (Edit(Span(start, line.end), ""),)
    if closes:
        return (Edit(Span(first, line.end), ""),)
    if opens:
        return (Edit(Span(start, last), ""),)
    # Text on both sides was two passages: they stay apart.
    return (Edit(Span(first, last), 2 * detect_newline(text)),)


def _remove_line(text: str, line: Span) -> Edit:
    """A line with the empty ones behind it; what stands before and behind it stays apart."""
    behind = _LINE_ENDS.match(text, line.end)
    end = behind.end() if behind else line.end
    if not text[end : end + _GLANCE].strip() and not text[end:].strip():
        kept = len(text[: line.start].rstrip())
        return Edit(Span(kept, len(text)), detect_newline(text) if kept and text.endswith(("\n", "\r")) else "")
    is_parted = not text[find_line_start(text, max(line.start - 1, 0)) : line.start].strip()
    return Edit(Span(line.start, end), "" if is_parted else detect_newline(text))


def _is_held_by(block: Block, after: Block, text: str) -> bool:
    """Whether a quotation goes on in lines without its sign, which only stand in it because this line has one."""
    if after.depth != block.depth or _ONE_LINE_ON.fullmatch(text, block.span.end, after.span.start) is None:
        return False
    return _count_quote_signs(text, after) < _count_quote_signs(text, block)


def _count_quote_signs(text: str, block: Block) -> int:
    return text.count(">", find_line_start(text, block.span.start), block.span.start)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether nothing but what may begin a line stands there: mostly something does, and near the end."""
    near = text[max(start, end - _GLANCE) : end]
    return not near.strip(_CONTAINER_SIGNS) and not text[start:end].strip(_CONTAINER_SIGNS)
