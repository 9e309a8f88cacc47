"""Which of many rules can find anything in a document at all: one search for the patterns of all of them.

Hundreds of patterns looked for one after the other would cost more than all
other checks together. RE2 looks for all at once, in the time of one.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, islice, starmap
from typing import Any, TypeAlias

from endmark.checks.text.folding import CJK
from endmark.checks.text.regex import Pattern, PatternQuery, PatternSet
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
        start = document.front_matter.span.end if document.front_matter else 0
        entries = document.front_matter.fields if document.front_matter else ()
        fields = _join_lines(entry.text for entry in entries)
        occurring: dict[int, set[Pattern]] = {}
        for owner, pattern in chain(
            chain.from_iterable(map(partial(self._for_text.iter_occurring, "text"), _iter_seen(document))),
            self._for_source.iter_occurring("source", document.source.text[start:]),
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
        # RE2 gets to know each word that a text may hold, and its beginnings: where those of other scripts
        # are looked for by themselves, it is soon done with them.
        self._uses = tuple(sorted(uses.items(), key=_has_cjk))
        self._set = PatternSet(tuple(pattern for pattern, _ in self._uses))

    def iter_occurring(self, kind: str, text: str) -> Iterator[tuple[int, Pattern]]:
        """The patterns for a kind of text that occur in such a text, each with its owners."""
        for number in self._set.find_occurring(text) if text else ():
            pattern, uses = self._uses[number]
            yield from ((owner, pattern) for used, owner in uses if used == kind)


def _has_cjk(use: tuple[Pattern, Any]) -> bool:
    return CJK.search(use[0].source) is not None


def _iter_seen(document: Document) -> Iterator[str]:
    """What a reader sees, a line for each block; what is repeated is mostly there once."""
    contents = (block.text.content for block in document.blocks)
    while batch := dict.fromkeys(islice(contents, _AT_ONCE)):
        yield _join_lines(batch)


_AT_ONCE = 2_000
"""Blocks that are searched together: most articles have fewer."""


def _join_lines(texts: Iterable[str]) -> str:
    """A line for each text."""
    texts = tuple(texts)
    # Hardly any text holds a NUL, so it keeps the ends of texts apart from the ends of lines.
    together = "\0".join(texts)
    if together.count("\0") >= len(texts) > 0:  # a field of the front matter may
        return "\n".join(text.replace("\n", " ") for text in texts)
    return together.replace("\n", " ").replace("\0", "\n")


@lru_cache(_KEPT_SEARCHES)
def _build_search(searching: tuple[_ByIdentity, ...]) -> _JointSearch:
    return _JointSearch([same.prefilter(same.options) for same in searching])
