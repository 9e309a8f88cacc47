"""Spellings of which an article should use one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from endmark.checks import Scope
from endmark.checks.patterns.mentions import Found, Mention, mentions
from endmark.checks.patterns.passages import in_fields, visible
from endmark.checks.patterns.prefilter import Sought
from endmark.checks.patterns.rewording import reworded, rewritten
from endmark.checks.patterns.word_patterns import same_words, word_patterns
from endmark.checks.text.regex import Pattern
from endmark.document.model import Document
from endmark.violation import Match, Related

VALUES = frozenset({"match", "usual", "count", "usual_count"})


@dataclass(frozen=True, slots=True)
class Options:
    """Which spellings mean the same, and where to look.

    `spellings` are lists of words or phrases that differ only in how they are
    written: an article should use one of each list. They are found whole, in small
    and capital letters; of two that begin alike the longer one is found. `unless`
    leaves alone what touches a match of one of these patterns. `in_quotations`
    says whether what stands in quotation marks is looked at, too. `fields` names
    the fields of the front matter that are looked at, too.
    """

    spellings: tuple[tuple[str, ...], ...] = field(metadata={"min": 1})
    unless: tuple[Pattern, ...] = ()
    in_quotations: bool = True
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known: set[str] = set()
        for group in self.spellings:
            if len(group) < 2:  # noqa: PLR2004
                raise ValueError(f"{', '.join(group) or 'an empty list'} is no choice: give at least two spellings.")
            for spelling in group:
                if same_words(spelling) in known:
                    raise ValueError(f"{spelling!r} stands twice; small and capital letters are the same here.")
                known.add(same_words(spelling))
        if not self.spellings:
            raise ValueError("give at least one list of spellings.")

    @property
    def sought(self) -> Sought:
        """What occurs in every document in which there is a match."""
        patterns = word_patterns(tuple(chain.from_iterable(self.spellings)))
        return Sought(text=patterns, fields=patterns if self.fields else ())

    def only(self, occurring: Container[Pattern]) -> Options:  # noqa: ARG002
        """The same: there are few patterns."""
        return self


class _Spelling(NamedTuple):
    """A spelling as its rule writes it, and the number of the list that holds it."""

    group: int
    words: str


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield every mention that is not spelt as most of its kind are; where there are as many, as the first is."""
    passages = [*in_fields(document, options.fields, scope), *visible(document, scope)]
    search = _search(options)
    groups: dict[int, dict[str, list[Mention[_Spelling]]]] = {}
    for mention in mentions(passages, search, unless=options.unless, in_quotations=options.in_quotations):
        groups.setdefault(mention.meaning.group, {}).setdefault(mention.meaning.words, []).append(mention)
    for spellings in groups.values():
        # Of equals `max` takes the one that stands first in the text.
        usual = max(spellings.values(), key=len)
        for said in spellings.values():
            if said is not usual:
                yield from (_match(mention, len(said), usual, document) for mention in said)


def _search(options: Options) -> Callable[[str], Found[_Spelling]]:
    known = {
        same_words(words): _Spelling(group, words)
        for group, spellings in enumerate(options.spellings)
        for words in spellings
    }
    patterns = word_patterns(tuple(spelling.words for spelling in known.values()))

    def found(text: str) -> Found[_Spelling]:
        spans = chain.from_iterable(pattern.spans(text) for pattern in patterns)
        return ((span, known[same_words(text[span.start : span.end])]) for span in spans)

    return found


def _match(mention: Mention[_Spelling], count: int, usual: Sequence[Mention[_Spelling]], document: Document) -> Match:
    first = usual[0]
    text, end = mention.passage.content, mention.start + len(mention.text)
    instead = rewritten(mention.meaning.words, first.meaning.words, text, mention.start, end)
    values: dict[str, str | int] = {
        "match": mention.text,
        "usual": instead,
        "count": count,
        "usual_count": len(usual),
    }
    match = Match(mention.span, values, (Related(first.span, f"“{first.text}” stands here"),))
    return reworded(match, mention, instead, document, safe=False)
