"""Comments of HTML that are opened and never closed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.sentences import CLOSERS, PAIRS
from endmark.document.span import Span
from endmark.violation import Match, Reason, make_reason

_OPENING, _CLOSING = "<!--", "-->"
_QUOTES = frozenset("".join(PAIRS) + CLOSERS)
_BLANK_LINE = compile_late(r"\n[ \t\r>]*\n")


def find_unclosed_comments(document: Document) -> Iterator[Match]:
    """Yield the openings of comments that are not closed, or closed by the end of another one only."""
    text = document.source.text
    for block in document.blocks:
        if block.kind in ("html", "comment"):
            opened = text.rfind(_OPENING, block.span.start, block.span.end)
            if opened >= 0 and text.find(_CLOSING, opened, block.span.end) < 0:
                yield _describe_hiding_comment(text, opened, block)
        elif _OPENING in block.text.content:
            yield from _find_shown_openings(text, block)
    for comment in document.comments:
        inner = comment.text.find(_OPENING)
        if inner >= 0 and _BLANK_LINE.search(comment.text, 0, inner):
            line = document.find_line(comment.span.start + len(_OPENING) + inner)
            yield _build_comment_match(text, comment.span.start, make_reason("unclosed.comment-inside", line=line))


def _describe_hiding_comment(text: str, opened: int, block: Block) -> Match:
    """A comment in HTML that ends before it: where a blank line parts it from its end, other renderers read on."""
    closed = text.find(_CLOSING, block.span.end)
    following = text.find(_OPENING, block.span.end)
    if closed < 0 or 0 <= following < closed:
        return _build_comment_match(text, opened, make_reason("unclosed.hidden"))
    return replace(_build_comment_match(text, opened, make_reason("unclosed.blank-line")), certain=False)


def _find_shown_openings(text: str, block: Block) -> Iterator[Match]:
    """The openings in the visible text, where no comment is; in quotation marks the text speaks of the sign."""
    content = block.text.content
    offset = -1
    while (offset := content.find(_OPENING, offset + 1)) >= 0:
        start, end = block.text.map_span(offset, offset + len(_OPENING))
        beside = text[max(0, start - 1) : start], text[end : end + 1]
        if text[start:end] == _OPENING and beside[0] != "\\" and not _QUOTES.issuperset(beside):
            yield _build_comment_match(text, start, make_reason("unclosed.shown"))


def _build_comment_match(text: str, start: int, what: Reason) -> Match:
    end = min(start + _SHOWN_OF_OPENING, len(text))
    line = text[start:end].partition("\n")[0].rstrip()
    return Match(Span(start, start + len(line)), {"opening": _OPENING, "what": what})


_SHOWN_OF_OPENING = 60
"""Characters of an unclosed comment that are enough to recognise it."""
