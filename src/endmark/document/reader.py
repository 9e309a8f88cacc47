"""Markdown → document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from heapq import merge
from itertools import chain

from endmark.document.blocks import Block, Text
from endmark.document.dialect import Dialect
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.language import find_most_common_language, get_stated_language
from endmark.document.markdown import parse
from endmark.document.model import Comment, Document
from endmark.document.packed_blocks import choose_languages, find_kinds, pack_blocks, select_kinds
from endmark.document.parser_text import adapt
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.document.stretches import NONE
from endmark.document.templating import cover

_NO_TEXT = Text("", ())
_NUL, _INSTEAD = "\0", "\x1a"
"""A NUL is read as the character that ASCII has for this, so that the visible text of a block never holds one.
CommonMark shows U+FFFD, which would look like a letter that was lost: a finding of its own."""

_SHARED_SCRIPTS = frozenset({"Jpan", "Hani", "Latn", "Zyyy"})
"""Scripts that several languages share, or none: short text in them follows its document."""


def read_document(source: Source, dialect: Dialect = "markdown") -> Document:
    """Parse one article; never fails, whatever the text."""
    front_matter = read_front_matter(source.text, dialect)
    start = front_matter.span.end if front_matter else 0
    text = hide_nuls(source.text)
    covered = cover(text, start)
    parsed = parse(adapt(covered.text, dialect), start)
    blocks = parsed.blocks
    comments, images, html = parsed.comments, parsed.images, NONE
    if "html" in find_kinds(blocks):
        from endmark.document.embedded_html import EmbeddedHtml

        embedded = EmbeddedHtml(covered.text, select_kinds(blocks, {"html"}))
        blocks = pack_blocks(embedded.replace(blocks, parsed.html_kinds), text)
        comments, images, html = [*comments, *embedded.comments], images + embedded.images, embedded.stretches
    code = [block.span for block in select_kinds(blocks, {"code"})] if covered.lines or covered.comments else []
    if lines := _keep_outside(_keep_outside(covered.lines, code), html):
        directives = (Block("directive", span, _NO_TEXT) for span in lines)
        blocks = pack_blocks(merge(blocks, directives, key=lambda block: block.span), text)
    stated = get_stated_language(front_matter)
    language = stated or find_most_common_language((block.language, len(block.text.content)) for block in blocks)
    everything = sorted(
        chain(
            (Comment(span, text[span.start + 4 : span.end - 3]) for span in comments),
            (Comment(span, text[span.start + 3 : span.end - 3]) for span in _keep_outside(covered.comments, code)),
        ),
        key=lambda comment: comment.span,
    )
    return Document(
        source=source,
        front_matter=front_matter,
        blocks=choose_languages(blocks, partial(follow_document, language=language)),
        comments=tuple(everything),
        language=language,
        images=images,
        dialect=dialect,
        html=html,
    )


def hide_nuls(text: str) -> str:
    """The text as it is read, code point for code point."""
    return text.replace(_NUL, _INSTEAD)


def _keep_outside(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The spans that none of the others overlaps; all are in source order."""
    kept = []
    ahead = iter(others)
    other = next(ahead, None)
    for span in spans:
        while other is not None and other.end <= span.start:
            other = next(ahead, None)
        if other is None or not other.overlaps(span):
            kept.append(span)
    return kept


def follow_document(own: str, script: str, language: str) -> str:
    """The language of a block: text too short to tell, or in a script that languages share, follows the document."""
    if own == "und" and script in _SHARED_SCRIPTS:
        return language
    return language if script == "Hani" and language == "ja" else own
