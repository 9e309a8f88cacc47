"""Words for which others should stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Annotated, TypeAlias

from msgspec import Meta, Struct, field

from endmark.checks import CheckKind, Scope
from endmark.checks.patterns.word_patterns import build_word_patterns, normalise_words
from endmark.checks.text.regex import Pattern, PatternQuery, join_patterns
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.errors import PartError
from endmark.phrase import phrase
from endmark.violation import Match, make_reason

if TYPE_CHECKING:
    from endmark.checks.patterns.mentions import FoundSpans

KIND: CheckKind = "pattern"
VALUES = frozenset({"match", "replacement"})

Replacement: TypeAlias = str | tuple[str, ...]
"""What to write instead, or several things to choose from."""

_GROUP_SIGN = compile_late(r"\\([0-9])")
_IGNORES_CASE = compile_late(r"\(\?[a-zA-Z]*i")
_A_CHOICE = make_reason("substitution.choice")


class Options(Struct, frozen=True):
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

    words: Annotated[Mapping[str, Replacement], Meta(min_length=1)] = field(default_factory=dict)
    patterns: Annotated[Mapping[Pattern, Replacement], Meta(min_length=1)] = field(default_factory=dict)
    unless: tuple[Pattern, ...] = ()
    in_quotations: bool = True
    fields: tuple[str, ...] = ()
    safe: bool = False

    def __post_init__(self) -> None:
        if not self.words and not self.patterns:
            raise ValueError(phrase("give at least one word under `words`, or a pattern under `patterns`."))
        known: set[str] = set()
        for words, replacement in self.words.items():
            place = ("words", words)
            if not replacement:
                raise PartError(phrase("there is nothing to write instead of {words!r}.", words=words), *place)
            if normalise_words(words) in known:
                message = phrase(
                    "{words!r} stands twice under `words`: small and capital letters are the same there.", words=words
                )
                raise PartError(message, *place)
            known.add(normalise_words(words))
        for pattern, replacement in self.patterns.items():
            place = ("patterns", pattern.source)
            if not replacement:
                message = phrase("there is nothing to write instead of {source!r}.", source=pattern.source)
                raise PartError(message, *place)
            for sign in _GROUP_SIGN.finditer(" ".join(_to_choices(replacement))):
                if int(sign[1]) > pattern.groups:
                    message = phrase(
                        "the pattern {source!r} has no group {group}, so {written} means nothing.",
                        source=pattern.source,
                        group=sign[1],
                        written=sign[0],
                    )
                    raise PartError(message, *place)


def prefilter(options: Options) -> PatternQuery:
    """What occurs in every document in which there is a match."""
    patterns = (*build_word_patterns(tuple(options.words)), *options.patterns)
    return PatternQuery(text=patterns, fields=patterns if options.fields else ())


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield every mention of the words and patterns for which something else should stand."""
    # Few articles hold any of them.
    from endmark.checks.patterns.mentions import iter_mentions
    from endmark.checks.patterns.passages import iter_field_passages, iter_visible_passages
    from endmark.checks.patterns.rewording import attach_rewording

    passages = chain(iter_field_passages(document, options.fields, scope), iter_visible_passages(document, scope))
    search = _build_search(options)
    for mention in iter_mentions(passages, search, unless=options.unless, in_quotations=options.in_quotations):
        choices = tuple(dict.fromkeys(mention.meaning))
        if mention.text in choices:
            continue
        match = Match(mention.span, {"match": mention.text, "replacement": " / ".join(choices)})
        if len(choices) > 1:
            yield match.with_fix(_A_CHOICE)
        else:
            yield attach_rewording(match, mention, choices[0], document, safe=options.safe)


def _build_search(options: Options) -> Callable[[str], FoundSpans[tuple[str, ...]]]:
    """What finds each mention in a text, with what may stand there."""
    from endmark.checks.patterns.rewording import fit_replacement, match_case

    instead = {
        normalise_words(words): (words, _to_choices(replacement)) for words, replacement in options.words.items()
    }
    # Where サーバー should stand for サーバ, it must be found as a whole; it is right.
    right = [
        choice
        for words, (_, choices) in instead.items()
        for choice in choices
        if words in normalise_words(choice) and words != normalise_words(choice)
    ]
    phrases = build_word_patterns((*options.words, *right))
    any_pattern = join_patterns(tuple(options.patterns))

    def search_text(text: str) -> FoundSpans[tuple[str, ...]]:
        for span in chain.from_iterable(one.iter_spans(text) for one in phrases):
            words, choices = instead.get(normalise_words(text[span.start : span.end]), ("", ()))
            original = text[span.start : span.end]
            yield span, tuple(fit_replacement(words, choice, text, *span) for choice in choices) or (original,)
        if any_pattern is None or not any_pattern.occurs(text):
            return
        for pattern, replacement in options.patterns.items():
            keeps_case = _IGNORES_CASE.match(pattern.source)
            for alike in zip(
                *(pattern.iter_rewrites(text, choice) for choice in _to_choices(replacement)), strict=True
            ):
                span = alike[0][0]
                original = text[span.start : span.end]
                yield span, tuple(match_case(original, made) if keeps_case else made for _, made in alike)

    return search_text


def _to_choices(replacement: Replacement) -> tuple[str, ...]:
    return (replacement,) if isinstance(replacement, str) else replacement
