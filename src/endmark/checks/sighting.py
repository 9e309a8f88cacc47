"""Which of many rules can find anything in a document at all: one search for the patterns of all of them.

Hundreds of patterns looked for one after the other would cost more than all
other checks together. RE2 looks for all at once, in the time of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
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
    return _search_for(tuple(map(_Same, searching))).owners(document)


class _Same:
    """Options that equal only themselves: comparing hundreds of patterns for each article would take too long."""

    __slots__ = ("options",)

    def __init__(self, options: Searching) -> None:
        self.options = options

    def __hash__(self) -> int:
        return id(self.options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.options is self.options


_TEXT, _SOURCE, _FIELDS = range(len(Sought._fields))


class _Search:
    """The patterns of several owners, who are numbered."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        uses: dict[Pattern, set[tuple[int, int]]] = {}
        for owner, each in enumerate(sought):
            for kind, patterns in enumerate(each):
                for pattern in patterns:
                    uses.setdefault(pattern, set()).add((kind, owner))
        self._patterns = PatternSet(tuple(uses))
        self._uses = tuple(uses.values())
        self._of_kind = [
            frozenset(number for number, used in enumerate(self._uses) if any(use[0] == kind for use in used))
            for kind in (_TEXT, _SOURCE, _FIELDS)
        ]

    def owners(self, document: Document) -> frozenset[int]:
        """Whose patterns occur in the document."""
        body, fields = _body(document), _fields(document).encode()
        # Most of what a reader sees stands in the source as it is, and is searched there.
        possible = {*self._patterns.possible(body), *self._patterns.possible(_elsewhere(document).encode())}
        return frozenset(
            chain(
                self._owners(_SOURCE, possible, lambda: body),
                self._owners(_TEXT, possible, lambda: _lines(block.text.content for block in document.blocks).encode()),
                self._owners(_FIELDS, self._patterns.possible(fields), lambda: fields),
            )
        )

    def _owners(self, kind: int, possible: Iterable[int], text: Callable[[], bytes]) -> Iterator[int]:
        """Whose patterns of those that may do occur in a kind of text, which is put together when it is needed."""
        if numbers := sorted(self._of_kind[kind].intersection(possible)):
            for number in self._patterns.matching(text(), numbers):
                yield from (owner for used, owner in self._uses[number] if used == kind)


def _body(document: Document) -> bytes:
    """The author's Markdown."""
    start = document.front_matter.span.end if document.front_matter else 0
    return document.source.text[start:].encode()


def _elsewhere(document: Document) -> str:
    """What a reader sees and the source does not say letter by letter: it goes over several lines, or holds markup."""
    return _lines(
        block.text.content for block in document.blocks if len(block.text.pieces) > 1 or "\n" in block.text.content
    )


def _fields(document: Document) -> str:
    entries = document.front_matter.fields if document.front_matter else ()
    return _lines(entry.text for entry in entries)


def _lines(texts: Iterable[str]) -> str:
    """A line for each text."""
    # No article holds a NUL, so it keeps the ends of texts apart from the ends of lines.
    return "\0".join(texts).replace("\n", " ").replace("\0", "\n")


@lru_cache(_MEMORY)
def _search_for(searching: tuple[_Same, ...]) -> _Search:
    return _Search([same.options.sought for same in searching])
