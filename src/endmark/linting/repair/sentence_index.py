"""What an article says, sentence by sentence: to see what a repair took out, and where it still stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import accumulate, chain, groupby, islice, pairwise

from msgspec import Struct

from endmark.checks.cuts.endings import classify_ending
from endmark.checks.repetition.restatement import Wordings
from endmark.checks.text.abridgement import abridges
from endmark.checks.text.continued import drop_continued
from endmark.checks.text.difference import find_difference, iter_without_opening
from endmark.checks.text.extension import extends
from endmark.checks.text.meaning import join_apart, normalize_meaning
from endmark.checks.text.meaning_index import MeaningIndex
from endmark.checks.text.rearrangement import read_words, rearranges
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.linting.repair.conjunctions import measure_conjunction
from endmark.linting.repair.pieces import (
    Sentence,
    Solid,
    is_prose,
    is_title,
    iter_document_sentences,
    iter_document_solids,
    normalize_block,
)
from endmark.linting.repair.stubs import ends_in_stub
from endmark.linting.repair.titles import Titles, iter_title_meanings


class RemovedSentence(Struct, frozen=True):
    """A sentence that a repair took out.

    `line` is the one on which the same is still said, in the repaired text.
    `instead` is the sentence that stands for it there, empty when that says the
    very same, and perhaps more.
    """

    text: str
    line: int
    instead: str = ""


class SentenceIndex:
    """What an article says. A sentence may go on in the next block: headings run together with text do."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def find_lost(self, piece: Sentence | Solid) -> str | None:
        """What of a piece of another text does not stand in this one; None where nothing is missing.

        A sentence may be said in nearly the same words, but with the same
        markup; all else stands to the letter.
        """
        if isinstance(piece, Solid):
            return None if (piece.kind, piece.text) in self._solids else piece.text
        if not (piece.said in self._said or self._whole.contains(piece.said) or self._is_said_below_title(piece.said)):
            if not (
                self._is_said_in_pieces(piece.said)
                or self._is_said_after_opening(piece)
                or self._goes_on_with_title(piece)
                or self._is_extended(piece)
                or self._is_abridgement(piece)
                or self._wordings.find_nearest(piece.said, piece.content) is not None
                or self._titled.find_nearest(piece.said, piece.content) is not None
                or self._is_rearranged(piece)
            ):
                return piece.shown
        elif piece.markup and not (
            piece.written in self._written
            or self._whole_written.contains(piece.written)
            or self._is_said_in_pieces(piece.said)
        ):
            return next(self.iter_lost_markup(piece), piece.markup[0])
        return next(self.iter_lost_markup(piece), None)

    def iter_lost_markup(self, piece: Sentence) -> Iterator[str]:
        """What is no text in a sentence, and stands nowhere."""
        return (part for part in piece.markup if part not in self._markup)

    def takes_up(self, broken: Sentence) -> bool:
        """Whether a sentence begins as a broken one, but for a word or two at its end that say nothing.

        What it says behind a conjunction may stand anywhere.
        """
        said, size = broken.said, measure_conjunction(broken.content)
        if size and self._whole.contains(normalize_meaning(broken.content[size:])):
            return True
        index = bisect_left(self._in_order, said)
        return any(
            other.startswith(said) or ends_in_stub(said, other)
            for other in self._in_order[max(0, index - 1) : index + 1]
        )

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._said)

    def _is_said_below_title(self, said: str) -> bool:
        """Whether a title ran together with a sentence, and both are said."""
        return any(end == len(said) or self._whole.contains(said[end:]) for end in self._titles.iter_ends(said))

    def _is_said_in_pieces(self, said: str) -> bool:
        """Whether several sentences or titles ran together without a full stop, and all of them are said."""
        reached, seen = [0], {0}
        while reached and len(seen) <= _MOST_PIECES:
            start = reached.pop()
            for end in self._pieces.iter_ends(said, start):
                if end == len(said):
                    return True
                if end not in seen and not (said[end - 1].isdecimal() and said[end].isdecimal()):
                    seen.add(end)
                    reached.append(end)
        return False

    def _is_said_after_opening(self, piece: Sentence) -> bool:
        """Whether a short sentence is said without a few words that it begins with, and they decide nothing."""
        for said in iter_without_opening(piece.said):
            if (start := self._first_starts.get(said)) is not None:
                content = next(one.content for one in self._sentences if one.span.start == start)
                return not (find_difference(piece.content, content) or find_difference(content, piece.content))
        return False

    def _goes_on_with_title(self, piece: Sentence) -> bool:
        """Whether a title only says besides what another one says that it goes on with that."""
        bare = drop_continued(piece.content)
        return bare != piece.content and normalize_meaning(bare) in self._said

    def _is_extended(self, piece: Sentence) -> bool:
        """Whether a sentence says this one, and goes on."""
        index = bisect_right(self._in_order, piece.said)
        said = self._in_order[index : index + 1]
        return (
            bool(said)
            and said[0].startswith(piece.said)
            and any(extends(other.content, piece.content) for other in self._sentences if other.said == said[0])
        )

    def _is_abridgement(self, piece: Sentence) -> bool:
        """Whether a sentence that begins or ends with the same words has all of this one in their order."""
        size = min(len(piece.said), _LEAST_SHARED)
        start, end = piece.said[:size], piece.said[: -size - 1 : -1]
        ending = _iter_from(self._backwards, end)
        said = {*_iter_from(self._in_order, start), *(other[::-1] for other in ending)}
        return any(abridges(piece.content, other.content) for other in self._sentences if other.said in said)

    def _is_rearranged(self, piece: Sentence) -> bool:
        """Whether a sentence, or two that follow each other in a block, have all words of this one in another order."""
        if len(self._sentences) > _MOST_SENTENCES:
            return False
        keys = nlargest(_KEYS, {*read_words(piece.content)}, key=lambda word: (len(word), word))
        for number, block in enumerate(self._blocks):
            content = block.text.content
            if all(key in content for key in keys):
                rows = [one.content for one in self._iter_block(number)]
                pairs = (f"{one} {other}" for one, other in pairwise(rows))
                if any(rearranges(piece.content, one, content) for one in chain(rows, pairs)):
                    return True
        return False

    def _iter_block(self, number: int) -> Iterator[Sentence]:
        """The sentences of the block of a number."""
        start, end = (bisect_left(self._sentences, offset, key=_get_start) for offset in self._blocks[number].span)
        return islice(self._sentences, start, end)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(said[::-1] for said in self._said)

    @cached_property
    def _pieces(self) -> Titles:
        whole = (said for said in (*self._said, *self._meanings) if said not in self._halves)
        return Titles(said for said in whole if len(said) >= _LEAST_PIECE or not said.isascii())

    @cached_property
    def _halves(self) -> frozenset[str]:
        """What those sentences say that break off at the end of a paragraph, and need their rest right behind them."""
        halves = set()
        for number, sentences in groupby(self._sentences, key=self._number_block):
            *before, last = sentences
            language = self._blocks[number].language
            if before and classify_ending(last.content, {}, language).manner != "whole":
                halves.add(last.said)
        return frozenset(halves)

    def _number_block(self, sentence: Sentence) -> int:
        return bisect_right(self._blocks, sentence.span.start, key=_get_start) - 1

    @cached_property
    def _titles(self) -> Titles:
        """What titles say: that of the article and those of its sections."""
        front_matter = self._document.front_matter
        title = front_matter.get("title") if front_matter else None
        found = [block.text.content for block in self._blocks if is_title(block)]
        return Titles(chain.from_iterable(map(iter_title_meanings, (*found, title.text if title else ""))))

    def iter_still_said(self, sentences: Iterable[Sentence]) -> Iterator[RemovedSentence]:
        """Where sentences that were taken out of the document are still said."""
        for sentence in sentences:
            if (block := self._find_block(sentence.said)) is not None:
                yield RemovedSentence(sentence.content, self._find_line(block.span))
            elif (best := self._wordings.find_nearest(sentence.said, sentence.content)) is not None:
                instead = self._sentences[best]
                yield RemovedSentence(sentence.content, self._find_line(instead.span), instead.content)

    def _find_block(self, said: str) -> Block | None:
        """The first block that holds this as a sentence, or else says it anyhow."""
        if (start := self._first_starts.get(said)) is not None:
            return self._blocks[bisect_right(self._blocks, start, key=_get_start) - 1]
        place = self._whole.find(said)
        return None if place < 0 else self._blocks[min(bisect_right(self._ends, place), len(self._blocks) - 1)]

    def _find_line(self, span: Span) -> int:
        return self._document.source.get_position(span.start).line

    @cached_property
    def _sentences(self) -> list[Sentence]:
        return list(iter_document_sentences(self._document))

    @cached_property
    def _first_starts(self) -> dict[str, int]:
        """Where each sentence stands for the first time."""
        return {sentence.said: sentence.span.start for sentence in reversed(self._sentences)}

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(sentence.said for sentence in self._sentences)

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(sentence.written for sentence in self._sentences)

    @cached_property
    def _markup(self) -> frozenset[str]:
        """What is no text: within sentences, and behind them on their lines, as the name of a heading is."""
        behind = (solid.text for solid in iter_document_solids(self._document) if not solid.kind)
        return frozenset(chain((part for sentence in self._sentences for part in sentence.markup), behind))

    @cached_property
    def _wordings(self) -> Wordings:
        return Wordings(
            [sentence.said for sentence in self._sentences], [sentence.content for sentence in self._sentences]
        )

    @cached_property
    def _titled(self) -> Wordings:
        """The sentences of the title of the article."""
        front_matter = self._document.front_matter
        field = front_matter.get("title") if front_matter else None
        title = field.text if field else ""
        sentences = [title[start:end] for start, end in iter_sentences(title, strict=True)]
        return Wordings(list(map(normalize_meaning, sentences)), sentences)

    @cached_property
    def _solids(self) -> frozenset[tuple[str, str]]:
        return frozenset((solid.kind, solid.text) for solid in iter_document_solids(self._document))

    @cached_property
    def _blocks(self) -> list[Block]:
        return [block for block in self._document.blocks if is_prose(block)]

    @cached_property
    def _meanings(self) -> list[str]:
        return join_apart(normalize_block(block, self._document, written=False) for block in self._blocks)

    @cached_property
    def _ends(self) -> list[int]:
        """Where in the whole each block ends."""
        return list(accumulate(map(len, self._meanings)))

    @cached_property
    def _whole(self) -> MeaningIndex:
        return MeaningIndex("".join(self._meanings))

    @cached_property
    def _whole_written(self) -> MeaningIndex:
        meanings = (normalize_block(block, self._document, written=True) for block in self._blocks)
        return MeaningIndex("".join(join_apart(meanings)))


def _iter_from(in_order: Sequence[str], start: str) -> Iterator[str]:
    """What begins so, of what is in order: the first ones, of many."""
    index = bisect_left(in_order, start)
    return (said for said in in_order[index : index + _MOST_COMPARED] if said.startswith(start))


_LEAST_SHARED = 8
"""Letters with which two sentences begin or end, where one has all words of the other."""

_MOST_COMPARED = 16
"""Sentences that begin or end so which are looked at."""

_MOST_SENTENCES = 1_500
"""Sentences of an article up to which they are compared in another order: each is looked for in every block."""

_KEYS = 4
"""The longest words of a sentence: only what has them all may have all its words."""

_LEAST_PIECE = 4
"""Letters of an alphabet from which they are no ending of a word."""

_MOST_PIECES = 200
"""More than the titles, lead-ins and sentences of an article that ran together in one line."""


def _get_start(piece: Block | Sentence) -> int:
    return piece.span.start
