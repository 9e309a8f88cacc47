"""The constructs of a dialect are taken out of a text; what is left is for the parser."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import merge
from itertools import chain, pairwise

from endmark.document.blocks import ATOM, NO_TEXT, Block, Role
from endmark.document.dialects.alternatives import build_branches
from endmark.document.dialects.covering import blank
from endmark.document.dialects.places import Edit, apply_edits
from endmark.document.dialects.prepared import Prepared
from endmark.document.dialects.scanner import Container, Scan, scan
from endmark.document.dialects.signs import STEP, FindMacros, Recognise, Sign
from endmark.document.late_pattern import compile_late
from endmark.document.packed_blocks import pack_blocks
from endmark.document.span import Span

_MOST_QUOTES = 9
"""Quotes in each other of which anything is known."""

_NOTHING_SHOWN = f"[{ATOM * 2}]:# ''"
"""A definition that nothing refers to: without anything behind its bullet, a list item would end at a blank line."""

_REST_OF_LINE = compile_late(r"[^\S\n]*(?:\n|\Z)")


def take_out(
    text: str,
    start: int,
    syntaxes: Mapping[str, Sequence[Recognise]],
    finders: Sequence[FindMacros],
    *,
    indented_code: bool,
) -> Prepared:
    """Take out of the text after offset `start` what these recognise and find."""
    scanned = scan(text, start, syntaxes, indented_code=indented_code)
    branches = build_branches(text, scanned.containers)
    untouched = _find_untouched(scanned) if finders else ()
    macros = [find(text, start, untouched) for find in finders]
    changed, places = apply_edits(
        text,
        chain(
            chain.from_iterable(_iter_sign_edits(text, start, sign) for sign in scanned.signs),
            (blank(text, span) for span, _ in scanned.verbatim),
            _iter_dedents(text, scanned.containers),
            (Edit(end, end, f"\n{fence}") for end, fence in scanned.cut_off),
            (Edit(one.body_end, one.body_end, "\n") for one in scanned.containers if _ends_by_itself(one)),
            chain.from_iterable(found.edits for found in macros),
        ),
    )
    signs = scanned.signs
    lines = (
        Block("directive", span, NO_TEXT, role="formula" if text.startswith("$$", span.start) else "prose")
        for found in macros
        for span in found.lines
    )
    bodies = (Block("comment" if one.body == "comment" else "code", span, NO_TEXT) for span, one in scanned.verbatim)
    blocks = merge(_iter_sign_blocks(text, scanned), bodies, sorted(lines, key=_get_span), key=_get_span)
    return Prepared(
        changed,
        places,
        pack_blocks(_drop_overlapping(blocks), text),
        tuple(sorted([*_iter_comments(signs), *(span for found in macros for span in found.comments)])),
        tuple(sorted(role for sign in signs for role in _iter_roles(sign))),
        branches,
        frozenset(sign.span.start for sign in signs if _shows_nothing(sign)),
        frozenset(sign.span.start for sign in signs if sign.action != "alone"),
    )


def _find_untouched(scanned: Scan) -> Sequence[Span]:
    """Code and signs, in which nothing is looked for that stands within lines."""
    return sorted(chain(scanned.code, chain.from_iterable(map(_iter_hidden_parts, scanned.signs))))


def _ends_by_itself(container: Container) -> bool:
    """Whether a paragraph that begins behind a body is another one, though no sign stands between them."""
    return container.sign.body == "indented" and not container.sign.leads


def _iter_roles(sign: Sign) -> Iterator[tuple[Span, Role]]:
    if sign.label:
        yield sign.label, "label"
    if sign.term:
        yield sign.term, "term"
    if sign.role != "prose":
        yield sign.span, sign.role


def _iter_sign_edits(text: str, start: int, sign: Sign) -> Iterator[Edit]:
    """A sign is blanked out; its label stays, as a paragraph of its own."""
    span, label = sign.span, sign.label
    if sign.first_in_item and label is None:
        yield Edit(span.start, span.end, _NOTHING_SHOWN)
        return
    if label is None and not sign.leads:
        yield blank(text, span) if _REST_OF_LINE.match(text, span.end) else Edit(span.start, span.end, "")
        return
    line = max(start, text.rfind("\n", 0, span.start) + 1)
    if label is None:
        yield Edit(line, line, "\n")
        yield Edit(span.start, span.end, "")
        return
    following = text.find("\n", span.end) + 1 or len(text)
    yield Edit(line, line, "\n")
    yield Edit(span.start, label.start, "")
    yield Edit(label.end, span.end, "")
    yield Edit(following, following, "\n")


def _iter_hidden_parts(sign: Sign) -> Iterator[Span]:
    """What a sign is without its label."""
    if sign.label:
        yield Span(sign.span.start, sign.label.start)
        yield Span(sign.label.end, sign.span.end)
    else:
        yield sign.span


def _iter_sign_blocks(text: str, scanned: Scan) -> Iterator[Block]:
    """What is left of signs."""
    for sign in scanned.signs:
        if sign.leads:
            continue
        start, end = sign.span.start, sign.label.start if sign.label else sign.span.end
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield Block("comment" if sign.body == "comment" else "directive", Span(start, end), NO_TEXT)


def _iter_comments(signs: Iterable[Sign]) -> Iterator[Span]:
    return (sign.span for sign in signs if sign.body == "comment" and sign.action == "alone")


def _shows_nothing(sign: Sign) -> bool:
    """Whether nothing is there when the page is shown: what stands before it leads into what stands behind it."""
    parts = sign.action == "switch" or (sign.action == "open" and sign.alternatives == "switched")
    return sign.action == "close" or (parts and not sign.label)


def _get_span(block: Block) -> Span:
    return block.span


def _drop_overlapping(blocks: Iterable[Block]) -> Iterator[Block]:
    done = 0
    for block in blocks:
        if block.span.start >= done:
            done = block.span.end
            yield block


def _iter_dedents(text: str, containers: Iterable[Container]) -> Iterator[Edit]:
    """The indentation that bodies have for the sake of what is around them is taken out."""
    changes: defaultdict[int, int] = defaultdict(int)
    quotes: dict[int, int] = {}
    for container in containers:
        if container.shift > 0:
            changes[container.body_start] += container.shift
            changes[container.body_end] -= container.shift
            quotes[container.body_start] = container.quotes
    columns = level = 0
    places = sorted(changes)
    for place, after in pairwise((*places, len(text))):
        columns += changes[place]
        level = quotes.get(place, level if columns else 0)
        if columns:
            for found in _match_indentation(level).finditer(text, place, after):
                start, end = found.span(1)
                yield Edit(start, start + _count_characters(text, start, end, columns), "")


@cache
def _match_indentation(quotes: int) -> re.Pattern[str]:
    """The white space behind so many signs of quotes, where anything stands behind it."""
    return re.compile(rf"^(?:[ \t]*>[ ]?){{{min(quotes, _MOST_QUOTES)}}}([ \t]+)(?=\S)", re.MULTILINE)


def _count_characters(text: str, start: int, end: int, columns: int) -> int:
    """How many characters of this white space take up so many columns, or as many as there are."""
    white = text[start : min(end, start + columns)]
    if "\t" not in white:
        return len(white)
    column = 0
    for number, sign in enumerate(white):
        if column >= columns:
            return number
        column = column + STEP - column % STEP if sign == "\t" else column + 1
    return len(white)
