"""An article in pieces, each with what it says: sentences with their markup, and what is no prose."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from endmark.checks.text.meaning import join_meanings, normalize_meaning, split_at_atoms
from endmark.checks.text.title_level import is_in_bold
from endmark.document.blocks import ATOM, PROSE, Block, Piece, Text
from endmark.document.model import Document
from endmark.document.remembering import remember_within
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.linting.repair.span_set import SpanSet

_WORDLESS = frozenset({"marker", "thematic-break"})
"""Kinds of blocks that say nothing."""

_EMPHASIS = "*_~"
_TYPOGRAPHY = re.compile(r"[-*+>#_~=|\\\[\]!]*|\d{1,9}[.)]")
"""Signs of emphasis, headings, quotations and lists, and the first half of a link: they are how a text is set."""

_LINE_BREAK = re.compile(r"</?br\s*/?>", re.IGNORECASE)
"""A tag that says no more than white space does."""

_WHITE_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()（）\[\]「」、。]+")


class Sentence(Struct, frozen=True):
    """A sentence with its place.

    `content` is what a reader sees, `shown` the same with inline code and images
    as they are written; `said` is its meaning, `written` that with all markup.
    `markup` are links, tags, comments, code and the like, in it or behind it.
    """

    span: Span
    content: str
    shown: str
    said: str
    written: str
    markup: tuple[str, ...]


class Solid(Struct, frozen=True):
    """What is no prose and counts to the letter: code, a table, a comment; or a line between blocks: a definition.

    `kind` is that of its block, empty between blocks.
    """

    span: Span
    kind: str
    text: str


class _Stretch(Struct, frozen=True):
    """A part of a block, from an offset of its text on; `shown` says whether a reader sees it."""

    place: int
    text: str
    shown: bool = True
    is_markup: bool = False


def iter_document_sentences(document: Document, places: SpanSet | None = None) -> Iterator[Sentence]:
    """The sentences of a document, or those that share something with one of the places."""
    for block in document.blocks:
        if is_prose(block) and (places is None or places.overlaps(block.span)):
            for sentence in iter_block_sentences(block, document.source.text):
                if places is None or places.overlaps(sentence.span):
                    yield sentence


def iter_document_solids(document: Document, places: SpanSet | None = None) -> Iterator[Solid]:
    """What is no sentence in a document, or what of it shares something with one of the places."""
    text = document.source.text
    end = document.front_matter.span.end if document.front_matter else 0
    for block in document.blocks:
        yield from _iter_lines(text, Span(end, block.span.start), places)
        if block.kind not in _WORDLESS and not is_prose(block) and (places is None or places.overlaps(block.span)):
            yield Solid(block.span, block.kind, " ".join(text[block.span.start : block.span.end].split()))
        end = max(end, block.span.end)
    yield from _iter_lines(text, Span(end, len(text)), places)


def is_prose(block: Block) -> bool:
    """Whether a block says something in sentences."""
    return block.kind in PROSE and bool(block.text.content)


def is_title(block: Block) -> bool:
    """Whether a block names what stands below it: a heading, or words in bold by themselves, a question among them."""
    return block.kind == "heading" or (block.kind == "paragraph" and (block.role == "label" or _asks_in_bold(block)))


def _asks_in_bold(block: Block) -> bool:
    content = block.text.content
    return content.endswith(("?", "？")) and "\n" not in content and is_in_bold(block)


def begins_with_title(block: Block) -> bool:
    """Whether the first line of a paragraph is a title: words in bold, and the text goes on in the next."""
    first, _, others = block.text.content.partition("\n")
    return bool(others) and any(
        mark.kind == "Strong" and (mark.start, mark.end) == (0, len(first)) for mark in block.marks
    )


def get_title_end(block: Block) -> int:
    """Where the first line of a paragraph ends in the source."""
    size = block.text.content.index("\n")
    return block.text.map_span(size - 1, size).end


LABEL_LEVEL = 7
"""That of a title in bold: it stands below all headings."""


def get_title_level(title: Block) -> int:
    """The level of a title, from 1; those of higher numbers stand below it."""
    return title.level if title.kind == "heading" else LABEL_LEVEL


def _find_addresses(content: str) -> tuple[str, ...]:
    """The addresses a reader sees: in them every sign counts."""
    return tuple(_ADDRESS.findall(content)) if "www" in content or "://" in content else ()


def normalize_block(block: Block, document: Document, *, written: bool) -> str:
    """The meaning of a block, inline code included; `written`: and all its markup."""
    source, (start, end) = document.source.text, block.span
    if end - start > _LONGEST_REMEMBERED:
        return _normalize(block.text, source, block.span, written=written)
    (meaning,) = _remember_meaning(source[start:end], block.text.content, _lay_out(block), written)
    return meaning


@remember_within(1_000_000)
def _remember_meaning(source: str, content: str, layout: _Layout, written: bool) -> Sequence[str]:
    return (_normalize(_make_text(content, layout), source, Span(0, len(source)), written=written),)


def _normalize(text: Text, source: str, whole: Span, *, written: bool) -> str:
    stretches = _iter_stretches(text, source, whole)
    return join_meanings((stretch.text, stretch.is_markup) for stretch in stretches if written or stretch.shown)


def iter_block_sentences(block: Block, source: str) -> Iterator[Sentence]:
    """The sentences of a block of prose, in their order."""
    start, end = block.span
    if end - start > _LONGEST_REMEMBERED:
        yield from _iter_sentences(block.text, source, block.span)
        return
    yield from _place_sentences(source[start:end], block.text.content, _lay_out(block), start)


def _lay_out(block: Block) -> _Layout:
    start = block.span.start
    return tuple([(first, place - start, last - start) for first, (place, last) in block.text.pieces])


def _make_text(content: str, layout: _Layout) -> Text:
    return Text(content, [Piece(first, Span(place, last)) for first, place, last in layout])


def find_bounds(content: str) -> Sequence[tuple[int, int]]:
    """Where the sentences stand in what a reader sees of a block."""
    if len(content) > _LONGEST_REMEMBERED:
        return list(iter_sentences(content, strict=True))
    return _remember_bounds(content)


@remember_within(1_000_000)
def _remember_bounds(content: str) -> Sequence[tuple[int, int]]:
    return list(iter_sentences(content, strict=True))


_LONGEST_REMEMBERED = 20_000
"""Characters of a block from which its sentences need not all be there at once."""


_Layout: TypeAlias = tuple[tuple[int, int, int], ...]
"""Of each piece of the text of a block, where it begins in that text, and where it stands in the block."""


# While an article is repaired its sentences are asked for some twenty times, and nearly all stay what they are; most
# stay where they are, too.
@remember_within(1_000_000)
def _place_sentences(source: str, content: str, layout: _Layout, start: int) -> Sequence[Sentence]:
    """The sentences of a block that is written so and begins at an offset."""
    return [
        Sentence(
            Span(start + first, start + last),
            sentence.content,
            sentence.shown,
            sentence.said,
            sentence.written,
            sentence.markup,
        )
        for sentence in _read_sentences(source, content, layout)
        for first, last in (sentence.span,)
    ]


@remember_within(3_000_000)
def _read_sentences(source: str, content: str, layout: _Layout) -> Sequence[Sentence]:
    """The sentences of a block that is written so; their places are those in the block."""
    return list(_iter_sentences(_make_text(content, layout), source, Span(0, len(source))))


def _iter_sentences(text: Text, source: str, whole: Span) -> Iterator[Sentence]:
    """The sentences of a text that takes all of a part of the source."""
    bounds = find_bounds(text.content)
    starts = [start for start, _ in bounds]
    stretches = list(_iter_stretches(text, source, whole))
    if not any(stretch.is_markup for stretch in stretches):
        for start, end in bounds:
            content = text.content[start:end]
            said = normalize_meaning(content)
            yield Sentence(text.map_span(start, end), content, content, said, said, _find_addresses(content))
        return
    parts: list[list[_Stretch]] = [[] for _ in bounds]
    for stretch in stretches:
        if stretch.is_markup:
            # What stands where two sentences meet belongs to the first.
            before = bisect_right(starts, stretch.place) if stretch.shown else bisect_left(starts, stretch.place)
            parts[max(0, before - 1)].append(stretch)
            continue
        stop = stretch.place + len(stretch.text)
        for number in range(bisect_right(starts, stretch.place) - 1, bisect_left(starts, stop)):
            start = max(starts[number], stretch.place)
            end = min(bounds[number][1], stop)
            parts[number].append(_Stretch(start, text.content[start:end]))
    ends = [*(text.map_span(start, start + 1).start for start in starts[1:]), whole.end]
    first = whole.start
    for (start, end), last, inside in zip(bounds, ends, parts, strict=True):
        said, written = (
            join_meanings((part.text, part.is_markup) for part in inside if part.shown or with_all)
            for with_all in (False, True)
        )
        content = text.content[start:end]
        shown = "".join(part.text for part in inside if part.shown)
        markup = (*(part.text for part in inside if part.is_markup), *_find_addresses(content))
        yield Sentence(Span(first, last), content, shown, said, written, markup)
        first = last


def _iter_stretches(text: Text, source: str, whole: Span) -> Iterator[_Stretch]:
    """What a part of the source is made of, in order: visible text, atoms, and between them what is no typography."""
    content, pieces = text
    end = whole.start
    for number, piece in enumerate(pieces):
        if gap := strip_markup(source[end : piece.span.start]):
            yield _Stretch(piece.start, gap, shown=False, is_markup=True)
        stop = pieces[number + 1].start if number + 1 < len(pieces) else len(content)
        written, visible = source[piece.span.start : piece.span.end], content[piece.start : stop]
        for place, part, seen in split_at_atoms(written, visible):
            if ATOM in seen:
                yield _Stretch(piece.start + place, part, is_markup=True)
            elif part.startswith("<") and seen.isspace() and not _LINE_BREAK.fullmatch(part):
                yield _Stretch(piece.start + place, seen)
                yield _Stretch(piece.start + place, strip_markup(part), shown=False, is_markup=True)
            elif part == seen or len(part) != len(seen):
                yield _Stretch(piece.start + place, seen)
            else:
                yield from _iter_covered(part, seen, piece.start + place)
        end = piece.span.end
    if gap := strip_markup(source[end : whole.end]):
        yield _Stretch(len(content), gap, shown=False, is_markup=True)


def _iter_covered(written: str, visible: str, place: int) -> Iterator[_Stretch]:
    """Visible text in which blanks stand for what another program reads: MDX, attribute lists, templates."""
    end = 0
    for blank in _WHITE_SPACE.finditer(visible):
        if hidden := strip_markup(written[blank.start() : blank.end()]):
            yield _Stretch(place + end, visible[end : blank.end()])
            yield _Stretch(place + blank.end(), hidden, shown=False, is_markup=True)
            end = blank.end()
    if end < len(visible):
        yield _Stretch(place + end, visible[end:])


def _iter_lines(text: str, span: Span, places: SpanSet | None) -> Iterator[Solid]:
    """The lines between two blocks on which more stands than the signs of a list or a quotation."""
    if span.start >= span.end or (places is not None and not places.overlaps(span)):
        return
    start = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        place = Span(start, start + len(line))
        if (places is None or places.overlaps(place)) and (written := strip_markup(line)):
            yield Solid(place, "", written)
        start = place.end


def strip_markup(markup: str) -> str:
    """Markup without white space, and without what is mere typography; a tag or a comment is kept to the letter."""
    tokens = markup.split()
    if "<" not in markup and "{" not in markup:
        tokens = [token.strip(_EMPHASIS) for token in tokens if not _TYPOGRAPHY.fullmatch(token)]
    return "".join(tokens)
