"""Markdown that is opened and never closed, so that it swallows what follows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.checks.text.fences import INDENTED, Fence, read_fence
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.sentences import CLOSERS, PAIRS
from endmark.document.span import Span
from endmark.violation import Fix, Match, Reason, make_reason

KIND: CheckKind = "markup"
MARKUPS = frozenset({"markdown", "html", "notebook"})
VALUES = frozenset({"opening", "what"})

_FENCE_WITH_LANGUAGE = compile_late(r"^([ \t>]*)(`{3,}|~{3,})[ \t]*\w[^`\n]*$", re.MULTILINE)
_OPENING, _CLOSING = "<!--", "-->"
_NEAR = 20
"""Code blocks above a fence that may show how it is written: what comes of it stands close by."""

_QUOTES = frozenset("".join(PAIRS) + CLOSERS)
_BLANK_LINE = compile_late(r"\n[ \t\r>]*\n")


class Options(Struct, frozen=True):
    """What is never closed.

    `construct`: `fence` is a code fence, `comment` an HTML comment.
    """

    construct: Literal["fence", "comment"]


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the opening of each construct that is not closed, or closed by the end of another one only."""
    if options.construct == "comment":
        yield from _find_comments(document)
        return
    fences = _find_fences(document, FirstPlaces(scope))
    first = list(islice(fences, 2))
    for match in chain(first, fences):
        # A last fence that closes nothing may be what another one lacks.
        yield match if match.fix is None or len(first) == 1 else replace(match, fix=None)


def _find_fences(document: Document, places: FirstPlaces) -> Iterator[Match]:
    text = document.source.text
    if "```" not in text and "~~~" not in text:
        return
    above: deque[Block] = deque(maxlen=_NEAR)
    for block in select_kinds(document.blocks, {"code"}):
        if (fence := read_fence(text, block)) is not None:
            if fence.closing is None:
                if not _is_shown_as_code(text, fence, above):
                    shown = places.take(fence.opening)
                    yield _describe_unclosed_fence(document, block, fence) if shown else Match(fence.opening)
            elif (inner := _find_fence_inside(text, fence)) is not None:
                line = document.find_line(inner)
                yield _build_fence_match(text, fence, make_reason("unclosed.block-inside", line=line))
        above.append(block)


def _describe_unclosed_fence(document: Document, block: Block, fence: Fence) -> Match:
    text = document.source.text
    if not text[fence.content.start : fence.content.end].strip(" \t\r\n>"):
        match = _build_fence_match(text, fence, make_reason("unclosed.nothing-follows"))
        from endmark.checks.edits.block_removal import remove_blocks  # few articles hold one

        edits = None if fence.info else remove_blocks(document, [block])
        if edits is None:
            return match
        return match.with_fix(Fix(edits, safe=False, title=make_reason("unclosed.take-out"), rewords=True))
    if block.depth:
        return _build_fence_match(text, fence, make_reason("unclosed.ends-with-container"))
    last = text[fence.content.start : fence.content.end].rpartition("\n")[2].strip()
    if last and not last.strip("`~"):
        return _build_fence_match(text, fence, make_reason("unclosed.other-sign", last=last))
    lines = (
        document.source.get_position(fence.content.end).line
        - document.source.get_position(fence.content.start).line
        + 1
    )
    return _build_fence_match(text, fence, make_reason("unclosed.all-code", count=lines))


def _is_shown_as_code(text: str, fence: Fence, above: Iterable[Block]) -> bool:
    """Whether a code block above shows the line of a fence with the one beside it: here is what becomes of that."""
    from endmark.document.dialects.lines import find_line_end  # few articles have such a fence

    start = text.rfind("\n", 0, fence.opening.start) + 1
    end = find_line_end(text, start, len(text))
    lines_above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : end]
    lines_below = text[start : find_line_end(text, end + 1, len(text))]
    pairs = [
        pair for pair in (lines_above, lines_below) if "\n" in pair and all(line.strip() for line in pair.split("\n"))
    ]
    return any(pair in text[slice(*block.span)] for pair in pairs for block in above)


def _build_fence_match(text: str, fence: Fence, what: Reason) -> Match:
    return Match(fence.opening, {"opening": text[fence.opening.start : fence.opening.end], "what": what})


def _find_fence_inside(text: str, fence: Fence) -> int | None:
    """Where a code block with a language begins inside another that the end of the inner one closes."""
    if text.find(fence.sign, *fence.content) < 0:
        return None
    margin = text[text.rfind("\n", 0, fence.opening.start) + 1 : fence.opening.start]
    for found in _FENCE_WITH_LANGUAGE.finditer(text, fence.content.start, fence.content.end):
        # What is quoted within the block ends with its quotation.
        deeper = found[1].count(">") > margin.count(">")
        if found[2].startswith(fence.sign) and len(found[1]) < len(margin) + INDENTED and not deeper:
            return None if _shows_opening(text, fence, found) else found.start(2)
    return None


def _shows_opening(text: str, fence: Fence, found: re.Match[str]) -> bool:
    """Whether a block shows how a fence begins: nothing stands behind that, and no blank line before it."""
    after = text[found.end() : fence.content.end]
    return not after.strip(" \t\r\n>") and not _BLANK_LINE.search(text, fence.content.start, found.start())


def _find_comments(document: Document) -> Iterator[Match]:
    text = document.source.text
    if _OPENING not in text:
        return
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
