"""What a search for patterns found in an article, for the next search in it after it was edited."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from endmark.checks.text.regex import Pattern, pack_patterns, unpack_patterns
from endmark.storage.store import compute_digest

_MOST_EDITS = 100
"""Edits after which all is searched again: what has gone from the text is looked for until then."""

Occurring: TypeAlias = Mapping[int, frozenset[Pattern]]
"""The patterns that occur, by the numbers of who looks for them."""


class _Searched(Struct, frozen=True):
    """Which texts of each kind were searched, after so many edits, and what occurs in them or did."""

    texts: tuple[frozenset[str | bytes], ...]
    languages: frozenset[str]
    found: Occurring
    number: int


class SearchMemory:
    """What the last search in a document found, and in which texts.

    It belongs to one search, and means nothing to any other.
    """

    def __init__(self) -> None:
        self._last: _Searched | None = None

    def find(
        self,
        texts: Sequence[Iterable[str]],
        languages: frozenset[str],
        search: Callable[[Sequence[Sequence[str]]], Occurring],
    ) -> Occurring:
        """What occurs in texts of several kinds, or did before the last edits; only the new ones are searched."""
        named = [{self._name(text): text for text in own} for own in texts]
        last = self._last
        if (
            last is None
            or last.languages != languages
            or last.number == _MOST_EDITS
            or 2 * len(last.texts[0] & named[0].keys()) < len(named[0])  # it is another document, or as good as one
        ):
            last = _Searched((frozenset(),) * len(named), languages, {}, -1)
        new = search(
            [[own[name] for name in own if name not in old] for own, old in zip(named, last.texts, strict=True)]
        )
        nothing: frozenset[Pattern] = frozenset()
        found = {owner: last.found.get(owner, nothing) | new.get(owner, nothing) for owner in {**last.found, **new}}
        self._last = _Searched(tuple(map(frozenset, named)), languages, found, last.number + 1)
        return found

    def _name(self, text: str) -> str | bytes:
        """What is remembered of a text."""
        return text


class KeptSearchMemory(SearchMemory):
    """A memory that can be kept between runs: no text is in it, only digests."""

    @classmethod
    def unpack(cls, packed: bytes) -> KeptSearchMemory:
        """The memory that was packed, by a program like this one."""
        memory = cls()
        texts, languages, found, number = marshal.loads(packed)  # noqa: S302 - who kept it has checked it
        occurring = {owner: frozenset(unpack_patterns(patterns)) for owner, patterns in found}
        memory._last = _Searched(texts, languages, occurring, number)
        return memory

    def pack(self) -> bytes:
        """It in bytes; none where nothing was searched."""
        last = self._last
        if last is None:
            return b""
        found = [(owner, pack_patterns(last.found[owner])) for owner in last.found]
        return marshal.dumps((last.texts, last.languages, found, last.number))

    def _name(self, text: str) -> bytes:
        return compute_digest(text.encode())
