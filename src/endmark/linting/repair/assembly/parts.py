"""An article as its passes tell it: its blocks in order, each with its sentences, its pass and where it stands."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from endmark.checks.cuts.seam_fix import breaks_off
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.blocks import ATOM, Block
from endmark.document.model import Document
from endmark.document.sentences import TERMINALS, iter_sentences
from endmark.linting.repair.pieces import (
    Sentence,
    begins_with_title,
    get_title_level,
    is_prose,
    is_title,
    iter_block_sentences,
)
from endmark.linting.repair.span_set import SpanSet
from endmark.linting.repair.titles import Titles, iter_title_meanings

_NO_TITLE = 0


class Part(Struct, eq=False):
    """A block of an article, and what becomes of it.

    `number` counts the parts, `telling` the passes: how many seams stand before it. What `is_cut` surely breaks
    off, so that a seam stands behind it, as one does behind a marker. `bounds` are where its
    sentences stand in what a reader sees. `level` is that of a title, 0 for what is none; a paragraph
    that `is_titled` begins with one on a line of its own. `gone` says that
    it is taken out; else its sentences before `first` and from `last` on are, and, unless it is left
    `with_ellipsis`, the one that it begins with. What is `moved` is the `replacement` of an earlier part, or among
    those that are `added` behind one.
    """

    number: int
    block: Block
    telling: int
    sentences: Sequence[Sentence] = ()
    bounds: Sequence[tuple[int, int]] = ()
    level: int = _NO_TITLE
    breaks_off: bool = False
    is_cut: bool = False
    is_titled: bool = False
    gone: bool = False
    first: int = 0
    last: int = 0
    with_ellipsis: bool = True
    moved: bool = False
    replacement: Part | None = None
    added: list[Part] = field(default_factory=list)
    said: str = field(default="")

    @property
    def is_marker(self) -> bool:
        """Whether it only parts two passes."""
        return self.block.kind == "marker"

    @property
    def is_text(self) -> bool:
        """Whether it says something in sentences, and is no title."""
        return bool(self.sentences) and not self.level

    @property
    def keeps_head(self) -> bool:
        """Whether its first sentence stays."""
        return not self.gone and self.first == 0

    @property
    def weight(self) -> int:
        """How much it says."""
        return compute_weight(fold(self.block.text.content))

    def split(self, number: int, offset: int, said: str) -> None:
        """Make two sentences of one, from an offset of its text on; `said` is the meaning of the first."""
        sentence, (start, end) = self.sentences[number], self.bounds[number]
        content = self.block.text.content
        offset = _CLOSING.match(content, offset, end).end()  # type: ignore[union-attr]
        resume = _BETWEEN.match(content, offset, end).end()  # type: ignore[union-attr]
        halves = [(start, offset), (resume, end)]
        if not start < offset <= resume < end or _WITHIN_WORD.match(content, resume - 1):
            return
        self.bounds = [*self.bounds[:number], *halves, *self.bounds[number + 1 :]]
        rest = sentence.said.removeprefix(said)  # with the code that stands in it
        meanings = said, rest if len(rest) < len(sentence.said) else normalize_meaning(content[resume:end])
        parted = [
            replace(sentence, content=content[slice(*half)], said=meaning)
            for half, meaning in zip(halves, meanings, strict=True)
        ]
        self.sentences = [*self.sentences[:number], *parted, *self.sentences[number + 1 :]]
        self.said = "".join(sentence.said for sentence in self.sentences)
        self.last = len(self.sentences)


def read_parts(document: Document, cuts: SpanSet) -> list[Part]:
    """The parts of an article, all of them kept; `cuts` are the places where it surely breaks off."""
    parts: list[Part] = []
    telling = 0
    for block in document.blocks:
        telling += block.kind == "marker" or (bool(parts) and parts[-1].is_cut)
        part = Part(len(parts), block, telling)
        if is_prose(block):
            part.sentences = list(iter_block_sentences(block, document.source.text))
            part.bounds = list(iter_sentences(block.text.content, strict=True))
            part.last = len(part.sentences)
            part.said = "".join(sentence.said for sentence in part.sentences)
            part.level = get_title_level(block) if is_title(block) else _NO_TITLE
            part.is_titled = not part.level and begins_with_title(block)
            part.breaks_off = not part.level and breaks_off(block)
            part.is_cut = part.breaks_off and cuts.overlaps(part.sentences[-1].span)
        parts.append(part)
    _part_titles(parts, chain(list_titles(document, parts), _iter_lead_ins(parts)))
    return parts


def list_titles(document: Document, parts: Sequence[Part]) -> dict[str, int]:
    """What titles say, those of the article and of its sections, each with the number of the first part that says it.

    The title of the article stands before all parts. A title may be several sentences.
    """
    titles: dict[str, int] = {}
    front_matter = document.front_matter
    if front_matter and (title := front_matter.get("title")):
        titles.update(dict.fromkeys(iter_title_meanings(title.text), -1))
    for part in parts:
        if part.level or part.is_titled:
            for said in iter_title_meanings(part.block.text.content.partition("\n")[0]):
                titles.setdefault(said, part.number)
    titles.pop("", None)
    return titles


def _iter_lead_ins(parts: Iterable[Part]) -> Iterator[str]:
    """What blocks say last without a full stop: it runs together with what follows as a title does."""
    for part in parts:
        if part.is_text and not part.block.text.content.rstrip().endswith(tuple(TERMINALS)):
            yield part.sentences[-1].said


def _part_titles(parts: Sequence[Part], titles: Iterable[str]) -> None:
    """Let titles be sentences of their own: those on the first line of a paragraph, and those that ran together.

    A sentence begins with a title that ran together with it when the rest of it is told elsewhere.
    """
    known = Titles(titles)
    told = {sentence.said for part in parts if part.is_text for sentence in part.sentences}
    without_code = {
        sentence.said: normalize_meaning(sentence.content)
        for part in parts
        for sentence in part.sentences
        if ATOM in sentence.content
    }
    for part in parts:
        if not part.is_text:
            continue
        if part.is_titled and part.bounds[0][1] > (size := part.block.text.content.index("\n")):
            part.split(0, size, normalize_meaning(part.block.text.content[:size]))
        number = 0
        while number < len(part.sentences):
            said = part.sentences[number].said
            if title := _find_title(said, known, told):
                content = part.sentences[number].content
                size = _measure_title(content, without_code.get(title, title))
                part.split(number, part.bounds[number][0] + size, title)
            number += 1


def _find_title(said: str, titles: Titles, told: Container[str]) -> str | None:
    """The title that a sentence begins with, where the rest is told elsewhere; other titles may stand before that."""
    return next((title for title in titles.iter_beginnings(said) if _is_told(said, len(title), titles, told)), None)


def _is_told(said: str, start: int, titles: Titles, told: Container[str]) -> bool:
    """Whether what is said from an offset on is told elsewhere; a few titles may stand before it."""
    rests = {said[start:]} - {""}
    for _ in range(_MOST_TITLES):
        if any(rest in told for rest in rests):
            return True
        rests = {rest[len(title) :] for rest in rests for title in titles.iter_beginnings(rest)} - {""}
    return False


_MOST_TITLES = 4
"""Titles in a row that run together with a sentence: those of an article, a chapter, a section and its first part."""


def _measure_title(content: str, title: str) -> int:
    """Characters of a text up to the end of a title that it begins with."""
    return next((size for size in range(1, len(content)) if normalize_meaning(content[:size]) == title), 0)


_CLOSING = re.compile(r"[:：;；,，、)）」』”\"*_]*")
"""What a title, or what leads into a list, may end with."""

_WITHIN_WORD = re.compile(r"[A-Za-z0-9]{2}")

_BETWEEN = re.compile(r"[\s#*_>]*")
"""What parts a title from the text that ran together with it."""
