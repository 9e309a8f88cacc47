"""Words for which others should stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from endmark.checks import Scope
from endmark.checks.patterns.mentions import Found, mentions
from endmark.checks.patterns.passages import in_fields, visible
from endmark.checks.patterns.prefilter import Sought
from endmark.checks.patterns.rewording import in_case_of, reworded, rewritten
from endmark.checks.patterns.word_patterns import same_words, word_patterns
from endmark.checks.text.regex import Pattern, any_of
from endmark.document.model import Document
from endmark.violation import Match

VALUES = frozenset({"match", "replacement"})

Replacement: TypeAlias = str | tuple[str, ...]
"""What to write instead, or several things to choose from."""

_GROUP_SIGN = re.compile(r"\\([0-9])")
_IGNORES_CASE = re.compile(r"\(\?[a-zA-Z]*i")
_A_CHOICE = "there is more than one way to say it"


@dataclass(frozen=True, slots=True)
class Options:
    r"""What to look for, and what to write instead.

    `words` gives for a word or phrase what to write instead, or a list of things
    to choose from. It is found whole, in small and capital letters; where both
    sides are written in small letters, the letter case found is kept. `patterns`
    gives the same for patterns; `\1` stands for what their first group holds, and
    those that begin with `(?i)` keep the letter case found. `unless` leaves alone
    what touches a match of one of these patterns. `in_quotations` says whether
    what stands in quotation marks is looked at, too. `fields` names the fields of
    the front matter that are looked at, too. `safe` says that nobody needs to read
    what the fix makes; where there is a choice there is no fix.
    """

    words: Mapping[str, Replacement] = field(default_factory=dict, metadata={"min": 1})
    patterns: Mapping[Pattern, Replacement] = field(default_factory=dict, metadata={"min": 1})
    unless: tuple[Pattern, ...] = ()
    in_quotations: bool = True
    fields: tuple[str, ...] = ()
    safe: bool = False

    def __post_init__(self) -> None:
        if not self.words and not self.patterns:
            raise ValueError("give at least one word under `words`, or a pattern under `patterns`.")
        known: set[str] = set()
        for words, replacement in self.words.items():
            if not replacement:
                raise ValueError(f"there is nothing to write instead of {words!r}.")
            if same_words(words) in known:
                raise ValueError(f"{words!r} stands twice under `words`: small and capital letters are the same there.")
            known.add(same_words(words))
        for pattern, replacement in self.patterns.items():
            if not replacement:
                raise ValueError(f"there is nothing to write instead of {pattern.source!r}.")
            for sign in _GROUP_SIGN.finditer(" ".join(_choices(replacement))):
                if int(sign[1]) > pattern.groups:
                    raise ValueError(
                        f"the pattern {pattern.source!r} has no group {sign[1]}, so {sign[0]} means nothing."
                    )

    @property
    def sought(self) -> Sought:
        """What occurs in every document in which there is a match."""
        patterns = (*word_patterns(tuple(self.words)), *self.patterns)
        return Sought(text=patterns, fields=patterns if self.fields else ())

    def only(self, occurring: Container[Pattern]) -> Options:  # noqa: ARG002
        """The same: there are few patterns."""
        return self


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield every mention of the words and patterns for which something else should stand."""
    passages = [*in_fields(document, options.fields, scope), *visible(document, scope)]
    search = _search(options)
    for mention in mentions(passages, search, unless=options.unless, in_quotations=options.in_quotations):
        choices = tuple(dict.fromkeys(mention.meaning))
        if mention.text in choices:
            continue
        match = Match(mention.span, {"match": mention.text, "replacement": " / ".join(choices)})
        if len(choices) > 1:
            yield match.mended_by(_A_CHOICE)
        else:
            yield reworded(match, mention, choices[0], document, safe=options.safe)


def _search(options: Options) -> Callable[[str], Found[tuple[str, ...]]]:
    """What finds each mention in a text, with what may stand there."""
    instead = {same_words(words): (words, _choices(replacement)) for words, replacement in options.words.items()}
    # Where サーバー should stand for サーバ, it must be found as a whole; it is right.
    right = [
        choice
        for words, (_, choices) in instead.items()
        for choice in choices
        if words in same_words(choice) and words != same_words(choice)
    ]
    phrases = word_patterns((*options.words, *right))
    any_pattern = any_of(tuple(options.patterns))

    def found(text: str) -> Found[tuple[str, ...]]:
        for span in chain.from_iterable(phrase.spans(text) for phrase in phrases):
            words, choices = instead.get(same_words(text[span.start : span.end]), ("", ()))
            said = text[span.start : span.end]
            yield span, tuple(rewritten(words, choice, text, *span) for choice in choices) or (said,)
        if any_pattern is None or not any_pattern.occurs(text):
            return
        for pattern, replacement in options.patterns.items():
            keeps_case = _IGNORES_CASE.match(pattern.source)
            for alike in zip(*(pattern.rewritten(text, choice) for choice in _choices(replacement)), strict=True):
                span = alike[0][0]
                said = text[span.start : span.end]
                yield span, tuple(in_case_of(said, made) if keeps_case else made for _, made in alike)

    return found


def _choices(replacement: Replacement) -> tuple[str, ...]:
    return (replacement,) if isinstance(replacement, str) else replacement
