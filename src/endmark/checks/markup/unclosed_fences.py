"""Code fences that are opened and never closed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from endmark.checks import FirstPlaces
from endmark.checks.text.fences import INDENTED, Fence, read_fence
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.violation import Fix, Match, Reason, make_reason

_FENCE_WITH_LANGUAGE = compile_late(r"^([ \t>]*)(`{3,}|~{3,})[ \t]*\w[^`\n]*$", re.MULTILINE)
_NEAR = 20
"""Code blocks above a fence that may show how it is written: what comes of it stands close by."""

_BLANK_LINE = compile_late(r"\n[ \t\r>]*\n")


def find_unclosed_fences(document: Document, places: FirstPlaces) -> Iterator[Match]:
    """Yield the openings of fences that are not closed, or closed by the end of another one only."""
    text = document.source.text
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
