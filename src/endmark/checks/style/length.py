"""Headings, sentences and other pieces of text that are too long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.patterns.passages import iter_field_passages
from endmark.document.blocks import ATOM, PROSE
from endmark.document.language import detect_script
from endmark.document.model import Document
from endmark.document.scripts import SCRIPTS_IN_CHARACTERS
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.phrase import phrase
from endmark.violation import Match, Reason, Value, make_reason

KIND: CheckKind = "style"
VALUES = frozenset({"piece", "count", "most", "unit"})

MeasuredKind: TypeAlias = Literal["heading", "sentence", "paragraph", "list-item", "title"]

_PIECE_NAMES: dict[MeasuredKind, Reason] = {
    "heading": make_reason("length.heading"),
    "sentence": make_reason("length.sentence"),
    "paragraph": make_reason("length.paragraph"),
    "list-item": make_reason("length.list-item"),
    "title": make_reason("length.title"),
}
_TITLE_FIELDS = ("title",)


class Options(Struct, frozen=True):
    """What is measured, and how long it may be.

    `of` names what is measured; a `sentence` is one of a paragraph, list item,
    quotation or footnote, a `title` the field of the front matter. `words` is the
    most words it may have. `characters` is the most characters, with single blanks
    between words. Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer text is
    never counted in words: where both are given, it alone is counted in
    characters, and all other text in words.
    """

    of: MeasuredKind
    words: Annotated[int, Meta(ge=1)] | None = None
    characters: Annotated[int, Meta(ge=1)] | None = None

    def __post_init__(self) -> None:
        if self.words is None and self.characters is None:
            raise ValueError(phrase("say how long it may be: give `words`, `characters`, or both."))


class _MeasuredText(Struct, frozen=True):
    """A piece of text, where it stands, and its script."""

    text: str
    span: Span
    script: str


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each piece that is longer than it may be."""
    for piece in _iter_measured(document, options.of, scope):
        unspaced = piece.script in SCRIPTS_IN_CHARACTERS
        if options.words is not None and not unspaced:
            count, most, unit = _count_words(piece.text), options.words, make_reason("length.words")
        elif options.characters is not None:
            count, most = _count_characters(piece.text, unspaced=unspaced), options.characters
            unit = make_reason("length.characters")
        else:
            continue
        if count > most:
            values: dict[str, Value] = {"piece": _PIECE_NAMES[options.of], "count": count, "most": most, "unit": unit}
            yield Match(piece.span, values)


def _iter_measured(document: Document, of: MeasuredKind, scope: Scope) -> Iterator[_MeasuredText]:
    if of == "title":
        for passage in iter_field_passages(document, _TITLE_FIELDS, scope):
            text = passage.content
            if passage.text and text:
                yield _MeasuredText(text, passage.text.map_span(0, len(text)), detect_script(text))
        return
    for block in document.blocks:
        text = block.text.content
        if not text or block not in scope:
            continue
        if of == block.kind:
            yield _MeasuredText(text, block.span, block.script)
        elif of == "sentence" and block.kind in PROSE and block.kind != "heading":
            for start, end in iter_sentences(text):
                yield _MeasuredText(text[start:end], block.text.map_span(start, end), block.script)


def _count_words(text: str) -> int:
    """White space parts words. A dash by itself is none; inline code is one."""
    return sum(ATOM in word or any(map(str.isalnum, word)) for word in text.split())


def _count_characters(text: str, *, unspaced: bool) -> int:
    return len(("" if unspaced else " ").join(text.split()))
