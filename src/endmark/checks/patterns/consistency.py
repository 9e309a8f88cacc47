"""Spellings of which an article should use one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.patterns.mentions import FoundSpans, Mention, iter_mentions
from endmark.checks.patterns.passages import iter_field_passages, iter_visible_passages
from endmark.checks.patterns.rewording import attach_rewording, fit_replacement
from endmark.checks.patterns.word_patterns import build_word_patterns, normalise_words
from endmark.checks.text.regex import Pattern, PatternQuery
from endmark.document.model import Document
from endmark.errors import PartError
from endmark.phrase import phrase, quote
from endmark.violation import Match, Related, Value, make_reason

KIND: CheckKind = "pattern"
VALUES = frozenset({"match", "usual", "count", "usual_count"})


class Options(Struct, frozen=True):
    """Which spellings mean the same, and where to look.

    `spellings` are lists of words or phrases that differ only in how they are
    written: an article should use one of each list. They are found whole, in small
    and capital letters; of two that begin alike the longer one is found. `unless`
    leaves alone what touches a match of one of these patterns. `in_quotations`
    says whether what stands in quotation marks is looked at, too. `fields` names
    the fields of the front matter that are looked at, too.
    """

    spellings: tuple[tuple[Annotated[str, Meta(min_length=1)], ...], ...]
    unless: tuple[Pattern, ...] = ()
    in_quotations: bool = True
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known: set[str] = set()
        for number, group in enumerate(self.spellings):
            if len(group) < 2:  # noqa: PLR2004
                message = phrase(
                    "{words} is no choice: give at least two spellings.",
                    words=quote(", ".join(group)) if group else phrase("an empty list"),
                )
                raise PartError(message, "spellings", number)
            for place, spelling in enumerate(group):
                if normalise_words(spelling) in known:
                    message = phrase(
                        "{spelling!r} stands twice; small and capital letters are the same here. "
                        "The check `substitution` tells them apart.",
                        spelling=spelling,
                    )
                    raise PartError(message, "spellings", number, place)
                known.add(normalise_words(spelling))
        if not self.spellings:
            raise ValueError(phrase("give at least one list of spellings."))


class _Spelling(Struct, frozen=True):
    """A spelling as its rule writes it, and the number of the list that holds it."""

    group: int
    words: str


def prefilter(options: Options) -> PatternQuery:
    """What occurs in every document in which there is a match."""
    patterns = build_word_patterns(tuple(chain.from_iterable(options.spellings)))
    return PatternQuery(text=patterns, fields=patterns if options.fields else ())


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield every mention that is not spelt as most of its kind are; where there are as many, as the first is."""
    passages = chain(iter_field_passages(document, options.fields, scope), iter_visible_passages(document, scope))
    search = _build_search(options)
    groups: dict[int, dict[str, list[Mention[_Spelling]]]] = {}
    for mention in iter_mentions(passages, search, unless=options.unless, in_quotations=options.in_quotations):
        groups.setdefault(mention.meaning.group, {}).setdefault(mention.meaning.words, []).append(mention)
    for spellings in groups.values():
        # Of equals `max` takes the one that stands first in the text.
        usual = max(spellings.values(), key=len)
        for mentioned in spellings.values():
            if mentioned is not usual:
                yield from (_match(mention, len(mentioned), usual, document) for mention in mentioned)


def _build_search(options: Options) -> Callable[[str], FoundSpans[_Spelling]]:
    known = {
        normalise_words(words): _Spelling(group, words)
        for group, spellings in enumerate(options.spellings)
        for words in spellings
    }
    patterns = build_word_patterns(tuple(spelling.words for spelling in known.values()))

    def search_text(text: str) -> FoundSpans[_Spelling]:
        spans = chain.from_iterable(pattern.iter_spans(text) for pattern in patterns)
        return ((span, known[normalise_words(text[span.start : span.end])]) for span in spans)

    return search_text


def _match(mention: Mention[_Spelling], count: int, usual: Sequence[Mention[_Spelling]], document: Document) -> Match:
    first = usual[0]
    text, end = mention.passage.content, mention.start + len(mention.text)
    instead = fit_replacement(mention.meaning.words, first.meaning.words, text, mention.start, end)
    values: dict[str, Value] = {
        "match": mention.text,
        "usual": instead,
        "count": count,
        "usual_count": len(usual),
    }
    related = (Related(first.span, make_reason("consistency.usual-here", words=first.text)),)
    match = Match(mention.span, values, related)
    return attach_rewording(match, mention, instead, document, safe=False)
