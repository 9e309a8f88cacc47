"""Words that stand too often, or not often enough."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.patterns.mentions import FoundSpans, Mention, iter_mentions
from endmark.checks.patterns.passages import Passage, iter_visible_passages
from endmark.checks.patterns.word_patterns import build_word_patterns, normalise_words
from endmark.checks.text.regex import Pattern, PatternQuery
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.phrase import phrase
from endmark.violation import Match, Reason, Related, Value, make_reason

KIND: CheckKind = "pattern"
VALUES = frozenset({"match", "count", "most", "least", "unit"})

Per: TypeAlias = Literal["document", "section", "paragraph", "sentence"]

_UNIT_NAMES: dict[Per, Reason] = {
    "document": make_reason("occurrence.document"),
    "section": make_reason("occurrence.section"),
    "paragraph": make_reason("occurrence.paragraph"),
    "sentence": make_reason("occurrence.sentence"),
}
_OTHER_HERE = make_reason("occurrence.other-here")
_MOST_RELATED = 10
"""Other places that a report shows for one finding."""


class Options(Struct, frozen=True):
    """What to count, and how often it may stand.

    `words` are words and phrases as anyone would write them: they are found
    whole, in small and capital letters. `patterns` are for what words cannot say.
    Each of them may stand at most `most` times, and must stand at least `least`
    times. `per` says in what that is counted: a `section` goes from one heading to
    the next, a `paragraph` is any block of text. `together` says that all words
    and patterns are counted as one. `unless` leaves alone what touches a match of
    one of these patterns. `in_quotations` says whether what stands in quotation
    marks counts, too.
    """

    words: tuple[Annotated[str, Meta(min_length=1)], ...] = ()
    patterns: tuple[Pattern, ...] = ()
    most: Annotated[int, Meta(ge=0)] | None = None
    least: Annotated[int, Meta(ge=1)] | None = None
    per: Per = "document"
    together: bool = False
    unless: tuple[Pattern, ...] = ()
    in_quotations: bool = True

    def __post_init__(self) -> None:
        if not self.words and not self.patterns:
            raise ValueError(phrase("give at least one word under `words`, or a pattern under `patterns`."))
        if self.most is None and self.least is None:
            raise ValueError(phrase("say how often they may stand: give `most`, `least`, or both."))
        if self.most is not None and self.least is not None and self.least > self.most:
            raise ValueError(
                phrase(
                    "they cannot stand at least {least} times and at most {most} times.",
                    least=self.least,
                    most=self.most,
                )
            )

    @property
    def counted(self) -> tuple[str, ...]:
        """The names of what is counted."""
        names = (*map(normalise_words, self.words), *(pattern.source for pattern in self.patterns))
        return (", ".join(names),) if self.together else names


class _CountedPart(Struct, frozen=True):
    """A part of a document: the place that stands for it, and whether it holds text that could say something."""

    span: Span
    filled: bool = True


def prefilter(options: Options) -> PatternQuery:
    """What occurs in every document in which there is a match."""
    if options.least is not None:
        return PatternQuery(text=(Pattern(""),))
    return PatternQuery(text=(*build_word_patterns(options.words), *options.patterns))


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the first mention too many in each unit, and each unit in which there are too few."""
    passages = [passage for passage in iter_visible_passages(document, scope) if passage.content]
    units = _split_parts(document, passages, options.per)
    starts = [unit.span.start for unit in units]
    counted: dict[tuple[int, str], list[Mention[str]]] = defaultdict(list)
    found = iter_mentions(
        passages, lambda text: _iter_found(text, options), unless=options.unless, in_quotations=options.in_quotations
    )
    for mention in found:
        counted[bisect_right(starts, mention.span.start) - 1, mention.meaning].append(mention)
    if options.most is not None:
        for counted_mentions in counted.values():
            if len(counted_mentions) > options.most:
                yield _build_match(counted_mentions, options, options.most)
    if options.least is not None:
        for number, name in product(range(len(units)), options.counted):
            count = len(counted.get((number, name), ()))
            if count < options.least and units[number].filled:
                yield Match(units[number].span, _build_values(name, count, options))


def _iter_found(text: str, options: Options) -> FoundSpans[str]:
    """The mentions in a text, each with the name of what is counted."""
    (together,) = options.counted if options.together else ("",)
    for pattern in build_word_patterns(options.words):
        for span in pattern.iter_spans(text):
            yield span, together or normalise_words(text[span.start : span.end])
    for pattern in options.patterns:
        for span in pattern.iter_spans(text):
            yield span, together or pattern.source


def _build_match(counted_mentions: Sequence[Mention[str]], options: Options, most: int) -> Match:
    others = [*counted_mentions[:most], *counted_mentions[most + 1 :]][:_MOST_RELATED]
    related = tuple([Related(mention.span, _OTHER_HERE) for mention in others])
    return Match(
        counted_mentions[most].span, _build_values(counted_mentions[most].text, len(counted_mentions), options), related
    )


def _build_values(match: str, count: int, options: Options) -> dict[str, Value]:
    return {
        "match": match,
        "count": count,
        "most": options.most or 0,
        "least": options.least or 0,
        "unit": _UNIT_NAMES[options.per],
    }


def _split_parts(document: Document, passages: Sequence[Passage], per: Per) -> list[_CountedPart]:
    """What is counted in, in the order of the source; each goes on to where the next begins."""
    blocks = [passage.block for passage in passages if passage.block]
    if per == "document":
        return [_CountedPart(block.span) for block in blocks[:1]]
    if per == "section":
        return _split_sections(document, blocks)
    if per == "paragraph":
        return [_CountedPart(block.span) for block in blocks]
    return [
        _CountedPart(block.text.map_span(start, end))
        for block in blocks
        for start, end in iter_sentences(block.text.content)
    ]


def _split_sections(document: Document, blocks: Sequence[Block]) -> list[_CountedPart]:
    places = [block.span for block in select_kinds(document.blocks, {"heading"})]
    if blocks and (not places or blocks[0].span < places[0]):
        places.insert(0, blocks[0].span)
    starts = [place.start for place in places]
    filled = {bisect_right(starts, block.span.start) for block in blocks if block.kind != "heading"}
    return [_CountedPart(place, number in filled) for number, place in enumerate(places, start=1)]
