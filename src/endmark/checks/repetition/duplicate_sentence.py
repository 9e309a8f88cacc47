"""A sentence said twice in a row, or again as a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import COMMON_LETTERS, compute_weight, fold
from endmark.document.blocks import ATOM, Block, Kind
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import iter_contents, iter_kinds
from endmark.document.sentences import CLOSERS, TERMINALS, iter_sentences
from endmark.document.span import Span
from endmark.violation import Match, Reason, Related, make_reason

KIND: CheckKind = "repetition"
VALUES = frozenset({"where"})


class Options(Struct, frozen=True):
    """How much a sentence must weigh, in letters, a Chinese, Japanese or Korean character counting as two."""

    min_weight: Annotated[int, Meta(ge=1)] = 24


_STOP = compile_late(f"[{re.escape(TERMINALS)}]")
_PLAIN_LETTERS = compile_late(f"[0-9a-z{COMMON_LETTERS}]*")
_ENDING_SIGNS = TERMINALS + CLOSERS + " \n"
_TAIL_LETTERS = 8
_TAIL_CHARACTERS = 24
"""The last letters of a sentence by which it is known, and how much text mostly holds so many."""

_END = 4
"""Characters at the end of a sentence that are written the same when it is said again."""

# Made once: a hostile article may say one sentence a hundred thousand times.
_IN_A_ROW = (
    {"where": make_reason("duplicate-sentence.in-a-row")},
    {"where": make_reason("duplicate-sentence.nearly-in-a-row")},
)
_ACROSS_MARKER = (
    {"where": make_reason("duplicate-sentence.across-marker")},
    {"where": make_reason("duplicate-sentence.nearly-across-marker")},
)
_BELOW = {"where": make_reason("duplicate-sentence.below")}
_ACROSS_PARAGRAPHS = (
    {"where": make_reason("duplicate-sentence.across-paragraphs")},
    {"where": make_reason("duplicate-sentence.nearly-across-paragraphs")},
)
_ORIGINAL_HERE = make_reason("duplicate-sentence.original-here")

_MOST_BELOW = 48
"""Weight of a paragraph up to which it is looked for at the end of the one above: longer ones are copies of a part."""


class _Sentence(Struct, frozen=True):
    """A sentence of a block, folded, its source, folded, where it holds inline code, how it reads, and its place."""

    folded: str
    source: str
    content: str
    span: Span


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each sentence that repeats the one before it, in its paragraph, in the one before, or across a marker.

    A whole paragraph said again is left to the check for duplicates, and so is a long one. Of fifty-five thousand
    paragraphs in published texts that follow another one none begins with its last sentence, or is what it ends
    with; of 213 assembled posts 60 had the latter.
    """
    blocks = document.blocks
    last = -1
    last_kind: Kind | None = None
    said = ""
    at_marker = False
    # Of very many blocks hardly any need be made.
    for number, (content, kind) in enumerate(zip(iter_contents(blocks), iter_kinds(blocks), strict=True)):
        if kind == "marker":
            at_marker = True
        elif content and (not scope.kinds or kind in scope.kinds) and (not scope.languages or blocks[number] in scope):
            if may_repeat(content, options.min_weight):
                yield from _compare_in_a_row(blocks[number], document, options)
            if last_kind and at_marker:
                yield from _compare_across(blocks[last], blocks[number], document, options, _ACROSS_MARKER)
            elif last_kind == kind == "paragraph" and _goes_on(said, content, options):
                yield from _compare_across(blocks[last], blocks[number], document, options, _ACROSS_PARAGRAPHS)
                yield from _compare_with_end(blocks[last], blocks[number], options)
            last, last_kind, said, at_marker = number, kind, content, False
        elif kind != "comment":
            last_kind, at_marker = None, False


def may_repeat(content: str, min_weight: int) -> bool:
    """Whether two sentences of that weight in a text may be the same, seen without splitting it into sentences.

    They are not where no two of its stops, or its end, have the same letters before
    them: a sentence ends at one, and the same sentence has the same last letters.
    """
    if len(content) < 2 * min_weight and content.isascii():
        return False
    letters = min(_TAIL_LETTERS, (min_weight + 1) // 2)
    parts = _STOP.split(content)
    if not parts[-1]:
        parts.pop()
    if len(parts) <= 1:
        return False
    # Most texts show it by two plain letters before each stop, which need not be folded.
    tails = [part[-2:].lower() for part in parts]
    together = "".join(tails)
    apart = letters > 1 and len(together) == 2 * len(set(tails)) == 2 * len(tails)
    if apart and (together.isalnum() if together.isascii() else _PLAIN_LETTERS.fullmatch(together)):
        return False
    seen = set[str]()
    before = ""
    for part in parts:
        folded = fold(part[-_TAIL_CHARACTERS:])
        if len(folded) < letters and len(part) > _TAIL_CHARACTERS:
            folded = fold(part)
        if folded:
            before = (before + folded)[-letters:]
            if before in seen:
                return True
            seen.add(before)
    return False


def _compare_in_a_row(block: Block, document: Document, options: Options) -> Iterator[Match]:
    """The sentences that are written as the one before, but for white space and what ends them.

    Who changes a letter when saying it again means it: "It rained. It RAINED!"
    """
    content = block.text.content
    written = ((_strip_end(content[start:end]), (start, end)) for start, end in iter_sentences(content))
    for (one, place), (other, next_place) in pairwise(written):
        # Where a sentence stands is asked only where it may matter: there may be thousands.
        if one == other and compute_weight(fold(one)) >= options.min_weight:
            before, after = (_read_sentence(block, *span, document) for span in (place, next_place))
            yield from _compare_sentences(before, after, _IN_A_ROW, options)


def _strip_end(sentence: str) -> str:
    return " ".join(sentence.rstrip(_ENDING_SIGNS).split())


def _goes_on(said: str, content: str, options: Options) -> bool:
    """Whether a paragraph may say again what the last one ends with, seen without splitting either: hardly any does."""
    return 2 * min(len(content), len(said)) > options.min_weight and said.rstrip(_ENDING_SIGNS)[-_END:] in content


def _compare_across(
    last: Block, block: Block, document: Document, options: Options, where: Sequence[Mapping[str, Reason]]
) -> Iterator[Match]:
    """The last sentence of a block, said again as the first of several of the next one."""
    content = block.text.content
    start, stop = next(iter_sentences(content))
    if not content[stop:].strip():
        return
    sentence = _read_sentence(block, start, stop, document)
    # Whether the text before ends so at all is seen without splitting it.
    if not fold(last.text.content[-2 * (stop - start) :]).endswith(sentence.folded):
        return
    *_, before = _iter_sentences(last, document)
    yield from _compare_sentences(before, sentence, where, options)


def _compare_with_end(above: Block, block: Block, options: Options) -> Iterator[Match]:
    """The sentences with which a paragraph ends, said again, to the letter, as the one below it."""
    content, before = block.text.content.strip(), above.text.content.rstrip()
    rest = before.removesuffix(content).rstrip()
    if not content or len(rest) == len(before) or not rest.endswith(tuple(_ENDING_SIGNS)) or ATOM in content:
        return
    if options.min_weight <= compute_weight(fold(content)) < _MOST_BELOW:
        start = len(before) - len(content)
        original = Related(above.text.map_span(start, len(before)), _ORIGINAL_HERE)
        yield Match(block.text.map_span(0, len(block.text.content.rstrip())), _BELOW, (original,), certain=True)


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
    if (one.folded, one.source) == (other.folded, other.source) and compute_weight(one.folded) >= options.min_weight:
        from endmark.checks.text.meaning import normalize_meaning  # few articles say anything twice

        same = one.content == other.content or normalize_meaning(one.content) == normalize_meaning(other.content)
        yield Match(other.span, where[0 if same else 1], (Related(one.span, _ORIGINAL_HERE),), certain=same)
