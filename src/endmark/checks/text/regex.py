"""Patterns written by editors: linear time on any text, whoever wrote them.

The engine is RE2: it never backtracks, so no pattern can hang the program. What
RE2 cannot do in linear time (look-around, back-references) it refuses, and the
refusal is an error of the rule file.
"""

from __future__ import annotations

import copyreg
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from endmark.checks.text.case_folding import fold_case
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span
from endmark.errors import InputError, Problem
from endmark.phrase import phrase

if TYPE_CHECKING:
    from endmark.checks.text.required_words import Ways

_FOUND = "found"

_GROUP_SIGN = compile_late(r"\\([0-9])")
"""Stands for a group in what a match is replaced by."""

_CONTINUES = range(0x80, 0xC0)
"""The bytes of UTF-8 that begin no character."""

_MOST_MEMORY = 32 << 20
"""Bytes that RE2 may use for one expression; with less it would still be right, but slow."""


class PatternError(ValueError):
    """The pattern is not a valid RE2 expression; the text says why."""


class Pattern:
    """A compiled RE2 expression, which never changes.

    When the expression has a group named `found`, a match is what that group
    holds; otherwise it is the whole match. `name` is the id that a rule gives it, `place`
    where the rule says that its matches count, "" when it does not say, and
    `language` the only one in whose texts it is looked for, "" for any; two patterns are
    equal when they match the same there. Raises PatternError where it is none.
    """

    # Written out, as making a frozen data class takes longer than loading ten modules.
    __slots__ = ("_compiled", "_group", "_ways", "language", "name", "place", "source")

    source: str
    name: str
    language: str
    place: str
    _compiled: Any
    _group: int
    _ways: Ways

    def __init__(self, source: str, name: str = "", language: str = "", place: str = "") -> None:
        self.__setstate__((source, name, language, place, None))
        self._compile()

    def _compile(self) -> None:
        self._compiled = _compile(self.source)
        self._group = self._compiled.groupindex.get(_FOUND, 0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and (self.source, self.language) == (other.source, other.language)

    def __hash__(self) -> int:
        return hash((self.source, self.language))

    def __repr__(self) -> str:
        return f"Pattern({self.source!r}, {self.name!r}, {self.language!r}, {self.place!r})"

    @classmethod
    def trust(
        cls, source: str, name: str = "", language: str = "", place: str = "", ways: Ways | None = None
    ) -> Pattern:
        """The pattern of an expression that is known to be valid: it is compiled when it is asked to match.

        `ways` are its own, where they are known.
        """
        pattern = cls.__new__(cls)
        pattern.__setstate__((source, name, language, place, ways))
        return pattern

    def __getattr__(self, name: str) -> Any:
        # A pattern that is trusted, or from a pickle, is not compiled yet; most of those are never asked to match.
        if name == "_ways":
            from endmark.checks.text.required_words import find_ways  # what is kept knows its ways

            self._ways = find_ways(self.source)
        elif name in ("_compiled", "_group"):
            self._compile()
        else:
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def __reduce__(self) -> tuple[Any, ...]:
        make = copyreg.__newobj__  # type: ignore[attr-defined]
        return make, (Pattern,), [self.source, self.name, self.language, self.place, self._ways]

    def __setstate__(self, state: tuple[str, str, str, str, Ways | None]) -> None:
        self.source, self.name, self.language, self.place, ways = state
        if ways is not None:
            self._ways = ways

    @property
    def ways(self) -> Ways:
        """What it needs to match, as `find_ways` gives it; it travels along in a pickle."""
        return self._ways

    def may_occur(self, text: str) -> bool:
        """Whether a text holds the words that it needs: a look that compiles nothing, and rules out most texts."""
        if not self.ways:
            return True
        folded = fold_case(text)
        return any(all(any(word in folded for word in words) for words in way) for way in self.ways)

    def iter_spans(self, text: str) -> Iterator[Span]:
        """The non-empty matches in `text`, left to right, without overlaps.

        The last character that must stand after one match may be what must stand
        before the next: a blank between two words serves both.
        """
        return (span for span, _ in self._iter_matches(text))

    def iter_rewrites(self, text: str, template: str) -> Iterator[tuple[Span, str]]:
        r"""The same matches, each with what `template` makes of it: `\1` stands for what the first group holds."""
        for span, found in self._iter_matches(text):
            yield span, _GROUP_SIGN.sub(lambda sign: (found[int(sign[1])] or b"").decode(), template)  # noqa: B023

    @property
    def groups(self) -> int:
        """How many groups the expression has."""
        return int(self._compiled.groups)

    def _iter_matches(self, text: str) -> Iterator[tuple[Span, Any]]:
        data = text.encode()
        if not self._group:
            yield from self._iter_whole_matches(text, data)
            return
        position = offset = counted = 0
        while position <= len(data) and (found := self._compiled.search(data, position)) is not None:
            start, end = found.span(self._group)
            if start < end:
                offset += len(data[counted:start].decode())
                counted = end
                length = len(data[start:end].decode())
                yield Span(offset, offset + length), found
                offset += length
            last = found.end()
            position = _find_previous(data, last) if start < end < last else max(last, _find_next(data, position))

    def _iter_whole_matches(self, text: str, data: bytes) -> Iterator[tuple[Span, Any]]:
        """The matches where nothing must stand before or after one that is no part of it: no place serves two."""
        offset = counted = 0
        is_ascii = len(text) == len(data)
        for found in self._compiled.finditer(data):
            start, end = found.span()
            if start == end:
                continue
            if is_ascii:
                yield Span(start, end), found
                continue
            offset += len(data[counted:start].decode())
            counted = end
            length = len(data[start:end].decode())
            yield Span(offset, offset + length), found
            offset += length

    def occurs(self, text: str | bytes) -> bool:
        """Whether the expression matches anywhere in `text`, which may be encoded in UTF-8."""
        return self._compiled.search(text) is not None

    def occurs_in_lines(self, data: bytes) -> bool:
        """Whether it matches anywhere in UTF-8 in which each line may be a text: there all its anchors match."""
        return _compile_for_lines(self.source).search(data) is not None

    def matches_whole(self, text: str) -> bool:
        """Whether the expression matches all of `text`, from its first character to its last."""
        return self._compiled.fullmatch(text) is not None


PlainPattern: TypeAlias = "tuple[str, str, str, str, Ways]"
"""The source, name, language, place and ways of a pattern: what it is kept as."""


def pack_patterns(patterns: Iterable[Pattern]) -> tuple[PlainPattern, ...]:
    """Patterns as `marshal` writes them."""
    return tuple([(one.source, one.name, one.language, one.place, one.ways) for one in patterns])


def unpack_patterns(plain: Iterable[PlainPattern]) -> tuple[Pattern, ...]:
    """The patterns again; each is compiled when it is asked to match."""
    return tuple([Pattern.trust(*each) for each in plain])


class PatternQuery(Struct, frozen=True):
    """What a rule looks for: without a match of one of these it finds nothing.

    `text` are looked for in the visible text without its soft line breaks,
    `source` in the author's Markdown, `fields` in the values of front matter.
    """

    text: tuple[Pattern, ...] = ()
    source: tuple[Pattern, ...] = ()
    fields: tuple[Pattern, ...] = ()


def _find_previous(data: bytes, offset: int) -> int:
    """Where the character before an offset of UTF-8 begins."""
    offset -= 1
    while data[offset] in _CONTINUES:
        offset -= 1
    return offset


def _find_next(data: bytes, offset: int) -> int:
    """Where the character at an offset of UTF-8 ends."""
    offset += 1
    while offset < len(data) and data[offset] in _CONTINUES:
        offset += 1
    return offset


@cache
def _load_engine() -> Any:
    """The module `re2`. Raises InputError where it cannot be imported."""
    try:
        import re2
    except ImportError as error:
        message = phrase("google-re2, which looks for patterns, cannot be imported ({error}).", error=error)
        raise InputError(Problem(message, hint=_WHERE_RE2_RUNS)) from error
    return re2


_WHERE_RE2_RUNS = phrase(
    "`pip install google-re2` installs it for CPython 3.11 to 3.14 on Linux with glibc, "
    "on macOS and on Windows; instead of Alpine, use an image with glibc such as `python:3.13-slim`."
)


def _make_options() -> Any:
    options = _load_engine().Options()
    options.log_errors = False
    options.max_mem = _MOST_MEMORY
    return options


@cache
def _compile(source: str) -> Any:
    re2 = _load_engine()
    try:
        return re2.compile(source, _make_options())
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])
        raise PatternError(reason) from error


@cache
def _compile_for_lines(source: str) -> Any:
    if not any(found[1] for found in _PATTERN_ANCHOR.finditer(source)):
        return _compile(source)  # which looks for the matches then, too
    return _compile("(?m)" + _PATTERN_ANCHOR.sub(lambda found: _OF_LINES.get(found[0], found[0]), source))


_OF_LINES = {r"\A": "^", r"\z": "$"}
"""For anchors to the ends of the text those to the ends of lines."""


@cache
def join_patterns(patterns: tuple[Pattern, ...]) -> Pattern | None:
    """One expression that matches where any of `patterns` does; None when there are none.

    In it `^` and `$` match at the ends of lines, and there are no groups: it
    serves to see quickly whether, and about where, there is anything to find.
    """
    sources = [_GROUP_NAME.sub("(?:", pattern.source) for pattern in patterns]
    return Pattern("(?m)" + "|".join(f"(?:{source})" for source in sources)) if sources else None


@cache
def remove_anchors(pattern: Pattern) -> Pattern:
    """An expression that matches wherever the pattern does and holds no anchor to the ends of lines or of the text."""
    source = _PATTERN_ANCHOR.sub(lambda found: "" if found[1] else found[0], pattern.source)
    if source == pattern.source:
        return pattern
    if any(found[1] and found[2] for found in _PATTERN_ANCHOR.finditer(pattern.source)):
        return Pattern("")  # what repeats an anchor would repeat nothing now
    return Pattern.trust(source, pattern.name, pattern.language, pattern.place, pattern.ways)  # an anchor is no word


_GROUP_NAME = compile_late(r"\(\?P<\w+>")
_PATTERN_ANCHOR = compile_late(r"(\^|\$|\\[Az])(?=([*+?{])?)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]", re.DOTALL)
"""An anchor, in the group, and what repeats it; or an escape or a class, in which the same characters are none."""
