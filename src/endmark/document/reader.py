"""Markdown → document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from heapq import merge
from itertools import chain
from typing import TypeVar

from endmark.document.blocks import Block, Role
from endmark.document.dialect import Dialect
from endmark.document.dialects.preparation import prepare
from endmark.document.embedded_html import find_bare_ends
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.language import find_most_common_language, get_stated_language
from endmark.document.markdown import parse
from endmark.document.model import Comment, Document
from endmark.document.packed_blocks import choose_languages, pack_blocks, select_kinds, set_roles
from endmark.document.parser_text import adapt
from endmark.document.roles import decide_roles
from endmark.document.source import Source
from endmark.document.span import Span

T = TypeVar("T")

_NUL, _INSTEAD = "\0", "\x1a"
"""A NUL is read as the character that ASCII has for this, so that the visible text of a block never holds one.
CommonMark shows U+FFFD, which would look like a letter that was lost: a finding of its own."""

_SHARED_SCRIPTS = frozenset({"Jpan", "Hani", "Latn", "Cyrl", "Zyyy"})
"""Scripts that several languages share, or none: short text in them follows its document."""


def read_document(source: Source, dialect: Dialect = "markdown") -> Document:
    """Parse one article; never fails, whatever the text."""
    front_matter = read_front_matter(source.text, dialect)
    start = front_matter.span.end if front_matter else 0
    text = hide_nuls(source.text)
    prepared = prepare(text, start, dialect)
    parsed = parse(adapt(prepared.text), start, text, prepared.places)
    blocks = parsed.blocks
    code = [block.span for block in select_kinds(blocks, {"code"})] if prepared.blocks or prepared.comments else []
    if prepared.blocks:
        taken_out = _iter_outside(_iter_outside(prepared.blocks, _get_span, code), _get_span, parsed.html)
        blocks = pack_blocks(merge(blocks, taken_out, key=_get_span), text)
    stated = get_stated_language(front_matter)
    language = stated or find_most_common_language((block.language, len(block.text.content)) for block in blocks)
    comments = sorted(
        chain(
            (Comment(span, text[span.start + 4 : span.end - 3]) for span in parsed.comments),
            (
                Comment(span, text[span.start + 3 : span.end - 3])
                for span in _iter_outside(prepared.comments, Span._make, code)
            ),
        ),
        key=lambda comment: comment.span,
    )
    followed = choose_languages(blocks, partial(follow_document, language=language))
    if prepared.roles:
        followed = set_roles(followed, list(_iter_stated_roles(followed, prepared.roles)))
    unseen = (
        prepared.unseen.union(find_bare_ends(select_kinds(blocks, {"html"}), text)) if parsed.html else prepared.unseen
    )
    return Document(
        source=source,
        front_matter=front_matter,
        blocks=decide_roles(followed, text, unseen),
        comments=tuple(comments),
        language=language,
        images=parsed.images,
        dialect=dialect,
        branches=prepared.branches,
        unseen=unseen,
        bounds=prepared.bounds,
        html=parsed.html,
    )


def _iter_stated_roles(blocks: Iterable[Block], stated: Iterable[tuple[Span, Role]]) -> Iterator[Role]:
    """The role of each block that its dialect states for the place where it begins; both are in source order."""
    places = iter(stated)
    place = next(places, None)
    for block in blocks:
        while place is not None and place[0].end <= block.span.start:
            place = next(places, None)
        yield place[1] if place is not None and place[0].start <= block.span.start else block.role


def _get_span(block: Block) -> Span:
    return block.span


def hide_nuls(text: str) -> str:
    """The text as it is read, code point for code point."""
    return text.replace(_NUL, _INSTEAD)


def _iter_outside(things: Iterable[T], get_span: Callable[[T], Span], others: Iterable[Span]) -> Iterator[T]:
    """What overlaps none of the others; all are in source order."""
    ahead = iter(others)
    other = next(ahead, None)
    for thing in things:
        span = get_span(thing)
        while other is not None and other.end <= span.start:
            other = next(ahead, None)
        if other is None or not other.overlaps(span):
            yield thing


def follow_document(own: str, script: str, language: str) -> str:
    """The language of a block: text too short to tell, or in a script that languages share, follows the document."""
    if own == "und" and script in _SHARED_SCRIPTS:
        return language
    return language if script == "Hani" and language == "ja" else own
