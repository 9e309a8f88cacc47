"""A field of the front matter that says the same in several articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from endmark.checks import CheckKind, Scope
from endmark.checks.text.equal_facts import group_equal
from endmark.checks.text.field_text import iter_named_fields
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.day import find_day_in_path, parse_day
from endmark.document.model import Document
from endmark.storage.store import compute_digest
from endmark.violation import CorpusMatch, Fact, FiledFact, Reason, make_reason

KIND: CheckKind = "metadata"
VALUES = frozenset({"field", "others"})

MOST_SHOWN = 20
"""Of more articles that say the same only so many are named: nobody reads on, and the number tells the rest."""

_LEAST = 12
"""The least weight of a value that is compared: "Editorial" is the name of a column rather than a title."""

_INDEXES = frozenset({"index", "_index", "readme"})
"""Names of files that stand for their folder."""

_LANGUAGE = "[a-z]{2}(?:[-_](?:hans|hant|latn|cyrl))?(?:[-_](?:[a-z]{2}|[0-9]{3}))?"
_NAME = re.compile(rf"(?:(.+?)[._-])?({_LANGUAGE})", re.IGNORECASE)
"""A folder or file that is named by a language: `ja`, `docs-ja`, `barn.ja`.

That other names look like it, such as `sign-in`, does no harm: it only matters for
articles whose names are the same but for such an end, and then their titles.
"""


@dataclass(frozen=True, slots=True)
class Options:
    """Which fields are to be different in every article, and which articles are compared.

    `fields` are their dotted names; each is compared with the field of the same
    name in other articles of the same language. Letters and digits are compared,
    in small and capital letters, and nothing else; a value of less than twelve is
    left out. `dates` are the names of the fields that say when an article
    appears; one without any of them and without a day in its path is left out.
    With no `dates` all are compared.
    """

    fields: tuple[str, ...]
    dates: tuple[str, ...] = ()


def facts(document: Document, options: Options, scope: Scope) -> Iterator[Fact]:
    """Yield the values that others may repeat, with the day of the article."""
    day = _find_day(document, options.dates)
    if options.dates and not day:
        return
    language = document.language if document.language != "und" else _parse_path(document.path)[0]
    for entry, value in iter_named_fields(document, options.fields, scope):
        folded = fold(value.content)
        if compute_weight(folded) >= _LEAST:
            said = (entry.name.casefold(), language, folded)
            digest = compute_digest(*(part.encode("utf-8", "surrogatepass") for part in said))
            yield Fact(value.map_span(0, len(value.content)), digest, (entry.name, day))


def compare(facts: Iterable[FiledFact], options: Options) -> Iterator[CorpusMatch]:  # noqa: ARG001
    """Yield for each value that several articles have the last of them, with those before it."""
    for equal in group_equal(facts):
        *others, last = sorted(_leave_translations_out(equal), key=_order_fact)
        if not others:
            continue
        shown, rest = others[:MOST_SHOWN], others[MOST_SHOWN:]
        yield CorpusMatch(
            last.number,
            tuple((fact.number, make_reason("repeated-field.article-here", field=fact.values[0])) for fact in shown),
            {"field": last.values[0], "others": _name_others(others)},
            tuple(fact.number for fact in rest),
        )


def _name_others(others: Sequence[FiledFact]) -> Reason:
    """The first of the articles, for which some reports have no other place, and how many more there are."""
    first, more = others[0].path, len(others) - 1
    if not more:
        return make_reason("repeated-field.article", path=first)
    if len(others) > MOST_SHOWN:
        return make_reason("repeated-field.articles-in-part", path=first, count=more, shown=MOST_SHOWN)
    return make_reason("repeated-field.articles", path=first, count=more)


def _find_day(document: Document, names: Sequence[str]) -> str:
    """The first day that one of the fields names, or the one in the path; "" without any."""
    stated = (parse_day(text.content) for _, text in iter_named_fields(document, names, Scope()))
    day = next(filter(None, stated), None) or find_day_in_path(document.path)
    return day.isoformat() if day else ""


def _order_fact(fact: FiledFact) -> tuple[str, str, int]:
    return str(fact.values[1]), fact.path, fact.number


def _leave_translations_out(facts: Sequence[FiledFact]) -> Iterator[FiledFact]:
    """The facts but for those of an article that is one of the others in another language.

    Articles whose paths name the same article, and different languages or one of
    them none, are translations, whatever language they seem to be written in.
    """
    languages: dict[str, str] = {}
    for fact in facts:
        language, article = _parse_path(fact.path)
        if languages.setdefault(article, language) == language:
            yield fact


def _parse_path(path: str) -> tuple[str, str]:
    """The language that a path names, "" for none, and what it calls the article: `it.md`, `ja/it.md`, `it.ja.md`."""
    file = PurePosixPath(path)
    *folders, (stem, own) = ((name, _NAME.fullmatch(name)) for name in (*file.parts[:-1], file.stem))
    language = next((named[2] for _, named in (*folders, (stem, own))[::-1] if named), "")
    if own and own[1]:
        stem = own[1]
    if stem.casefold() in _INDEXES:
        stem = "/" + next((name for name, named in reversed(folders) if not named), "")
    return language.casefold().replace("_", "-"), stem
