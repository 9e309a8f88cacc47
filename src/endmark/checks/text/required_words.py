"""What an expression of RE2 cannot match without: the words of which one of each set occurs in every match.

It is an estimate from below: where the expression is not understood, nothing is asked for.
Words are folded as `fold` does, in the text and here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

Clause: TypeAlias = frozenset[str]
"""Words of which at least one occurs."""

Clauses: TypeAlias = tuple[tuple[str, ...], ...]
"""What an expression needs: of each row of words one at least."""

_MOST_WORDS = 150
"""Words of one clause: with more of them, one occurs in most texts."""

_MOST_JOINED = 24
"""Beginnings of a word that are carried on together: each further choice multiplies them."""

_FEW = 3
"""Words of a clause other than the first: these are looked for one by one."""

_MOST_CLAUSES = 3
"""More of them rule out hardly any more texts."""

_MOST_IN_CLASS = 4
"""Letters of a class that are taken one by one."""

_LONG = 8
"""Letters from which on a word is rare enough."""

_CJK = "\u2e80"
_LETTERS_PER_CHARACTER = 3
"""A character of CJK says as much."""

_TOKEN = re.compile(
    r"""
    (?P<flags> \(\?[a-zA-Z]*(?:-[a-zA-Z]+)?\) )
    | \((?:\?(?:P?<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:))? (?P<words> [^\\()*+?{}.\[\]^$]* ) \)
    | (?P<open> \((?:\?(?:P?<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:))? )
    | (?P<close> \) )
    | (?P<bar> \| )
    | (?P<repeat> [*+?]\?? | \{\d+(?:,\d*)?\}\?? )
    | (?P<anchor> \^ | \$ | \\[AzbB] )
    | (?P<code> \\x\{[0-9A-Fa-f]+\} | \\x[0-9A-Fa-f]{2} )
    | (?P<kind> \\[dDsSwWpPC](?:\{\^?\w+\})? | \. | \[:\w+:\] )
    | (?P<escape> \\[nrtfv] )
    | (?P<set> \[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\] )
    | (?P<letters> [^\\()|*+?{}.\[\]^$]+ | \\[^A-Za-z0-9] | [^\\] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ITEM = re.compile(r"\\x\{[0-9A-Fa-f]+\}|\\.|[^\\]", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}


class _Piece(NamedTuple):
    """What a part of an expression needs: all texts it matches, or, where these are too many, clauses."""

    exact: Clause | None
    clauses: tuple[Clause, ...] = ()


_ANYTHING = _Piece(None)
_NOTHING = _Piece(frozenset({""}))


def fold(text: str) -> str:
    """The text as the words are looked for: letters that are one to RE2 with `(?i)` are one here, too."""
    return text.casefold()


def find_clauses(expression: str) -> Clauses:
    """The clauses of an expression, the one that rules out most first; none where no word in particular must occur."""
    reader = _Reader(expression)
    piece = reader.read_choice()
    if not reader.has_understood():
        return ()
    clauses = piece.clauses if piece.exact is None else (piece.exact,)
    useful = {clause for clause in clauses if _get_length(clause) and len(clause) <= _MOST_WORDS}
    first, *others = sorted(useful, key=_rate, reverse=True) or [frozenset()]
    short = [clause for clause in others if len(clause) <= _FEW]
    return tuple(tuple(sorted(clause)) for clause in (first, *short)[:_MOST_CLAUSES] if clause)


def _get_length(clause: Clause) -> int:
    return min(map(len, clause), default=0)


def _rate(clause: Clause) -> tuple[int, int, str]:
    """How much a clause rules out: long words are rare, and so are few."""
    length = min(map(_measure, clause))
    return (min(length, _LONG), -len(clause), min(clause))


def _measure(word: str) -> int:
    word = word.strip()
    return len(word) * (1 if word[:1] < _CJK else _LETTERS_PER_CHARACTER)


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._tokens = list(_iter_tokens(expression))
        self._at = 0

    def has_understood(self) -> bool:
        """Whether all was read."""
        return self._at == len(self._tokens) and (not self._tokens or self._tokens[-1][0] != "unknown")

    def read_choice(self) -> _Piece:
        """What stands up to the end of the group: one or several ways, between bars."""
        ways = [self._read_row()]
        while self._peek() == "bar":
            self._at += 1
            ways.append(self._read_row())
        return _choose(ways)

    def _read_row(self) -> _Piece:
        pieces: list[_Piece] = []
        while (kind := self._peek()) not in ("", "bar", "close"):
            piece = self._read_piece(kind)
            while self._peek() == "repeat":
                piece = _repeat(piece, self._take())
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else _join(pieces)

    def _read_piece(self, kind: str) -> _Piece:
        text = self._take()
        if kind == "open":
            piece = self.read_choice()
            if self._peek() == "close":
                self._at += 1
            return piece
        if kind == "words":
            return _Piece(frozenset(fold(text).split("|")))
        if kind in ("anchor", "flags"):
            return _NOTHING
        if kind == "letters":
            return _Piece(frozenset({fold(text[1:] if text[0] == "\\" else text)}))
        if kind == "escape":
            return _Piece(frozenset({_ESCAPES[text[1]]}))
        if kind == "code":
            return _Piece(frozenset({fold(chr(int(text.strip("\\x{}"), 16)))}))
        return _read_set(text) if kind == "set" else _ANYTHING

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]


def _iter_tokens(expression: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(expression):
        found = _TOKEN.match(expression, at)
        if found is None:
            yield "unknown", expression[at:]
            return
        kind = str(found.lastgroup)
        text = found[kind]
        at = found.end()
        if kind == "letters" and len(text) > 1 and text[0] != "\\" and expression[at : at + 1] in ("*", "+", "?", "{"):
            text = text[:-1]  # the sign repeats the last of them
            at -= 1
        yield kind, text


def _read_set(text: str) -> _Piece:
    inner = text[1:-1]
    if inner.startswith("^") or "[:" in inner or re.search(r"\\[dDsSwWpP]|[^\\]-.", inner):
        return _ANYTHING
    letters = {
        chr(int(item[3:-1], 16)) if item.startswith("\\x{") else _ESCAPES.get(item[1:], item[-1])
        for item in _ITEM.findall(inner)
    }
    return _Piece(frozenset(map(fold, letters))) if 0 < len(letters) <= _MOST_IN_CLASS else _ANYTHING


def _repeat(piece: _Piece, sign: str) -> _Piece:
    if sign[0] == "?":
        return _Piece(piece.exact | {""}) if piece.exact is not None else _ANYTHING
    if sign[0] == "*" or re.match(r"\{0\b", sign):
        return _ANYTHING
    return _Piece(None, _get_clauses(piece))


def _get_clauses(piece: _Piece) -> tuple[Clause, ...]:
    if piece.exact is None:
        return piece.clauses
    return (piece.exact,) if _get_length(piece.exact) else ()


def _choose(ways: list[_Piece]) -> _Piece:
    if len(ways) == 1:
        return ways[0]
    exact: list[Clause] = [way.exact for way in ways if way.exact is not None]
    if len(exact) == len(ways):
        return _Piece(frozenset().union(*exact))
    best = []
    for way in ways:
        clauses = _get_clauses(way)
        if not clauses:
            return _ANYTHING
        best.append(max(clauses, key=_rate))
    return _Piece(None, (frozenset().union(*best),))


def _join(pieces: Iterable[_Piece]) -> _Piece:
    exact: Clause = frozenset({""})
    is_exact = True
    clauses: list[Clause] = []
    for piece in pieces:
        if piece.exact is not None and len(exact) * len(piece.exact) <= max(_MOST_JOINED, len(piece.exact)):
            exact = frozenset([before + after for before in exact for after in piece.exact])
            continue
        if _get_length(exact):
            clauses.append(exact)
        is_exact = False
        clauses += piece.clauses
        exact = piece.exact if piece.exact is not None else frozenset({""})
    if is_exact:
        return _Piece(exact)
    if _get_length(exact):
        clauses.append(exact)
    return _Piece(None, tuple(clauses))
