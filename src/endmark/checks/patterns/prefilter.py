"""Which of many rules can find anything in a document at all: one search for the patterns of all of them.

Hundreds of patterns looked for one after the other would cost more than all
other checks together.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice, starmap
from operator import methodcaller
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeAlias

from endmark.checks.text.pattern_set import PatternSet
from endmark.checks.text.regex import Pattern, PatternQuery
from endmark.checks.text.searched_texts import Texts
from endmark.document.model import Document
from endmark.document.packed_blocks import find_languages, iter_bounds, iter_contents

if TYPE_CHECKING:
    from endmark.checks.patterns.search_memory import SearchMemory
    from endmark.storage.aside import Frozen

_KEPT_SEARCHES = 8
"""Settings whose joint search is kept: folders may have other rules, and files come folder by folder."""


Prefilter: TypeAlias = Callable[[Any], PatternQuery]
"""The hook of a check that says what its options look for."""


def find_candidates(  # noqa: PLR0913 - the last two are named
    document: Document,
    searching: Iterable[tuple[Prefilter, Any]],
    before: Document | None = None,
    search: JointSearch | None = None,
    *,
    edited: bool = False,
    memory: SearchMemory | None = None,
) -> Mapping[int, frozenset[Pattern]]:
    """The numbers of those whose rules may find something, with the patterns of theirs that occur.

    Each is the prefilter of a check with the options of a rule. With `before`, which is the document as it
    was searched already, only what reads otherwise now is searched. `search` is theirs, where somebody has
    it already. An `edited` document is searched only where the one before it, which was edited, too, had other
    text: there may be patterns among them that have gone from it meanwhile. With a `memory` of that one in the
    same search it may have been searched in another run.
    """
    search = search or build_search(searching)
    if before is not None or not (edited or memory):
        return search.find_occurring(document, before)
    return search.find_in_edited(document, memory or search.memory)


def build_search(searching: Iterable[tuple[Prefilter, Any]]) -> JointSearch:
    """The search for the patterns of all of these."""
    return _build_search(tuple(starmap(_ByIdentity, searching)))


def _find_languages(document: Document) -> frozenset[str]:
    """The languages that stand in a document, or may be taken for them; none where that is not known for certain."""
    if document.language == _UNKNOWN or len(document.source.text) < _SHORT:
        return frozenset()
    if _count_others(document.source.text[:_SAMPLE]) > _MOST_OTHERS:
        return frozenset()
    shown = find_languages(document.blocks) | {document.language}
    return shown | _TAKEN_FOR_ROMANCE if shown & _ROMANCE else shown


def _count_others(sample: str) -> int:
    """The letters of languages of which no common words are known, such as Czech, Croatian and Hungarian."""
    return 0 if sample.isascii() else sum(map(sample.lower().count, _OTHER_LETTERS))


_OTHER_LETTERS = "čďěňřšťůžľĺŕőűșțţ"
"""Letters beside a to z that no language in the Latin script has of which common words are known; CLDR lists them."""

_SAMPLE = 2_000
_MOST_OTHERS = 20
"""One letter in a hundred: names have fewer, and Czech, Croatian or Romanian have three or more. A few little words
make somebody take them for Portuguese."""

_ROMANCE = frozenset({"es", "fr", "it", "pt"})
_TAKEN_FOR_ROMANCE = frozenset({"ca", "ro"})
"""Languages of which no common words are known; they share so many with those that they are taken for them."""


_UNKNOWN = "und"
_SHORT = 500
"""Code points of an article that may be too short to show its language for certain."""


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


_KINDS_OF_TEXT = PatternQuery.__struct_fields__

_Use: TypeAlias = tuple[str, int]
"""A kind of text in which a pattern is looked for, and the number of who wants it."""


class JointSearch:
    """The patterns of several owners, who are numbered, in groups for the text that they are looked for in first."""

    def __init__(self, queries: Sequence[PatternQuery]) -> None:
        self._for_text, self._for_source, self._for_fields = (
            _PatternGroup(
                [
                    each if first == kind else PatternQuery()
                    for each, first in zip(queries, map(_get_main_kind, queries), strict=True)
                ]
            )
            for kind in _KINDS_OF_TEXT
        )

    @cached_property
    def memory(self) -> SearchMemory:
        """What it found last, when that was in a document that is edited."""
        from endmark.checks.patterns.search_memory import SearchMemory

        return SearchMemory()

    def find_occurring(self, document: Document, before: Document | None) -> Mapping[int, frozenset[Pattern]]:
        """The patterns that occur in the document, by their owners."""
        seen, written = _iter_seen(document), _iter_written(document)
        fields: Sequence[str] = ()
        if before is not None:
            seen = _leave_out(seen, _iter_seen(before))
            written = _leave_out(written, _iter_written(before))
        elif document.front_matter:
            fields = [_put_in_line(entry.text) for entry in document.front_matter.fields]
        return self._find(seen, written, fields, _find_languages(document))

    def find_in_edited(self, document: Document, memory: SearchMemory) -> Mapping[int, frozenset[Pattern]]:
        """The same for a document that was searched before it was edited, with what occurred in it then."""
        fields = [_put_in_line(entry.text) for entry in document.front_matter.fields] if document.front_matter else []
        languages = _find_languages(document)

        def search(new: Sequence[Sequence[str]]) -> Mapping[int, frozenset[Pattern]]:
            seen, written, new_fields = new
            return self._find(seen, written, new_fields, languages)

        return memory.find((_iter_seen(document), _iter_written(document), fields), languages, search)

    def _find(
        self, seen: Iterable[str], written: Iterable[str], fields: Sequence[str], languages: frozenset[str]
    ) -> Mapping[int, frozenset[Pattern]]:
        occurring: dict[int, set[Pattern]] = {}
        for owner, pattern in chain(
            self._for_text.iter_occurring("text", seen, languages),
            self._for_source.iter_occurring("source", written, languages),
            self._for_text.iter_occurring("fields", fields, languages),
            self._for_source.iter_occurring("fields", fields, languages),
            self._for_fields.iter_occurring("fields", fields, languages),
        ):
            occurring.setdefault(owner, set()).add(pattern)
        return {owner: frozenset(patterns) for owner, patterns in occurring.items()}


def _leave_out(texts: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    known = frozenset(others)
    return (text for text in texts if text not in known)


def _get_main_kind(query: PatternQuery) -> str:
    """The kind of text that an owner looks into most."""
    return next((kind for kind in _KINDS_OF_TEXT if getattr(query, kind)), "fields")


class _PatternGroup:
    """Patterns that are looked for together, those of each language by themselves."""

    def __init__(self, queries: Sequence[PatternQuery]) -> None:
        uses: dict[str, dict[Pattern, list[_Use]]] = {}
        for owner, each in enumerate(queries):
            for kind in _KINDS_OF_TEXT:
                for pattern in getattr(each, kind):
                    uses.setdefault(pattern.language, {}).setdefault(pattern, []).append((kind, owner))
        self._by_language = {language: _OneLanguage(of_it) for language, of_it in uses.items()}

    def iter_occurring(
        self, kind: str, texts: Iterable[str], languages: frozenset[str]
    ) -> Iterator[tuple[int, Pattern]]:
        """The patterns for a kind of text that occur in such texts, each with its owners.

        Those of a language are looked for where it is among the `languages`, or where none is named.
        """
        chosen = [
            of_it
            for language, of_it in self._by_language.items()
            if kind in of_it.kinds and (not language or not languages or language in languages)
        ]
        ahead = iter(texts if chosen else ())
        known: frozenset[str] = frozenset()
        while batch := tuple(dict.fromkeys(islice(ahead, _AT_ONCE))):  # what is repeated is there once
            if new := tuple([text for text in batch if text not in known]) if known else batch:
                searched = Texts(new)
                for of_it in chosen:
                    yield from of_it.iter_occurring(kind, searched)
            known = frozenset(batch if len(batch) <= _FEW_TEXTS else ())


class _OneLanguage:
    """The patterns of one language; one that several owners look for is there once.

    Out of a pickle they are read when an article may be in that language, and their owners when one may occur.
    """

    def __init__(self, uses: Mapping[Pattern, Sequence[_Use]], packed: Frozen = b"") -> None:
        self.kinds = frozenset(kind for where in uses.values() for kind, _ in where)
        self._given = uses
        self._packed = packed

    @cached_property
    def _set(self) -> PatternSet:
        return PatternSet.unpack(self._unpacked[0]) if self._packed else PatternSet(tuple(self._given))

    @cached_property
    def _numbers(self) -> Mapping[str, Container[int]]:
        """Those that are looked for in a kind of text."""
        return self._unpacked[1] if self._packed else self._number_by_kind()

    def _number_by_kind(self) -> Mapping[str, frozenset[int]]:
        return {
            kind: frozenset(number for number, where in enumerate(self._uses) if kind in dict(where))
            for kind in sorted(self.kinds)
        }

    @cached_property
    def _uses(self) -> tuple[tuple[_Use, ...], ...]:
        """Where each of them is looked for, and for whom."""
        if not self._packed:
            return tuple(map(tuple, self._given.values()))
        uses: tuple[tuple[_Use, ...], ...] = marshal.loads(self._unpacked[2])  # noqa: S302 - as below
        return uses

    @cached_property
    def _unpacked(self) -> tuple[tuple[Any, ...], Mapping[str, frozenset[int]], bytes]:
        # Who hands over a pickle has checked that it is as a program like this one wrote it.
        unpacked: tuple[tuple[Any, ...], Mapping[str, frozenset[int]], bytes] = marshal.loads(self._packed)  # noqa: S302
        return unpacked

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        from endmark.storage.aside import put_aside

        packed = self._packed
        if not packed:
            plain: Any = self._set.pack(), self._number_by_kind(), marshal.dumps(self._uses)
            packed = marshal.dumps(plain)
        return _OneLanguage, ({}, put_aside(packed, protocol)), {"kinds": self.kinds}

    def iter_occurring(self, kind: str, searched: Texts) -> Iterator[tuple[int, Pattern]]:
        patterns = self._set
        for number in patterns.find_occurring(searched, self._numbers[kind]):
            pattern = patterns[number]
            yield from ((owner, pattern) for used, owner in self._uses[number] if used == kind)


_AT_ONCE = 2_000
"""Texts that are searched together: most articles have fewer blocks."""

_FEW_TEXTS = 200
"""Texts that are remembered until the next are searched: who says the same thousands of times says little else."""


_put_in_line = methodcaller("replace", "\n", " ")


def _iter_seen(document: Document) -> Iterator[str]:
    """What a reader sees of each block."""
    return map(_put_in_line, iter_contents(document.blocks))


def _iter_written(document: Document) -> Iterator[str]:
    """The source behind the front matter, parted where blocks begin: where a pattern is looked for goes over none."""
    text = document.source.text
    start = reach = document.front_matter.span.end if document.front_matter else 0
    for first, end in iter_bounds(document.blocks):
        if start < first >= reach:
            yield text[start:first]
            start = first
        reach = max(reach, end)
    yield text[start:]


@lru_cache(_KEPT_SEARCHES)
def _build_search(searching: tuple[_ByIdentity, ...]) -> JointSearch:
    return JointSearch([same.prefilter(same.options) for same in searching])
