"""Text that matches one of a list of patterns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from endmark.checks import Scope
from endmark.checks.marker_fix import marker_fixes
from endmark.checks.regex import Pattern, any_of
from endmark.document.blocks import ATOM, Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Match

VALUES = frozenset({"match"})

_TEXT_ANCHOR = re.compile(r"\\[Az]")
"""An anchor to the very beginning or end of a block, which the search through all blocks would not see."""

_BEFORE = " \t>"
"""What stands before the words of a line and belongs to no pattern: indentation and quote signs."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for, and where.

    `lines` are compared with each whole line of a block, without the white
    space and quote signs around it; `anywhere` is looked for inside blocks.
    `where` says whether patterns see the text a reader sees (`text`) or the
    author's Markdown (`source`); inline code is never matched. A match that
    touches a match of an `unless` pattern is left alone. `boundary` says that a
    match marks the end of one pass of a pipeline and the beginning of the next:
    for the other checks the text before it has ended.
    """

    lines: tuple[Pattern, ...] = ()
    anywhere: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    where: Literal["text", "source"] = "text"
    boundary: bool = False

    def __post_init__(self) -> None:
        if not self.lines and not self.anywhere:
            raise ValueError("give at least one pattern under `lines` or `anywhere`.")


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield every match that no `unless` pattern touches; what parts an article comes with its fix."""
    matches = list(_matches(document, options, scope))
    if not options.boundary or not matches:
        yield from matches
        return
    fixes = marker_fixes(document, [match.span for match in matches])
    for match in matches:
        fix = fixes.get(match.span, "")
        yield match.mended_by(fix)


def _matches(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    in_source = options.where == "source"
    whole_line, anywhere = any_of(options.lines), any_of(options.anywhere)
    judged: dict[str, list[Span]] = {}  # one marker often stands in a document again and again
    for block in _candidates(document, options):
        if block not in scope:
            continue
        haystack = document.source.excerpt(block.span) if in_source else block.text.content
        if haystack not in judged:
            judged[haystack] = list(_spans(haystack, options, whole_line, anywhere))
        for span in judged[haystack]:
            if in_source:
                place = Span(block.span.start + span.start, block.span.start + span.end)
                if _in_atom(block, place):
                    continue
            else:
                place = block.text.source_span(span.start, span.end)
            yield Match(place, {"match": haystack[span.start : span.end]})


def _spans(haystack: str, options: Options, whole_line: Pattern | None, anywhere: Pattern | None) -> Iterator[Span]:
    """Where the patterns match in the text of one block; the last two say quickly where none does."""
    found = set(_lines(haystack, whole_line)) if whole_line else set()
    if anywhere and anywhere.occurs(haystack):
        found.update(span for pattern in options.anywhere for span in pattern.spans(haystack))
    if not found:
        return
    excused = [span for pattern in options.unless for span in pattern.spans(haystack)]
    for span in _widest(found):
        if not any(span.overlaps(other) for other in excused):
            yield span


def _candidates(document: Document, options: Options) -> list[Block]:
    """The blocks worth a closer look: one search through the whole text spares one for each block."""
    patterns = (*options.lines, *options.anywhere)
    search = any_of(patterns)
    if search is None or any(_TEXT_ANCHOR.search(pattern.source) for pattern in patterns):
        return list(document.blocks)
    if options.where == "source":
        text = document.source.text
        starts = [block.span.start for block in document.blocks]
    else:
        text = "\n".join(block.text.content for block in document.blocks)
        starts = [0, *accumulate(len(block.text.content) + 1 for block in document.blocks)][:-1]
    numbers = {bisect_right(starts, offset) - 1 for span in search.spans(text) for offset in _ends(span)}
    return [document.blocks[number] for number in sorted(numbers) if number >= 0]


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end - 1


def _lines(text: str, whole_line: Pattern) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        bare = line.lstrip(_BEFORE).rstrip()
        if bare and whole_line.fills(bare):
            first = start + line.index(bare)
            yield Span(first, first + len(bare))
        start += len(line) + 1


def _widest(spans: set[Span]) -> Iterator[Span]:
    """The spans in order, without those that overlap an earlier or longer one."""
    end = -1
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _in_atom(block: Block, place: Span) -> bool:
    """Whether the place lies in inline code or another atom of the block."""
    content = block.text.content
    return ATOM in content and any(
        content[piece.start] == ATOM and piece.span.overlaps(place) for piece in block.text.pieces
    )
