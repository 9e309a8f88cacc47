"""Markdown → document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from heapq import merge
from itertools import chain
from typing import TypeVar

from endmark.document.blocks import Block, Kind, Piece, Text
from endmark.document.dialect import Dialect
from endmark.document.dialects.preparation import prepare
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.language import detect_language, detect_script, find_most_common_language, get_stated_language
from endmark.document.markdown import parse
from endmark.document.model import Comment, Document
from endmark.document.packed_blocks import choose_languages, find_kinds, pack_blocks, select_kinds
from endmark.document.source import Source
from endmark.document.span import Span

T = TypeVar("T")

_INLINE_TAG = re.compile(
    r"</?(?:(a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)\b)?[^<>]*>",
    re.IGNORECASE,
)
"""A tag; the group holds the name of an inline element, which does not part the text around it."""
_VERBATIM_TAG = re.compile(r"<(?:pre|script|style|textarea)\b", re.IGNORECASE)
_NO_TEXT = Text("", ())
_NUL, _INSTEAD = "\0", "\x1a"
"""A NUL is read as the character that ASCII has for this, so that the visible text of a block never holds one.
CommonMark shows U+FFFD, which would look like a letter that was lost: a finding of its own."""

_SHARED_SCRIPTS = frozenset({"Jpan", "Hani", "Latn", "Zyyy"})
"""Scripts that several languages share, or none: short text in them follows its document."""


def read_document(source: Source, dialect: Dialect = "markdown") -> Document:
    """Parse one article; never fails, whatever the text."""
    front_matter = read_front_matter(source.text)
    start = front_matter.span.end if front_matter else 0
    text = hide_nuls(source.text)
    prepared = prepare(text, start, dialect)
    parsed = parse(prepared.text, start, text, prepared.places)
    blocks = parsed.blocks
    if "html" in find_kinds(blocks):
        blocks = pack_blocks((_classify_html(block, text) if block.kind == "html" else block for block in blocks), text)
    code = [block.span for block in select_kinds(blocks, {"code"})] if prepared.blocks or prepared.comments else []
    if taken_out := _keep_outside_code(prepared.blocks, _get_span, code):
        blocks = pack_blocks(merge(blocks, taken_out, key=lambda block: block.span), text)
    stated = get_stated_language(front_matter)
    language = stated or find_most_common_language((block.language, len(block.text.content)) for block in blocks)
    comments = sorted(
        chain(
            (Comment(span, text[span.start + 4 : span.end - 3]) for span in parsed.comments),
            (
                Comment(span, text[span.start + 3 : span.end - 3])
                for span in _keep_outside_code(prepared.comments, Span._make, code)
            ),
            chain.from_iterable(_iter_comments(block.span, text) for block in select_kinds(blocks, _HTML)),
        ),
        key=lambda comment: comment.span,
    )
    return Document(
        source=source,
        front_matter=front_matter,
        blocks=choose_languages(blocks, partial(follow_document, language=language)),
        comments=tuple(comments),
        language=language,
        images=parsed.images,
        dialect=dialect,
        branches=prepared.branches,
    )


def _get_span(block: Block) -> Span:
    return block.span


def hide_nuls(text: str) -> str:
    """The text as it is read, code point for code point."""
    return text.replace(_NUL, _INSTEAD)


_HTML: frozenset[Kind] = frozenset({"html", "comment"})


def _classify_html(block: Block, text: str) -> Block:
    """What an HTML block is: code, a comment, or text between tags."""
    html = text[block.span.start : block.span.end]
    if _VERBATIM_TAG.match(html):
        return block._replace(kind="code")
    html = _blank_comments(html)
    if html.isspace():
        return block._replace(kind="comment")
    visible = _read_between_tags(html, block.span.start)
    script = detect_script(visible.content)
    return block._replace(text=visible, script=script, language=detect_language(visible.content, script))


def _blank_comments(html: str) -> str:
    """The same text with each comment blanked out; one that is never closed reaches to the end."""
    parts = []
    position = 0
    while (opened := html.find("<!--", position)) >= 0:
        closed = html.find("-->", opened + 4)
        end = len(html) if closed < 0 else closed + 3
        parts += [html[position:opened], " " * (end - opened)]
        position = end
    return "".join([*parts, html[position:]])


def _read_between_tags(html: str, offset: int) -> Text:
    """What a reader sees of an HTML block; a block-level tag parts paragraphs."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = position = 0
    for tag in chain(_INLINE_TAG.finditer(html), (None,)):
        end = tag.start() if tag else len(html)
        for content, start, stop in (
            (html[position:end], position, end),
            (_replace_tag(tag), end, tag.end() if tag else end),
        ):
            if content and (content.strip() or (parts and parts[-1] != "\n\n")):
                pieces.append(Piece(length, Span(offset + start, offset + stop)))
                parts.append(content)
                length += len(content)
        position = tag.end() if tag else end
    return Text("".join(parts), tuple(pieces))


def _replace_tag(tag: re.Match[str] | None) -> str:
    """What stands in the visible text where a tag was."""
    if tag is None or tag[1]:
        return ""
    return "\n" if tag[0][:3].lower() == "<br" else "\n\n"


def _iter_comments(span: Span, text: str) -> Iterator[Comment]:
    start = span.start
    while (opened := text.find("<!--", start, span.end)) >= 0:
        closed = text.find("-->", opened + 4, span.end)
        if closed < 0:
            return
        start = closed + 3
        yield Comment(Span(opened, start), text[opened + 4 : closed])


def _keep_outside_code(things: Iterable[T], get_span: Callable[[T], Span], code: Iterable[Span]) -> list[T]:
    """What no code block holds; both are in source order."""
    kept = []
    blocks = iter(code)
    block = next(blocks, None)
    for thing in things:
        span = get_span(thing)
        while block is not None and block.end <= span.start:
            block = next(blocks, None)
        if block is None or not block.overlaps(span):
            kept.append(thing)
    return kept


def follow_document(own: str, script: str, language: str) -> str:
    """The language of a block: text too short to tell, or in a script that languages share, follows the document."""
    if own == "und" and script in _SHARED_SCRIPTS:
        return language
    return language if script == "Hani" and language == "ja" else own
