"""Which of many rules can find anything in a document at all: one search for the patterns of all of them.

Hundreds of patterns looked for one after the other would cost more than all
other checks together.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, starmap
from typing import Any, TypeAlias

from endmark.checks.text.pattern_set import PatternSet
from endmark.checks.text.regex import Pattern, PatternQuery
from endmark.document.model import Document

_KEPT_SEARCHES = 8
"""Settings whose joint search is kept: folders may have other rules, and files come folder by folder."""


Prefilter: TypeAlias = Callable[[Any], PatternQuery]
"""The hook of a check that says what its options look for."""


def find_candidates(document: Document, searching: Iterable[tuple[Prefilter, Any]]) -> Mapping[int, Container[Pattern]]:
    """The numbers of those whose rules may find something, with the patterns of theirs that occur.

    Each is the prefilter of a check with the options of a rule.
    """
    return _build_search(tuple(starmap(_ByIdentity, searching))).find_occurring(document)


class _ByIdentity:
    """Options that equal only themselves: comparing hundreds of patterns for each article would take too long."""

    __slots__ = ("options", "prefilter")

    def __init__(self, prefilter: Prefilter, options: Any) -> None:
        self.prefilter = prefilter
        self.options = options

    def __hash__(self) -> int:
        return id(self.options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.options is self.options


class _JointSearch:
    """The patterns of several owners, who are numbered, in groups for the text that they are looked for in first."""

    def __init__(self, queries: Sequence[PatternQuery]) -> None:
        self._for_text, self._for_source, self._for_fields = (
            _PatternGroup(
                [
                    each if first == kind else PatternQuery()
                    for each, first in zip(queries, map(_get_main_kind, queries), strict=True)
                ]
            )
            for kind in PatternQuery._fields
        )

    def find_occurring(self, document: Document) -> Mapping[int, Container[Pattern]]:
        """The patterns that occur in the document, by their owners."""
        entries = document.front_matter.fields if document.front_matter else ()
        fields = [_put_in_line(entry.text) for entry in entries]
        occurring: dict[int, set[Pattern]] = {}
        for owner, pattern in chain(
            self._for_text.iter_occurring("text", _iter_seen(document)),
            self._for_source.iter_occurring("source", _iter_written(document)),
            self._for_text.iter_occurring("fields", fields),
            self._for_source.iter_occurring("fields", fields),
            self._for_fields.iter_occurring("fields", fields),
        ):
            occurring.setdefault(owner, set()).add(pattern)
        return occurring


def _get_main_kind(query: PatternQuery) -> str:
    """The kind of text that an owner looks into most."""
    return next((kind for kind, patterns in zip(PatternQuery._fields, query, strict=True) if patterns), "fields")


class _PatternGroup:
    """Patterns that are looked for together; one that several owners look for is there once."""

    def __init__(self, queries: Sequence[PatternQuery]) -> None:
        uses: dict[Pattern, list[tuple[str, int]]] = {}
        for owner, each in enumerate(queries):
            for kind, patterns in zip(PatternQuery._fields, each, strict=True):
                for pattern in patterns:
                    uses.setdefault(pattern, []).append((kind, owner))
        self._uses = tuple(uses.items())
        self._set = PatternSet(tuple(uses))
        self._of_kind = {
            kind: frozenset(number for number, (_, where) in enumerate(self._uses) if kind in dict(where))
            for kind in PatternQuery._fields
        }

    def iter_occurring(self, kind: str, texts: Iterable[str]) -> Iterator[tuple[int, Pattern]]:
        """The patterns for a kind of text that occur in such texts, each with its owners."""
        ahead = iter(texts)
        while batch := tuple(dict.fromkeys(islice(ahead, _AT_ONCE))):  # what is repeated is there once
            for number in self._set.find_occurring(batch, self._of_kind[kind]):
                pattern, uses = self._uses[number]
                yield from ((owner, pattern) for used, owner in uses if used == kind)


_AT_ONCE = 2_000
"""Texts that are searched together: most articles have fewer blocks."""


def _iter_seen(document: Document) -> Iterator[str]:
    """What a reader sees of each block."""
    return (_put_in_line(block.text.content) for block in document.blocks)


def _put_in_line(text: str) -> str:
    return text.replace("\n", " ")


def _iter_written(document: Document) -> Iterator[str]:
    """The source behind the front matter, parted where blocks begin: where a pattern is looked for goes over none."""
    text = document.source.text
    start = reach = document.front_matter.span.end if document.front_matter else 0
    for block in document.blocks:
        first, end = block.span
        if start < first >= reach:
            yield text[start:first]
            start = first
        reach = max(reach, end)
    yield text[start:]


@lru_cache(_KEPT_SEARCHES)
def _build_search(searching: tuple[_ByIdentity, ...]) -> _JointSearch:
    return _JointSearch([same.prefilter(same.options) for same in searching])
