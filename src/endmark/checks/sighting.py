"""Which of many rules can find anything in a document at all: one search for the patterns of all of them.

Hundreds of patterns looked for one after the other would cost more than all
other checks together. RE2 looks for all at once, in the time of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from endmark.checks.regex import Pattern, PatternSet
from endmark.document.model import Document

_MEMORY = 8
"""Settings whose joint search is kept: folders may have other rules, and files come folder by folder."""


class Sought(NamedTuple):
    """What a rule looks for: without a match of one of these it finds nothing.

    `text` are looked for in the visible text without its soft line breaks,
    `source` in the author's Markdown, `fields` in the values of front matter.
    """

    text: tuple[Pattern, ...] = ()
    source: tuple[Pattern, ...] = ()
    fields: tuple[Pattern, ...] = ()


class Searching(Protocol):
    """Options that say what is looked for."""

    @property
    def sought(self) -> Sought:
        """The patterns without which nothing is found."""


def sighted(document: Document, searching: Sequence[Searching]) -> frozenset[int]:
    """The numbers of those options whose rules may find something; the others find nothing."""
    search = _search_for(tuple(map(_Same, searching)))
    entries = document.front_matter.fields if document.front_matter else ()
    return frozenset().union(
        search.text.owners(block.text.content for block in document.blocks),
        search.source.owners_in(document.source.text),
        search.fields.owners(entry.text for entry in entries),
    )


class _Same:
    """Options that equal only themselves: comparing hundreds of patterns for each article would take too long."""

    __slots__ = ("options",)

    def __init__(self, options: Searching) -> None:
        self.options = options

    def __hash__(self) -> int:
        return id(self.options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.options is self.options


class _Group:
    """The patterns of several owners, who are numbered, for one kind of text."""

    def __init__(self, patterns: Iterable[tuple[Pattern, ...]]) -> None:
        pairs = [(pattern, owner) for owner, owned in enumerate(patterns) for pattern in owned]
        self._owners = [owner for _, owner in pairs]
        self._set = PatternSet(tuple(pattern for pattern, _ in pairs)) if pairs else None

    def owners(self, texts: Iterable[str]) -> frozenset[int]:
        """Whose patterns occur in one of the texts, in which line breaks are soft."""
        return self.owners_in(_flat(texts)) if self._set else frozenset()

    def owners_in(self, text: str) -> frozenset[int]:
        """Whose patterns occur in a text of lines."""
        return frozenset(self._owners[number] for number in self._set.occurring(text)) if self._set else frozenset()


class _Search(NamedTuple):
    text: _Group
    source: _Group
    fields: _Group


def _flat(texts: Iterable[str]) -> str:
    """A line for each text."""
    # No article holds a NUL, so it keeps the ends of texts apart from the ends of lines.
    return "\0".join(texts).replace("\n", " ").replace("\0", "\n")


@lru_cache(_MEMORY)
def _search_for(searching: tuple[_Same, ...]) -> _Search:
    sought = [same.options.sought for same in searching]
    return _Search(*(_Group([each[kind] for each in sought]) for kind in range(len(Sought._fields))))
