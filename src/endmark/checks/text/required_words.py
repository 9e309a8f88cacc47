"""What an expression of RE2 cannot match without: the words of which one of each set occurs in every match.

It is an estimate from below: where the expression is not understood, nothing is asked for.
Words are folded as `fold` does, in the text and here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeAlias

Clauses: TypeAlias = tuple[tuple[str, ...], ...]
"""What an expression needs: of each row of words one at least."""

_Words: TypeAlias = frozenset[str]

# The parts of all patterns are read before the first article is, so they are of the plainest types there are.
_Part: TypeAlias = str | _Words | tuple[_Words, ...]
"""What a part needs: the one text that it matches, or all of them; or, where they are too many, of each set a word."""

_MOST_WORDS = 150
"""Words of one clause: more of them would take longer to look for than they spare."""

_MOST_JOINED = 24
"""Beginnings of a word that are carried on together: each further choice multiplies them."""

_FEW = 3
"""Words of a clause other than the first: these are looked for one by one."""

_MOST_CLAUSES = 3
"""More of them rule out hardly any more texts."""

_MOST_IN_CLASS = 8
"""Letters of a class that are taken one by one."""

_MOST_REPEATED = 4
"""How often what is repeated is written out at most: so long a row of one sign is rare enough."""

_COMMON = 2.0**-6
"""The share of places from which on a word stands in every paragraph."""

_RARE = 2.0**-28
"""The share from which on words are rare enough: then few of them are better than rarer ones."""

_COMMON_SIGNS = frozenset("0123456789.,:;!?'\"()[]-/*_#`\n")
_HIRAGANA = frozenset(map(chr, range(0x3041, 0x3097)))

_TOKEN = re.compile(
    r"""
    (?P<letters> [^\\()*+?{}.\[\]^$]+ (?![*+?{]) )
    | (?P<close> \) )
    | (?P<repeat> [*+?]\?? | \{\d+(?:,\d*)?\}\?? )
    | (?P<set> \[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\] )
    | \((?:\?(?:P?<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:))? (?P<words> [^\\()*+?{}.\[\]^$]* ) \)
    | (?P<flags> \(\?[a-zA-Z]*(?:-[a-zA-Z]+)?\) )
    | (?P<open> \((?:\?(?:P?<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:))? )
    | (?P<anchor> \^ | \$ | \\[AzbB] )
    | (?P<code> \\x\{[0-9A-Fa-f]+\} | \\x[0-9A-Fa-f]{2} )
    | (?P<kind> \\[dDsSwWpPC](?:\{\^?\w+\})? | \. )
    | (?P<escape> \\[nrtfv] )
    | (?P<sign> \\[^A-Za-z0-9] )
    | (?P<letter> [^\\] )
    | (?P<unknown> . )
    """,
    re.VERBOSE | re.DOTALL,
)
"""What repeats repeats the last letter alone: a row of letters, and of bars between some, ends before it."""

_REPEAT = re.compile(r"\{(\d+)(,?)")
_OF_MANY = re.compile(r"\\[^\Wnrtfvx]|\[:")
"""What stands for many letters in a class, or is not understood."""

_LETTER = r"(\\x\{[0-9A-Fa-f]+\}|\\x[0-9A-Fa-f]{2}|\\.|[^\\])"
_RANGE = re.compile(f"{_LETTER}(?:-{_LETTER})?", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}

_ANYTHING: _Part = ()


def fold(text: str) -> str:
    """The text as the words are looked for: letters that are one to RE2 with `(?i)` are one here, too."""
    return text.casefold()


def find_clauses(expression: str) -> Clauses:
    """The clauses of an expression, the one that rules out most first; none where no word in particular must occur."""
    few = (words for words in _list_clauses(_read(expression)) if len(words) <= _MOST_WORDS)
    rated = sorted({_rate(words) for words in few if _estimate_share(words) <= _COMMON})
    first = [tuple(sorted(_drop_longer(words))) for _, _, words in rated[:1]]
    others = [words for _, number, words in rated[1:] if number <= _FEW]
    return (*first, *others[: _MOST_CLAUSES - 1])


def _rate(words: _Words) -> tuple[float, int, tuple[str, ...]]:
    """How little it rules out that one of some words must occur."""
    return max(_RARE, _estimate_share(words)), len(words), tuple(sorted(words))


@cache
def _estimate_share(words: _Words) -> float:
    """The share of all places in a text at which one of them begins, as far as their letters tell."""
    return sum([2.0 ** -sum(map(_count_bits, word)) for word in words])


@cache
def _count_bits(letter: str) -> float:
    """What one letter says: the logarithm of how many others might stand in its place."""
    if letter.isascii():
        return 4 if letter.isalpha() else 2.5 if letter == " " else 6 if letter in _COMMON_SIGNS else 9
    if not letter.isalpha():
        return 10
    return 3 if letter in _HIRAGANA else 6  # so many words end in the same few of them


def _drop_longer(words: Iterable[str]) -> Iterator[str]:
    """The words without those that hold another of them, which are found with it."""
    together = "\0".join(words)
    held = [word for word in words if together.count(word) > 1]
    return (word for word in words if not any(part in word and part != word for part in held))


def _read(expression: str) -> _Part:
    """What all of an expression needs; anything where it is not understood."""
    ways: list[_Part] = []
    row: list[_Part] = []
    around: list[tuple[list[_Part], list[_Part]]] = []
    for found in _TOKEN.finditer(expression):
        kind = found.lastgroup
        text = found[kind or 0]
        if kind == "letters":
            first, *following = text.casefold().split("|")
            row.append(first)
            if following:
                ways += [_join(row), *following[:-1]]
                row = [*following[-1:]]
        elif kind == "set":
            row.append(_read_set(text))
        elif kind == "words":
            row.append(frozenset(text.casefold().split("|")))
        elif kind == "repeat" and row:
            row += _repeat(row.pop(), text)
        elif kind == "open":
            around.append((ways, row))
            ways, row = [], []
        elif kind == "close" and around:
            part = _choose([*ways, _join(row)])
            ways, row = around.pop()
            row.append(part)
        elif kind in ("unknown", "repeat", "close"):
            return _ANYTHING
        else:
            row.append(_read_character(kind, text))
    return _ANYTHING if around else _choose([*ways, _join(row)])


def _read_character(kind: str | None, text: str) -> _Part:
    if kind == "kind":
        return _ANYTHING
    if kind in ("sign", "letter"):
        return text[-1].casefold()
    return _unescape(text).casefold() if kind in ("escape", "code") else ""  # an anchor, or flags


def _unescape(text: str) -> str:
    if text.startswith("\\x"):
        return chr(int(text.strip("\\x{}"), 16))
    return _ESCAPES.get(text[1:], text[-1]) if text[0] == "\\" else text


@cache
def _read_set(text: str) -> _Part:
    inner = text[1:-1]
    if inner.startswith("^") or _OF_MANY.search(inner):
        return _ANYTHING
    letters: set[str] = set()
    for first, last in _RANGE.findall(inner):
        start, end = ord(_unescape(first)), ord(_unescape(last or first))
        if end - start >= _MOST_IN_CLASS:
            return _ANYTHING
        letters.update(map(chr, range(start, end + 1)))
    return frozenset(map(fold, letters)) if 0 < len(letters) <= _MOST_IN_CLASS else _ANYTHING


def _repeat(part: _Part, sign: str) -> Sequence[_Part]:
    """What stands for a part and the sign behind it that repeats it."""
    if sign[0] == "?":
        return (_ANYTHING if isinstance(part, tuple) else _list_words(part) | {""},)
    found = _REPEAT.match(sign)
    least = int(found[1]) if found else 0 if sign[0] == "*" else 1
    if least == 0:
        return (_ANYTHING,)
    if isinstance(part, tuple):
        return (part,)
    words = _list_words(part)
    row = _multiply(words, min(least, _MOST_REPEATED))
    if found and not found[2] and least <= _MOST_REPEATED and row:
        return (row,)
    # It begins and ends so; in between there may be more.
    return row or words, _ANYTHING, row or words


def _multiply(words: _Words, times: int) -> _Words | None:
    """The words in every row of so many of them; None where these are too many."""
    rows = words
    for _ in range(times - 1):
        if len(rows) * len(words) > _MOST_JOINED:
            return None
        rows = frozenset([before + after for before in rows for after in words])
    return rows


def _list_words(part: str | _Words) -> _Words:
    return frozenset((part,)) if isinstance(part, str) else part


def _list_clauses(part: _Part) -> tuple[_Words, ...]:
    if isinstance(part, tuple):
        return part
    words = _list_words(part)
    return () if "" in words else (words,)


def _choose(ways: list[_Part]) -> _Part:
    """What one of several ways needs."""
    if len(ways) == 1:
        return ways[0]
    texts = [way for way in ways if isinstance(way, str)]
    sets = [way for way in ways if isinstance(way, frozenset)]
    if len(texts) + len(sets) == len(ways):
        return frozenset(texts).union(*sets)
    needed = [_list_clauses(way) for way in ways]
    if not all(needed):
        return _ANYTHING
    best = [clauses[0] if len(clauses) == 1 else min(clauses, key=_rate) for clauses in needed]
    return (frozenset().union(*best),)


def _join(row: Sequence[_Part]) -> _Part:
    """What parts need that follow each other."""
    if len(row) == 1:
        return row[0]
    exact: str | _Words = ""
    clauses: list[_Words] = []
    is_exact = True
    for part in row:
        if isinstance(part, str):
            exact = exact + part if isinstance(exact, str) else frozenset([word + part for word in exact])
            continue
        if isinstance(part, frozenset):
            if isinstance(exact, str):
                exact = frozenset([exact + word for word in part]) if exact else part
                continue
            if len(exact) * len(part) <= max(_MOST_JOINED, len(part)):
                exact = frozenset([before + word for before in exact for word in part])
                continue
        is_exact = False
        clauses += _list_clauses(exact)
        if isinstance(part, tuple):
            clauses += part
            exact = ""
        else:
            exact = part
    return exact if is_exact else (*clauses, *_list_clauses(exact))
