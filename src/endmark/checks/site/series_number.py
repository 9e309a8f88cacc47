"""Numbers of the parts of a series that skip or repeat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.article_day import find_stated_day
from endmark.checks.text.equal_facts import get_key, group_by_shared_key, leave_translations_out
from endmark.checks.text.field_text import iter_named_fields
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.other_articles import MOST_SHOWN, name_others
from endmark.document.article_name import parse_article_name
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.storage.store import compute_digest
from endmark.violation import CorpusMatch, Fact, FiledFact, FiledFacts, make_reason

KIND: CheckKind = "metadata"
VALUES = frozenset({"what"})

_IN_TITLE = compile_late(
    r"(?i)(?:(?<!\w)(?:part|teil|partie|parte|deel|часть|episode|vol\.|volume)\s*|#|その)(\d{1,3})(?!\w)"
    r"|第\s*(\d{1,3})\s*[回話章部弾篇集课課講讲]"
)
"""A number behind a word that says that it counts the parts of something."""

_NUMBER = compile_late(r"\s*(\d{1,3})\s*")
_LEAST_NAME = 8
"""The least weight of what stands before a number in a title: less is no name of a series."""


class Options(Struct, frozen=True):
    """Where a series and the number of a part are named.

    `series` and `numbers` are dotted names of fields: where an article has one of both, they
    are its series and its number. Else the first of the `titles` that has a number behind a word
    such as “part”, “#” or 第 says it, and what stands before it is the series. At least
    `min_parts` articles make a series. `dates` are the names of the fields that say when an article appears.
    """

    series: tuple[str, ...]
    numbers: tuple[str, ...]
    titles: tuple[str, ...] = ("title",)
    min_parts: Annotated[int, Meta(ge=2)] = 3
    dates: tuple[str, ...] = ()


def facts(document: Document, options: Options, scope: Scope) -> Iterator[Fact]:
    """Yield the number that an article has in a series."""
    found = _read_fields(document, options, scope) or _read_title(document, options, scope)
    if found:
        name, number, span = found
        language = document.language if document.language != "und" else parse_article_name(document.path).language
        digest = compute_digest(*(part.encode("utf-8", "surrogatepass") for part in (language, name)))
        yield Fact(span, digest, (number, find_stated_day(document, options.dates)), (get_key(digest),))


def _read_fields(document: Document, options: Options, scope: Scope) -> tuple[str, int, Span] | None:
    series = next(iter_named_fields(document, options.series, scope), None)
    for _, text in iter_named_fields(document, options.numbers, scope):
        number = _NUMBER.fullmatch(text.content)
        if series and number and (name := fold(series[1].content)):
            return name, int(number[1]), text.map_span(0, len(text.content))
    return None


def _read_title(document: Document, options: Options, scope: Scope) -> tuple[str, int, Span] | None:
    for _, text in iter_named_fields(document, options.titles, scope):
        found = _IN_TITLE.search(text.content)
        if found and compute_weight(name := fold(text.content[: found.start()])) >= _LEAST_NAME:
            return name, int(found[1] or found[2]), text.map_span(0, len(text.content))
    return None


def compare(facts: FiledFacts, options: Options) -> Iterator[CorpusMatch]:
    """Yield for each series the numbers that several of its parts have, and those that none has."""
    for _, numbers in group_by_shared_key(facts):
        parts: defaultdict[int, list[FiledFact]] = defaultdict(list)
        for fact in sorted(leave_translations_out(map(facts.get, numbers)), key=_order_fact):
            parts[int(fact.values[0])].append(fact)
        if len(parts) >= options.min_parts:
            yield from _find_repeated(parts)
            yield from _find_missing(parts)


def _find_repeated(parts: Mapping[int, Sequence[FiledFact]]) -> Iterator[CorpusMatch]:
    repeated = {number: same for number, same in parts.items() if len(same) > 1}
    if len(repeated) * 2 > len(parts):
        return  # two series of one name
    for number, (*others, last) in sorted(repeated.items()):
        also = make_reason("series-number.also", number=number)
        what = make_reason("series-number.repeated", number=number, others=name_others([one.path for one in others]))
        yield CorpusMatch(
            last.number,
            tuple((one.number, also) for one in others[:MOST_SHOWN]),
            {"what": what},
            tuple(one.number for one in others[MOST_SHOWN:]),
        )


def _find_missing(parts: Mapping[int, Sequence[FiledFact]]) -> Iterator[CorpusMatch]:
    ordered = sorted(parts)
    if ordered[-1] - ordered[0] + 1 >= 2 * len(ordered):
        return  # what is missing as often as not does not count parts: years, rooms, versions
    for before, after in pairwise(ordered):
        if (count := after - before - 1) > 0:
            what = make_reason("series-number.missing", count=count, first=before + 1, last=after - 1)
            yield CorpusMatch(
                parts[after][-1].number,
                ((parts[before][-1].number, make_reason("series-number.before", number=before)),),
                {"what": what},
            )


def _order_fact(fact: FiledFact) -> tuple[str, str, int]:
    return str(fact.values[1]), fact.path, fact.number
