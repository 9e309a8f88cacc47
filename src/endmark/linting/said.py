"""What an article says, sentence by sentence, folded: to see what a repair took out, and where it still stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from endmark.checks.folding import fold
from endmark.checks.restated import restated, sentences_of
from endmark.document.blocks import PROSE
from endmark.document.model import Document
from endmark.document.sentences import sentences
from endmark.document.span import Span
from endmark.linting.places import Places


class Removed(NamedTuple):
    """A sentence that a repair took out.

    `line` is the one on which the same is still said, in the repaired text.
    `instead` is the sentence that stands for it there, empty when that says the
    very same, and perhaps more.
    """

    text: str
    line: int
    instead: str = ""


class Said:
    """What the blocks of a document say.

    A sentence may go from one block to the next: a whole article run together
    in one line has its headings in its sentences.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = [block for block in document.blocks if block.text.content]
        folded = [fold(block.text.content) for block in self._blocks]
        self._whole = "".join(folded)
        self._ends = list(accumulate(map(len, folded)))

    def holds(self, folded: str) -> bool:
        """Whether this is said, alone or among more."""
        return folded in self._known or folded in self._whole

    def holds_source(self, folded: str) -> bool:
        """Whether something stands in the author's Markdown, inline code included."""
        return folded in self._written

    def nearly(self, folded: str) -> int | None:
        """The number of the sentence that says nearly the same, None without one."""
        return restated(folded, [said for said, _, _ in self._sentences])

    def still(self, texts: Iterable[str]) -> Iterator[Removed]:
        """Where the sentences that were taken out of the document are still said."""
        for text in texts:
            folded = fold(text)
            place = self._whole.find(folded)
            if place >= 0:
                yield Removed(text, self._line(min(bisect_right(self._ends, place), len(self._blocks) - 1)))
            elif (best := self.nearly(folded)) is not None:
                _, instead, index = self._sentences[best]
                yield Removed(text, self._line(index), instead)

    def _line(self, index: int) -> int:
        return self._document.source.position(self._blocks[index].span.start).line

    @cached_property
    def _sentences(self) -> list[tuple[str, str, int]]:
        return [(fold(text), text, index) for index, block in enumerate(self._blocks) for text in sentences_of(block)]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(folded for folded, _, _ in self._sentences)

    @cached_property
    def _written(self) -> str:
        return fold(self._document.source.text)


def spoken(document: Document) -> Iterator[tuple[str, Span]]:
    """The sentences of a document, each with its place in the source."""
    for block in document.blocks:
        if block.kind in PROSE and block.text.content:
            for start, end in sentences(block.text.content):
                yield block.text.content[start:end], block.text.source_span(start, end)


def spoken_in(spans: Iterable[Span], document: Document) -> list[tuple[str, Span]]:
    """Of these sentences those that share something with one of the spans."""
    places = Places(span for span in spans if span.end > span.start)
    return [(text, place) for text, place in spoken(document) if places.meet(place) and fold(text)]
