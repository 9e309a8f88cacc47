"""A formula by which a site computes its reading times, and that no reader bears out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.reading_time.quotient import MEASURES, Quotient, find_quotient, measure_lengths
from endmark.checks.reading_time.stated_times import iter_stated_times
from endmark.document import scripts
from endmark.document.model import Document
from endmark.violation import CorpusMatch, Fact, FiledFact, Reason, make_reason

KIND: CheckKind = "measure"
NEEDS: frozenset[Need] = frozenset({"front matter"})
VALUES = frozenset({"count", "all", "formula", "slowest", "fastest", "unit"})

_DIGEST = b"reading-time"
"""All stated times are compared with each other."""

_DIFFERENT_TIMES = 3
"""Where fewer different times are stated, a template states them, and no program computes any."""

_MARKUP_SHARE = 2
"""Markdown is at most so many times as long as the text in it, links and code included."""

_CHARACTERS_PER_WORD = 4, 7
"""Where words are counted: from an English word to a Finnish one, with the space behind it."""


class Options(Struct, frozen=True):
    """Where a reading time is stated, and how fast people read.

    `keys` are names of front matter keys, compared without regard to case,
    hyphens and underscores. `characters_per_minute` and `words_per_minute` are
    (slowest, fastest): a formula within them is honest. At least `least` articles,
    and the `share` of all that state a time, must have the very minutes of the
    formula. Where there is one, `instead_of` are the rules whose findings at these
    places are left out.
    """

    keys: tuple[str, ...]
    characters_per_minute: tuple[float, float] = (300.0, 600.0)
    words_per_minute: tuple[float, float] = (175.0, 300.0)
    least: Annotated[int, Meta(ge=2)] = 10
    share: Annotated[float, Meta(ge=0.5, le=1)] = 0.8
    instead_of: tuple[str, ...] = ()


def facts(document: Document, options: Options, scope: Scope) -> Iterator[Fact]:
    """Yield the times stated in the front matter, with the lengths of the text."""
    if scope.languages and document.language not in scope.languages:
        return
    for time in iter_stated_times(document, options.keys, ()):
        least, most = time.minutes
        if isfinite(least) and least == most == int(least):
            lengths = measure_lengths(document).values()
            yield Fact(time.span, _DIGEST, (int(least), document.language in scripts.CJK_SCRIPTS, *lengths))


def compare(facts: Iterable[FiledFact], options: Options) -> Iterator[CorpusMatch]:
    """Yield one match for all articles whose times one formula computes."""
    stated = list(facts)
    if len(stated) < options.least:
        return
    found = find_quotient([_read_fact(fact) for fact in stated])
    if found is None:
        return
    quotient, places = found
    explained = [fact for place, fact in enumerate(stated) if place in places]
    if len(explained) < max(options.least, options.share * len(stated)):
        return
    if len({fact.values[0] for fact in explained}) < _DIFFERENT_TIMES:
        return
    slowest, fastest, unit = _choose_speeds(
        quotient, options, cjk=sum(int(fact.values[1]) for fact in explained) * 2 > len(explained)
    )
    if slowest <= quotient.speed <= fastest * (_MARKUP_SHARE if quotient.measure.startswith("markdown-") else 1):
        return
    yield CorpusMatch(
        explained[0].number,
        (),
        {
            "count": len(explained),
            "all": len(stated),
            "formula": str(quotient),
            "slowest": slowest,
            "fastest": fastest,
            "unit": unit,
        },
        tuple(fact.number for fact in explained[1:]),
        options.instead_of,
    )


def _choose_speeds(quotient: Quotient, options: Options, *, cjk: bool) -> tuple[float, float, Reason]:
    """How many units of the quotient the slowest and the fastest read in a minute, and what the units are called."""
    slowest, fastest = options.words_per_minute
    if quotient.measure.endswith("words"):
        return slowest, fastest, make_reason("reading-time.unit-words")
    unit = make_reason("reading-time.unit-characters")
    if cjk:
        return *options.characters_per_minute, unit
    short, long = _CHARACTERS_PER_WORD
    return slowest * short, fastest * long, unit


def _read_fact(fact: FiledFact) -> tuple[int, Mapping[str, int]]:
    """The minutes that are stated, and the lengths by measure."""
    minutes, _, *lengths = (int(value) for value in fact.values)
    return minutes, dict(zip(MEASURES, lengths, strict=True))
