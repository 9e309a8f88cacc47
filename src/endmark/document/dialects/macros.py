"""What stands in lines and sentences and is replaced before a reader sees the page.

Liquid, Jinja, shortcodes, MDX expressions and imports, attribute lists and
display mathematics are not prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from endmark.document.blocks import ATOM
from endmark.document.dialects.attributes import iter_attributes
from endmark.document.dialects.covering import blank, cover, is_alone, keep_outside
from endmark.document.dialects.lines import BLANK_LINE, find_line_end
from endmark.document.dialects.places import Edit, apply_edits
from endmark.document.dialects.signs import Macros
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_INLINE_MACROS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_SHORTCODES = (("{{<", ">}}"), ("{{%", "%}}"))
_OF_OTHERS = compile_late(
    # n8n's and Make's expressions, and the tokens that pipelines put in the place of code.
    r"\{\{-?[ \t]*(?:\$(?:json|node|execution|workflow|prevNode)\b|\$(?:input|items?)[.(\[]|\$\([ \t]*['\"]"
    r"|\d+\.[A-Za-z_`]|[A-Z]+(?:_[A-Z]+)*_?\d+[ \t]*\}\})"
)
"""What looks like a macro, and no program that makes pages fills in."""
# Patterns for whole lines begin with the line break before: looking for one is quicker than looking for `^`.
_MDX_STATEMENT = compile_late(
    r"\n((?:import\b[^\n'\"]*(?:\n[^\n'\"]+){0,40}?\bfrom[ \t]+['\"][^'\"\n]+['\"]|import[ \t]+['\"][^'\"\n]+['\"]"
    r"|export[ \t]+(?:default|const|let|var|function|async|\{)(?:[^\n]++|\n(?![ \t\r]*(?:\n|$)))*+);?[ \t]*\r?)$",
    re.MULTILINE,
)
_MATH = compile_late(r"\n[ \t>]*(\$\$(?:[^$\n]++|\n(?![ \t]*\n)|\$(?!\$))++\$\$)[ \t]*$", re.MULTILINE)


def cover_macros(text: str, start: int) -> str:
    """The text with each macro after offset `start` covered, code point for code point."""
    edits = find_macros(text, start, ()).edits
    return apply_edits(text, [edit if edit.replacement else blank(text, edit) for edit in edits])[0]


def find_macros(text: str, start: int, code: Sequence[Span]) -> Macros:
    """The macros after offset `start` that touch no code; `code` is in order and does not overlap.

    What stands alone on its lines turns into blanks; what stands inside a
    paragraph turns into atoms, because a reader will see something there.
    """
    broken = "\n" + text
    comments = tuple(keep_outside(_iter_mdx_comments(text, start), code))
    silent = {*comments, *keep_outside(iter_attributes(text, start), code)}
    macros = chain(
        _iter_in_lines(_MATH, broken, start) if "$$" in text else (),
        _iter_in_lines(_MDX_STATEMENT, broken, start) if "\nimport" in broken or "\nexport" in broken else (),
        _iter_macros(text, start),
    )
    spans = [*silent, *keep_outside(macros, code)]
    spans.sort(key=lambda span: (-span.start, span.end))
    edits: list[Edit] = []
    lines: list[Span] = []
    done = start
    while spans:  # each goes when what covers it is there: a line of them may fill the memory
        span = spans.pop()
        if span.start < done:
            continue
        alone = is_alone(text, span)
        edits.append(cover(text, span, " " if alone or span in silent else ATOM))
        if alone and span not in silent:
            lines.append(span)
        done = span.end
    return Macros(edits, lines, comments)


def _iter_mdx_comments(text: str, start: int) -> Iterator[Span]:
    while (opened := text.find("{/*", start)) >= 0 and (closed := text.find("*/}", opened)) >= 0:
        start = closed + 3
        yield Span(opened, start)


def _iter_in_lines(pattern: re.Pattern[str], broken: str, start: int) -> Iterator[Span]:
    """The places of the first group in a text that a line break was put before."""
    return (Span(found.start(1) - 1, found.end(1) - 1) for found in pattern.finditer(broken, start))


def _iter_macros(text: str, start: int) -> Iterator[Span]:
    for opener, closer in _INLINE_MACROS:
        yield from _iter_delimited(text, start, opener, closer, find_line_end)
    for opener, closer in _SHORTCODES:
        yield from _iter_delimited(text, start, opener, closer, _find_paragraph_end)


def _iter_delimited(
    text: str, start: int, opener: str, closer: str, limit: Callable[[str, int, int], int]
) -> Iterator[Span]:
    """What stands between two delimiters that are no further apart than `limit` allows."""
    last = 0
    while (opened := text.find(opener, start)) >= 0:
        if opened >= last:
            last = limit(text, opened, len(text))
        closed = text.find(closer, opened + len(opener), last)
        start = last if closed < 0 else closed + len(closer)
        # style={{…}} belongs to its tag.
        if closed >= 0 and text[opened - 1 : opened] != "=" and not _OF_OTHERS.match(text, opened):
            yield Span(opened, start)


def _find_paragraph_end(text: str, offset: int, limit: int) -> int:
    blank = BLANK_LINE.search(text, offset, limit)
    return blank.start() if blank else limit
