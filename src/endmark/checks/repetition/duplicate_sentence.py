"""A sentence said twice in a row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, islice, pairwise
from operator import eq
from typing import NamedTuple

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.blocks import ATOM, Block
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.violation import Match, Reason, Related, make_reason

KIND: CheckKind = "repetition"
VALUES = frozenset({"where"})


@dataclass(frozen=True, slots=True)
class Options:
    """How much a sentence must weigh, in letters, a Chinese, Japanese or Korean character counting as two."""

    min_weight: int = field(default=24, metadata={"min": 1})


_SENTENCE_ENDS = ("。", ". ", "！", "？", "! ", "? ", "। ", "؟ ")
"""Good enough to see whether two equal sentences may follow each other; they are split properly then."""

_LAST_STOPS = " \n.!?"
_SHORTEST = 8
_BORDER = "\0"
"""Stands between two texts, and in none."""

# Made once: a hostile article may say one sentence a hundred thousand times.
_IN_A_ROW = (
    {"where": make_reason("duplicate-sentence.in-a-row")},
    {"where": make_reason("duplicate-sentence.nearly-in-a-row")},
)
_ACROSS_MARKER = (
    {"where": make_reason("duplicate-sentence.across-marker")},
    {"where": make_reason("duplicate-sentence.nearly-across-marker")},
)
_ORIGINAL_HERE = make_reason("duplicate-sentence.original-here")


class _Sentence(NamedTuple):
    """A sentence of a block, folded, its source, folded, where it holds inline code, how it reads, and its place."""

    folded: str
    source: str
    content: str
    span: Span


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each sentence that repeats the one before it, in its paragraph or across a marker.

    A whole paragraph said again is left to the check for duplicates.
    """
    last: Block | None = None
    at_marker = False
    number = 0
    suspects = _find_suspects(block.text.content for block in document.blocks if block.text.content and block in scope)
    if not suspects and "marker" not in find_kinds(document.blocks):
        return
    for block in document.blocks:
        if block.kind == "marker":
            at_marker = True
        elif block.text.content and block in scope:
            if number in suspects:
                for one, other in pairwise(_iter_sentences(block, document)):
                    yield from _compare_sentences(one, other, _IN_A_ROW, options)
            if at_marker and last is not None:
                yield from _compare_across_marker(last, block, document, options)
            number += 1
            last, at_marker = block, False
        elif block.kind != "comment":
            last, at_marker = None, False


def _find_suspects(contents: Iterable[str]) -> frozenset[int]:
    """The numbers of the texts in which two equal sentences may follow each other."""
    ahead = iter(contents)
    suspects: set[int] = set()
    first = 0
    while batch := list(islice(ahead, _AT_ONCE)):
        suspects.update(first + place for place in _find_in_batch(batch))
        first += len(batch)
    return frozenset(suspects)


_AT_ONCE = 1000
"""Texts that are searched together."""


def _find_in_batch(contents: Sequence[str]) -> set[int]:
    """Which of some texts these are, seen by one split of them all."""
    bare = [content.rstrip(_LAST_STOPS) for content in contents]
    whole = "\n".join(bare)
    suspects: set[int] = set()
    for stop in filter(whole.__contains__, _SENTENCE_ENDS):
        parts = f"{stop}{_BORDER}{stop}".join(bare).split(stop)
        repeated = compress(count(), map(eq, parts, parts[1:]))
        if repetitions := [index for index in repeated if len(parts[index]) >= _SHORTEST]:
            borders = list(compress(count(), map(_BORDER.__eq__, parts)))
            suspects.update(bisect_left(borders, index) for index in repetitions)
    return suspects


def _compare_across_marker(last: Block, block: Block, document: Document, options: Options) -> Iterator[Match]:
    """The last sentence before a marker, said again as the first of several after it."""
    content = block.text.content
    start, end = next(iter_sentences(content))
    sentence = _read_sentence(block, start, end, document)
    # Whether the text before ends so at all is seen without splitting it.
    if not content[end:].strip() or not fold(last.text.content[-2 * (end - start) :]).endswith(sentence.folded):
        return
    *_, before = _iter_sentences(last, document)
    yield from _compare_sentences(before, sentence, _ACROSS_MARKER, options)


def _iter_sentences(block: Block, document: Document) -> Iterator[_Sentence]:
    return (_read_sentence(block, start, end, document) for start, end in iter_sentences(block.text.content))


def _read_sentence(block: Block, start: int, end: int, document: Document) -> _Sentence:
    content = block.text.content[start:end]
    span = block.text.map_span(start, end)
    written = document.source.get_excerpt(span) if ATOM in content else ""
    return _Sentence(fold(content), fold(written), written or content, span)


def _compare_sentences(
    one: _Sentence, other: _Sentence, where: Sequence[Mapping[str, Reason]], options: Options
) -> Iterator[Match]:
    """The match of two sentences that are the same; `where` are its values for the same words and for nearly those."""
    if one[:2] == other[:2] and compute_weight(one.folded) >= options.min_weight:
        same = one.content == other.content or normalize_meaning(one.content) == normalize_meaning(other.content)
        yield Match(other.span, where[0 if same else 1], (Related(one.span, _ORIGINAL_HERE),), certain=same)
