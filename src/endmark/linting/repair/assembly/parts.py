"""An article as its passes tell it: its blocks in order, each with its sentences, its pass and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from endmark.checks.cuts.seam_fix import breaks_off
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.sentences import iter_sentences
from endmark.linting.repair.pieces import Sentence, get_title_level, is_prose, is_title, iter_block_sentences

_NO_TITLE = 0


@dataclass(eq=False)
class Part:
    """A block of an article, and what becomes of it.

    `number` counts the parts, `telling` the passes: how many markers stand before it. `bounds` are where its
    sentences stand in what a reader sees. `level` is that of a title, 0 for what is none; a paragraph
    that `is_titled` begins with one on a line of its own. `gone` says that
    it is taken out; else its sentences before `first` and from `last` on are.
    """

    number: int
    block: Block
    telling: int
    sentences: Sequence[Sentence] = ()
    bounds: Sequence[tuple[int, int]] = ()
    level: int = _NO_TITLE
    breaks_off: bool = False
    is_titled: bool = False
    gone: bool = False
    first: int = 0
    last: int = 0
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
    def is_touched(self) -> bool:
        """Whether something of it is taken out."""
        return self.gone or self.first > 0 or self.last < len(self.sentences)

    @property
    def weight(self) -> int:
        """How much it says."""
        return compute_weight(fold(self.block.text.content))

    def iter_kept(self) -> Iterator[Sentence]:
        """The sentences that stay."""
        if not self.gone:
            yield from self.sentences[self.first : self.last]


def read_parts(document: Document) -> list[Part]:
    """The parts of an article, all of them kept."""
    parts: list[Part] = []
    telling = 0
    for block in document.blocks:
        telling += block.kind == "marker"
        part = Part(len(parts), block, telling)
        if is_prose(block):
            part.sentences = list(iter_block_sentences(block, document.source.text))
            part.bounds = list(iter_sentences(block.text.content, strict=True))
            part.last = len(part.sentences)
            part.said = "".join(sentence.said for sentence in part.sentences)
            part.level = get_title_level(block) if is_title(block) else _NO_TITLE
            part.is_titled = not part.level and _begins_with_title(block)
            part.breaks_off = not part.level and breaks_off(block)
        parts.append(part)
    return parts


def _begins_with_title(block: Block) -> bool:
    first, _, others = block.text.content.partition("\n")
    return bool(others) and any(
        mark.kind == "Strong" and (mark.start, mark.end) == (0, len(first)) for mark in block.marks
    )
