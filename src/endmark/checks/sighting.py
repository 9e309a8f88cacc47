"""Which of many rules can find anything in a document at all: one search for the patterns of all of them.

Hundreds of patterns looked for one after the other would cost more than all
other checks together. RE2 looks for all at once, in the time of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

from endmark.checks.regex import Pattern, PatternSet, any_of
from endmark.document.model import Document

_MEMORY = 8
"""Settings whose joint search is kept: folders may have other rules, and files come folder by folder."""


class Sought(NamedTuple):
    """What a rule looks for: these occur in a document, in `text` or in `source`, wherever the rule finds anything.

    `text` are looked for in the visible text without its soft line breaks and
    in front matter, `source` in the author's Markdown.
    """

    text: tuple[Pattern, ...] = ()
    source: tuple[Pattern, ...] = ()


class Searching(Protocol):
    """Options that say what is looked for."""

    @property
    def sought(self) -> Sought:
        """The patterns without which nothing is found."""


def sighted(document: Document, searching: Sequence[Searching]) -> frozenset[int]:
    """The numbers of those options whose rules may find something; the others find nothing."""
    in_text, in_source = _searches(tuple(map(_Same, searching)))
    return in_text.owners(flat_text(document)) | in_source.owners(document.source.text)


def flat_text(document: Document) -> str:
    """The visible text of a document: a line for each block, and one for each value of its front matter."""
    values = document.front_matter.fields if document.front_matter else ()
    texts = chain((block.text.content for block in document.blocks), (entry.text for entry in values))
    # No article holds a NUL, so it keeps the ends of blocks apart from the ends of lines.
    return "\0".join(texts).replace("\n", " ").replace("\0", "\n")


class _Same:
    """Options that equal only themselves: comparing hundreds of patterns for each article would take too long."""

    __slots__ = ("options",)

    def __init__(self, options: Searching) -> None:
        self.options = options

    def __hash__(self) -> int:
        return id(self.options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.options is self.options


@lru_cache(_MEMORY)
def _searches(searching: tuple[_Same, ...]) -> tuple[_Search, _Search]:
    all_sought = [same.options.sought for same in searching]
    return _Search([sought.text for sought in all_sought]), _Search([sought.source for sought in all_sought])


class _Search:
    """A search for the patterns of several owners, who are numbered."""

    def __init__(self, patterns: Iterable[tuple[Pattern, ...]]) -> None:
        pairs = [(pattern, owner) for owner, owned in enumerate(patterns) for pattern in owned]
        self._patterns = tuple(pattern for pattern, _ in pairs)
        self._owners = [owner for _, owner in pairs]
        self._any = any_of(self._patterns)

    @cached_property
    def _set(self) -> PatternSet:
        return PatternSet(self._patterns)

    def owners(self, text: str) -> frozenset[int]:
        """Whose patterns occur in a text; everybody's when that takes too much memory to tell."""
        if self._any is None or not self._any.occurs(text):
            return frozenset()
        return frozenset(self._owners[number] for number in self._set.occurring(text)) or frozenset(self._owners)
