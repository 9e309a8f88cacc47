"""Facts of many documents → those that are equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from endmark.violation import FiledFact, FiledFacts

if TYPE_CHECKING:
    from endmark.storage.key_groups import KeyGroup

_HEAD = 8
"""Bytes of a digest that are its key: those that differ in them are not equal, and most do."""


def group_equal(facts: FiledFacts) -> Iterator[Sequence[FiledFact]]:
    """The facts of several articles that share a digest, together; the key of that is their only one."""
    for _, numbers in group_by_shared_key(facts):
        groups: dict[bytes, list[FiledFact]] = {}
        for fact in map(facts.get, numbers):
            groups.setdefault(fact.digest, []).append(fact)
        yield from (group for group in groups.values() if len(group) > 1)


def group_by_shared_key(facts: Iterable[FiledFact]) -> Iterator[KeyGroup]:
    """The numbers of the facts of each key that several articles have; facts come by path."""
    from endmark.storage.key_groups import group_by_key

    by_article = enumerate(groupby(facts, key=attrgetter("path")))
    return group_by_key((article, fact.number, fact.keys) for article, (_, own) in by_article for fact in own)


def leave_translations_out(facts: Iterable[FiledFact]) -> Iterator[FiledFact]:
    """The facts but for those of an article that is one of the others in another language.

    Articles whose paths name the same article, and different languages or one of
    them none, are translations, whatever language they seem to be written in.
    """
    from endmark.document.article_name import parse_article_name

    languages: dict[str, str] = {}
    for fact in facts:
        article = parse_article_name(fact.path)
        if languages.setdefault(article.name, article.language) == article.language:
            yield fact


def get_key(digest: bytes) -> int:
    """A key of a fact with that digest: what begins so is equal, but for one in a billion billion."""
    return int.from_bytes(digest[:_HEAD], "little", signed=True)
