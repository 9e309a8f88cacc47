"""A field of the front matter that says the same in several articles."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.article_day import find_stated_day, is_compared
from endmark.checks.text.equal_facts import get_key, group_equal, leave_translations_out
from endmark.checks.text.field_text import iter_named_fields
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.model import Document
from endmark.storage.store import compute_digest
from endmark.violation import CorpusMatch, Fact, FiledFact, FiledFacts, make_reason

KIND: CheckKind = "metadata"
NEEDS: frozenset[Need] = frozenset({"front matter"})
VALUES = frozenset({"field", "others"})

_LEAST = 12
"""The least weight of a value that is compared: "Editorial" is the name of a column rather than a title."""


class Options(Struct, frozen=True):
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
    day = find_stated_day(document, options.dates)
    if not is_compared(document, options.dates, day):
        return
    language = document.language
    if language == "und":
        from endmark.document.article_name import parse_article_name

        language = parse_article_name(document.path).language
    for entry, value in iter_named_fields(document, options.fields, scope):
        folded = fold(value.content)
        if compute_weight(folded) >= _LEAST:
            said = (entry.name.casefold(), language, folded)
            digest = compute_digest(*(part.encode("utf-8", "surrogatepass") for part in said))
            yield Fact(value.map_span(0, len(value.content)), digest, (entry.name, day), (get_key(digest),))


def compare(facts: FiledFacts, options: Options) -> Iterator[CorpusMatch]:  # noqa: ARG001
    """Yield for each value that several articles have the last of them, with those before it."""
    from endmark.checks.text.other_articles import MOST_SHOWN, name_others

    for equal in group_equal(facts):
        *others, last = sorted(leave_translations_out(equal), key=_order_fact)
        if not others:
            continue
        shown, rest = others[:MOST_SHOWN], others[MOST_SHOWN:]
        yield CorpusMatch(
            last.number,
            tuple((fact.number, make_reason("repeated-field.article-here", field=fact.values[0])) for fact in shown),
            {"field": last.values[0], "others": name_others([fact.path for fact in others])},
            tuple(fact.number for fact in rest),
        )


def _order_fact(fact: FiledFact) -> tuple[str, str, int]:
    return str(fact.values[1]), fact.path, fact.number
