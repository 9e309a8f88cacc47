"""A sentence that ends a paragraph, and is said again where the article ends: it sounded like an end before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress, count, islice
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import compute_weight
from endmark.checks.text.likeness import is_spared, may_be_alike
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.blocks import ATOM, Block
from endmark.document.model import Document
from endmark.document.packed_blocks import iter_contents
from endmark.document.sentences import iter_sentences
from endmark.violation import Match, Related, Value, make_reason

KIND: CheckKind = "echo"
MARKUPS = frozenset({"markdown", "notebook"})
VALUES = frozenset({"ending"})

_ENDING = 2
"""Paragraphs with which an article ends: a conclusion, and a farewell below it."""

_LAST = 12
"""Sentences of each of them that are looked at: what has more is no end, but text that has run together."""

_LONGEST = 1_000
"""Letters that so many sentences mostly have."""

_OPENING = 2
"""Paragraphs with which it begins: what they promise the end may well say in the same words."""

_LEAST_BEHIND = 3
"""Paragraphs behind a sentence, at least: one more than the article ends with. What is closer leads into its end."""

_SHARE_BEHIND = 0.2
"""And their share of the article: the last of many paragraphs may all be its end."""

_MOST_ALIKE = 2
"""Paragraphs that end so: more of them have a turn of phrase in common, as the entries of a manual do."""

_GRAM = 8
"""Letters in a row that two sentences have in common, in two places, which are nearly the same."""

_STEP = 3
_TAIL = 90
"""Letters at the end of a paragraph in which they are looked for, at every third place."""

_TAIL_GRAMS = tuple([slice(start, start + _GRAM) for start in range(0, _TAIL, _STEP)])


class Options(Struct, frozen=True):
    """How much a sentence must weigh, and how much of it must be the same.

    `min_weight` counts letters, a Chinese, Japanese or Korean character as two; `min_similarity` is in percent.
    `surer` are rules that say more of the same passage: what one of them found is left to it.
    """

    min_weight: Annotated[int, Meta(ge=1)] = 40
    min_similarity: Annotated[int, Meta(ge=1, le=100)] = 80
    surer: frozenset[str] = frozenset()


class _Sentence(Struct, frozen=True):
    """A sentence of a paragraph, from where to where it stands there, and what it says."""

    block: Block
    start: int
    end: int
    said: str


def list_surer(options: Options) -> frozenset[str]:
    """The rules to which findings are left where they speak, too."""
    return options.surer


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the last sentence of a paragraph that is nearly said again in one of the last two of the article.

    The paragraphs have several sentences each: of a line between two pieces of code nobody expects that it is new. A
    sentence with a link or code in it names a place, and may do so twice.
    """
    blocks = document.blocks
    sizes = map(len, iter_contents(blocks))
    # A character counts as two letters at most. Of very many short blocks none need be made.
    numbers = compress(count(), map((options.min_weight // 2).__lt__, sizes))
    paragraphs = [number for number in numbers if _is_text(blocks[number])]
    stop = len(paragraphs) - max(_LEAST_BEHIND, int(_SHARE_BEHIND * len(paragraphs)))
    if stop <= _OPENING:
        return
    last = [blocks[number] for number in paragraphs[-_ENDING:]]
    grams = _list_grams(last)
    # Those that may be found come first; of the others it counts only how many end so.
    within, around = paragraphs[_OPENING:stop], (*paragraphs[:_OPENING], *paragraphs[stop:-_ENDING])
    middle, others = (filter(partial(_shares, grams), map(blocks.__getitem__, part)) for part in (within, around))
    if (first := next(middle, None)) is None:
        return
    ending = [one for each in last for one in _iter_sentences(each, options, _LAST)]
    alike = list(islice(_iter_alike(chain((first,), middle), ending, options), _MOST_ALIKE + 1))
    as_well = _iter_alike(others, ending, options) if alike else ()
    if len(alike) + sum(1 for _ in islice(as_well, _MOST_ALIKE)) > _MOST_ALIKE:
        return
    for sentence, again in alike:
        if sentence.block in scope:
            place = again.block.text.map_span(again.start, again.end)
            line = document.source.get_position(place.start).line
            values: dict[str, Value] = {"ending": make_reason("repeated-ending.line", line=line)}
            related = Related(place, make_reason("repeated-ending.ending-here"))
            yield Match(sentence.block.text.map_span(sentence.start, sentence.end), values, (related,))


def _is_text(block: Block) -> bool:
    """Whether a block is a paragraph of the article itself, and no title in bold."""
    return block.kind == "paragraph" and not block.depth and block.role == "prose"


def _list_grams(blocks: Sequence[Block]) -> frozenset[str]:
    ends = [block.text.content[-_LONGEST:] for block in blocks]
    return frozenset([end[start : start + _GRAM] for end in ends for start in range(len(end) - _GRAM + 1)])


def _shares(grams: frozenset[str], block: Block) -> bool:
    """Whether the end of a paragraph may say again what the article ends with, seen without splitting it."""
    tail = block.text.content[-_TAIL:]
    if grams.isdisjoint(map(tail.__getitem__, _TAIL_GRAMS)):
        return False
    shared = filter(grams.__contains__, map(tail.__getitem__, _TAIL_GRAMS))
    next(shared)
    return next(shared, None) is not None


def _iter_sentences(block: Block, options: Options, last: int) -> Iterator[_Sentence]:
    """The last sentences of a paragraph that has several, of those that say enough and name no place."""
    content = block.text.content
    bounds = list(iter_sentences(content))
    if len(bounds) < 2:  # noqa: PLR2004
        return
    for start, end in bounds[-last:]:
        is_link = any(mark.kind == "Link" and mark.start < end and start < mark.end for mark in block.marks)
        if not is_link and ATOM not in content[start:end]:
            said = normalize_meaning(content[start:end])
            if compute_weight(said) >= options.min_weight:
                yield _Sentence(block, start, end, said)


def _iter_alike(
    blocks: Iterable[Block], ending: Sequence[_Sentence], options: Options
) -> Iterator[tuple[_Sentence, _Sentence]]:
    """The last sentences of those blocks that nearly stand in the ending, too, each with the one there."""
    for block in blocks if ending else ():
        sentence = next(_iter_sentences(block, options, 1), None)
        if sentence is not None and (again := _find_again(sentence, ending, options)) is not None:
            yield sentence, again


def _find_again(sentence: _Sentence, ending: Sequence[_Sentence], options: Options) -> _Sentence | None:
    least = options.min_similarity
    if is_spared([sentence.said, *(one.said for one in ending)]):
        ending = [one for one in ending if may_be_alike(sentence.said, one.said, least / 100)]
    if not ending:
        return None
    from rapidfuzz import fuzz  # few paragraphs end so nearly as the article does

    return next((one for one in ending if fuzz.ratio(sentence.said, one.said, score_cutoff=least) >= least), None)
