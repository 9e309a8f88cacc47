"""Which of many rules can find anything in a document at all: one search for the patterns of all of them.

Hundreds of patterns looked for one after the other would cost more than all
other checks together. RE2 looks for all at once, in the time of one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, Protocol, Self

from endmark.checks.text.regex import Pattern, PatternSet
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

    def only(self, occurring: Container[Pattern]) -> Self:
        """Options that find the same in a document in which of the patterns sought only these occur."""


def sighted(document: Document, searching: Sequence[Searching]) -> Mapping[int, Container[Pattern]]:
    """The numbers of those options whose rules may find something, with the patterns of theirs that occur."""
    return _search_for(tuple(map(_Same, searching))).occurring(document)


class _Same:
    """Options that equal only themselves: comparing hundreds of patterns for each article would take too long."""

    __slots__ = ("options",)

    def __init__(self, options: Searching) -> None:
        self.options = options

    def __hash__(self) -> int:
        return id(self.options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.options is self.options


class _Search:
    """The patterns of several owners, who are numbered, in groups for the text that they are looked for in first."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        self._for_text, self._for_source, self._for_fields = (
            _Group(
                [each if first == kind else Sought() for each, first in zip(sought, map(_first, sought), strict=True)]
            )
            for kind in Sought._fields
        )

    def occurring(self, document: Document) -> Mapping[int, Container[Pattern]]:
        """The patterns that occur in the document, by their owners."""
        start = document.front_matter.span.end if document.front_matter else 0
        entries = document.front_matter.fields if document.front_matter else ()
        seen = _lines(dict.fromkeys(block.text.content for block in document.blocks))  # what is repeated, once
        fields = _lines(entry.text for entry in entries)
        occurring: dict[int, set[Pattern]] = {}
        for owner, pattern in chain(
            self._for_text.occurring("text", seen),
            self._for_source.occurring("source", document.source.text[start:]),
            self._for_text.occurring("fields", fields),
            self._for_source.occurring("fields", fields),
            self._for_fields.occurring("fields", fields),
        ):
            occurring.setdefault(owner, set()).add(pattern)
        return occurring


def _first(sought: Sought) -> str:
    """The kind of text that an owner looks into most."""
    return next((kind for kind, patterns in zip(Sought._fields, sought, strict=True) if patterns), "fields")


class _Group:
    """Patterns that are looked for together; one that several owners look for is there once."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        uses: dict[Pattern, list[tuple[str, int]]] = {}
        for owner, each in enumerate(sought):
            for kind, patterns in zip(Sought._fields, each, strict=True):
                for pattern in patterns:
                    uses.setdefault(pattern, []).append((kind, owner))
        self._uses = tuple(uses.items())
        self._set = PatternSet(tuple(uses))

    def occurring(self, kind: str, text: str) -> Iterator[tuple[int, Pattern]]:
        """The patterns for a kind of text that occur in such a text, each with its owners."""
        for number in self._set.occurring(text) if text else ():
            pattern, uses = self._uses[number]
            yield from ((owner, pattern) for used, owner in uses if used == kind)


def _lines(texts: Iterable[str]) -> str:
    """A line for each text."""
    texts = tuple(texts)
    # Hardly any text holds a NUL, so it keeps the ends of texts apart from the ends of lines.
    together = "\0".join(texts)
    if together.count("\0") >= len(texts) > 0:  # a field of the front matter may
        return "\n".join(text.replace("\n", " ") for text in texts)
    return together.replace("\n", " ").replace("\0", "\n")


@lru_cache(_MEMORY)
def _search_for(searching: tuple[_Same, ...]) -> _Search:
    return _Search([same.options.sought for same in searching])
