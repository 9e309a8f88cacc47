"""An article as its passes tell it: its blocks in order, each with its sentences, its pass and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from endmark.checks.cuts.rests import ELLIPSES
from endmark.checks.cuts.seam_fix import breaks_off
from endmark.checks.text.continued import drop_continued
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.repair.pieces import (
    Sentence,
    begins_with_title,
    find_bounds,
    get_title_level,
    is_prose,
    is_title,
    iter_block_sentences,
)
from endmark.linting.repair.span_set import SpanSet
from endmark.linting.repair.titles import iter_title_meanings

HEAVY = 40
"""Weight from which a passage that stands twice is no turn of phrase: as `duplicate-paragraph` has it."""

_NO_TITLE = 0


class Addition(Struct, frozen=True):
    """What another part adds behind the sentence of that number, before all of them for -1, and how it is written.

    It comes `instead` of that sentence where it says all of it, and more.
    """

    behind: int
    part: Part
    written: str
    instead: bool = False


class Part(Struct, eq=False):
    """A block of an article, and what becomes of it.

    `number` counts the parts, `telling` the passes: how many seams stand before it. What `is_cut` surely breaks
    off, so that a seam stands behind it, as one does behind a marker. `bounds` are where its
    sentences stand in what a reader sees. `level` is that of a title, 0 for what is none; a paragraph
    that `is_titled` begins with one on a line of its own. `gone` says that
    it is taken out; else its sentences before `first` and from `last` on are, and, unless it is left
    `with_ellipsis`, the one that it begins with. What is `moved` is the `replacement` of an earlier part, or among
    those that are `added` behind one; or its sentences are, as `additions`, and others say the rest. The `lead` of what
    is added is the part before it, which goes with it: alone it would leave it behind what it does not follow.
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
    lead: Part | None = None
    added: list[Part] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
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
    def takes_in(self) -> bool:
        """Whether something that is told further down comes to it."""
        return self.replacement is not None or bool(self.added or self.additions)

    @property
    def keeps_head(self) -> bool:
        """Whether its first sentence stays."""
        return not self.gone and self.first == 0

    @property
    def name(self) -> str:
        """What a title says, but that it goes on with another."""
        content = self.block.text.content
        bare = drop_continued(content)
        return self.said if bare == content else normalize_meaning(bare)

    @property
    def weight(self) -> int:
        """How much it says."""
        return compute_weight(fold(self.block.text.content))

    def drop_ellipsis(self) -> None:
        """What begins with a whole sentence is no rest: the ellipsis before it goes."""
        if self.block.text.content.startswith(ELLIPSES):
            self.with_ellipsis = False

    def divide(self, number: int, bounds: Sequence[tuple[int, int]], meanings: Sequence[str]) -> None:
        """Make several sentences of one, each with its bounds and what it says."""
        sentence, content = self.sentences[number], self.block.text.content
        parted = [
            replace(sentence, content=content[slice(*bound)], said=meaning)
            for bound, meaning in zip(bounds, meanings, strict=True)
        ]
        self.bounds = [*self.bounds[:number], *bounds, *self.bounds[number + 1 :]]
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
            part.bounds = find_bounds(block.text.content)
            part.sentences = list(iter_block_sentences(block, document.source.text))
            _join_brackets(part)
            part.last = len(part.sentences)
            part.said = "".join(sentence.said for sentence in part.sentences)
            part.level = get_title_level(block) if is_title(block) else _NO_TITLE
            part.is_titled = not part.level and begins_with_title(block)
            part.breaks_off = not part.level and breaks_off(block)
            part.is_cut = part.breaks_off and cuts.overlaps(part.sentences[-1].span)
        parts.append(part)
    return parts


def _join_brackets(part: Part) -> None:
    """Let what a sentence puts in brackets behind its full stop be part of it: another one stands behind them."""
    if not any(map(_is_in_brackets, part.sentences[1:])):
        return
    sentences, bounds = [part.sentences[0]], [part.bounds[0]]
    for sentence, bound in zip(part.sentences[1:], part.bounds[1:], strict=True):
        if _is_in_brackets(sentence):
            bounds[-1] = bounds[-1][0], bound[1]
            before = sentences[-1]
            sentences[-1] = Sentence(
                span=Span(before.span.start, sentence.span.end),
                content=part.block.text.content[slice(*bounds[-1])],
                shown=f"{before.shown} {sentence.shown}",
                said=before.said + sentence.said,
                written=before.written + sentence.written,
                markup=(*before.markup, *sentence.markup),
            )
        else:
            sentences.append(sentence)
            bounds.append(bound)
    part.sentences, part.bounds = sentences, bounds


def _is_in_brackets(sentence: Sentence) -> bool:
    return sentence.content[:1] in _BRACKETS and _IN_BRACKETS.fullmatch(sentence.content) is not None


_BRACKETS = frozenset("([（［")
_IN_BRACKETS = re.compile(r"[(（\[［][^()（）\[\]［］]*[^()（）\[\]［］.!?。！？…][)）\]］][.!?。！？]+")


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
            if part.level:
                titles.setdefault(part.said, part.number)  # with the code that stands in it
    titles.pop("", None)
    return titles
