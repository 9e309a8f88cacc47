"""Headings that are none, because no space follows the hash signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from endmark.checks import Scope
from endmark.checks.edits.lines import find_line_start
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import iter_contents
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Match, Value, make_reason

_HASHES = compile_late(r"^#{1,6}(?=[^\s#])", re.MULTILINE)
_BOLD_SIGNS = ("**", "__")
_HEADING_START = compile_late(
    # A stop or a unit after a number: it counts the headings. `##123` refers to something.
    r"[^\W\d_]|[*`「『【〈《（(“\"]|\d{1,4}(?:[.)、．][ \t]*\D|[^\W\d_a-zA-Z])"
)
_SENTENCE_ENDS = ".!?,;:"


def find_literal_headings(document: Document, scope: Scope) -> Iterator[Match]:
    """Yield the lines that begin with hash signs and a title; behind an end marker none does."""
    text = document.source.text
    if not any("#" in content for content in iter_contents(document.blocks)):
        return
    before: Block | None = None
    for block in document.blocks:
        ahead, before = before, block
        if "#" not in block.text.content or block not in scope:
            continue
        for found in _HASHES.finditer(block.text.content):
            signs = block.text.map_span(*found.span())
            if ahead and ahead.span.end > find_line_start(text, signs.start):
                continue
            end = text.find("\n", signs.end, block.span.end)
            line = text[signs.end : block.span.end if end < 0 else end].rstrip()
            escaped = text[signs.start : signs.end] != found[0] or text[signs.start - 1 : signs.start] == "\\"
            if not escaped and _is_title(found[0], line):
                place = Span(signs.start, signs.end + len(line))
                values: dict[str, Value] = {"sign": found[0], "why": make_reason("heading.no-space")}
                yield Match(place, values, fix=_build_fix(found[0], signs.end, line))


def _is_title(signs: str, line: str) -> bool:
    if len(signs) == 1:  # that begins a hashtag, unless bold follows
        return line.startswith(_BOLD_SIGNS)
    if "a" <= line[0] <= "z" and (" " not in line or line[-1] in _SENTENCE_ENDS):  # the name of a channel or a command
        return False
    return _HEADING_START.match(line) is not None


def _build_fix(signs: str, start: int, line: str) -> Fix:
    edits = [Edit(Span(start, start), " ")]
    title = line.removesuffix(signs)
    if len(signs) > 1 and title != line and not title.endswith((" ", "\t", "#")):
        # Hash signs that end a heading must stand apart, too.
        edits.append(Edit(Span(start + len(title), start + len(title)), " "))
    return Fix(tuple(edits), safe=True, title=make_reason("heading.put-space"))
