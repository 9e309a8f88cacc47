"""Markdown → document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from operator import attrgetter

from endmark.document.blocks import Block, Role
from endmark.document.dialect import Dialect
from endmark.document.dialects.preparation import prepare
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.language import find_most_common_language, get_stated_language
from endmark.document.markdown import parse
from endmark.document.model import Comment, Document
from endmark.document.packed_blocks import choose_languages, pack_blocks, select_kinds, set_roles, weigh_languages
from endmark.document.parser_text import adapt
from endmark.document.roles import decide_roles
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.document.stretches import NONE, Stretches

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
    code = NONE
    if prepared.blocks or prepared.comments:
        code = Stretches(block.span for block in select_kinds(blocks, {"code"}))
    if prepared.blocks:
        untouched: Iterable[Block] = prepared.blocks
        if code or parsed.html:
            untouched = (one for one in prepared.blocks if not code.touch(one.span) and not parsed.html.touch(one.span))
        from heapq import merge  # most articles are Markdown alone

        blocks = pack_blocks(merge(blocks, untouched, key=attrgetter("span")), text)
    stated = get_stated_language(front_matter)
    language = stated or find_most_common_language(weigh_languages(blocks))
    comments = sorted(
        chain(
            (Comment(span, text[span.start + 4 : span.end - 3]) for span in parsed.comments),
            (Comment(span, text[span.start + 3 : span.end - 3]) for span in prepared.comments if not code.touch(span)),
        ),
        key=lambda comment: comment.span,
    )
    followed = choose_languages(blocks, partial(follow_document, language=language))
    if prepared.roles:
        followed = set_roles(followed, list(_iter_stated_roles(followed, prepared.roles)))
    unseen = prepared.unseen
    if parsed.html:
        from endmark.document.embedded_html import find_bare_ends

        unseen = unseen.union(find_bare_ends(select_kinds(blocks, {"html"}), text))
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


def hide_nuls(text: str) -> str:
    """The text as it is read, code point for code point."""
    return text.replace(_NUL, _INSTEAD)


def follow_document(own: str, script: str, language: str) -> str:
    """The language of a block: text too short to tell, or in a script that languages share, follows the document."""
    if own == "und" and script in _SHARED_SCRIPTS:
        return language
    return language if script == "Hani" and language == "ja" else own
