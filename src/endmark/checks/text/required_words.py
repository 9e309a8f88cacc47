"""What an expression of RE2 cannot match without: ways to match, and words of which each way needs some.

It is an estimate from below: where the expression is not understood, nothing is asked for.
Words are folded as `fold_case` does, in the text and here: letters that are one to RE2 with `(?i)` are one here, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from math import exp2
from typing import TypeAlias

from endmark.checks.text.case_folding import fold_case
from endmark.document.late_pattern import compile_late

Clauses: TypeAlias = tuple[tuple[str, ...], ...]
"""What a way to match needs: of each row of words one at least."""

Ways: TypeAlias = tuple[Clauses, ...]
"""What an expression needs: all that one of its ways asks for at least."""

_Words: TypeAlias = frozenset[str]
_Way: TypeAlias = tuple[_Words, ...]

# The parts of all patterns are read before the first article is, so they are of the plainest types there are.
_Part: TypeAlias = str | _Words | tuple[_Way, ...]
"""What a part needs: the one text that it matches, or all of them; or, where they are too many, ways of which each
needs of each set a word."""

_MOST_WORDS = 150
"""Words that are looked for of one expression: more of them would take longer to look for than they spare."""

_MOST_JOINED = 24
"""Beginnings of a word that are carried on together: each further choice multiplies them."""

_MOST_WAYS = 12
"""Ways that are told apart: where two parts of an expression have several, these multiply."""

_MOST_BESIDE = 400
"""Words of a clause other than the first: these are looked for one by one, which is still quicker than to compile."""

_MOST_EVERYWHERE = 1_000
"""The same of an expression that no rare word must stand for: it is compiled for nearly every article otherwise, and
RE2 takes several times as long for each word in it as it takes to see that the article has no piece of that."""

_MOST_CLAUSES = 4
"""More of them rule out hardly any more texts."""

_MOST_IN_CLASS = 8
"""Letters of a class that are taken one by one."""

_MOST_REPEATED = 4
"""How often what is repeated is written out at most: so long a row of one sign is rare enough."""

_COMMON = 2.0**-6
"""The share of places from which on a word stands in every paragraph."""

_COMMON_BESIDE = 2.0**-4
"""The same of words that are looked for beside others, in one paragraph: that of a letter, which stands in all."""

EVERYWHERE = 1.0
"""The share of words that may stand at every place."""

_RARE = 2.0**-28
"""The share from which on words are rare enough: then few of them are better than rarer ones."""

_COMMON_SIGNS = frozenset("0123456789.,:;!?'\"()[]-/*_#`\n")
_ROW = compile_late(f"([{re.escape(''.join(sorted(_COMMON_SIGNS)))}])\\1+")
_BITS_OF_REPEATED = 1.0
"""What a sign says that stands behind its like: headings, tables and rules are made of rows of one sign."""

_HIRAGANA = frozenset(map(chr, range(0x3041, 0x3097)))

TOKEN = compile_late(
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

_REPEAT = compile_late(r"\{(\d+)(,?)")
_REPEATED = compile_late(r"[*+?{]")
_OF_MANY = compile_late(r"\\[^\Wnrtfvx]|\[:")
"""What stands for many letters in a class, or is not understood."""

_LETTER = r"(\\x\{[0-9A-Fa-f]+\}|\\x[0-9A-Fa-f]{2}|\\.|[^\\])"
_RANGE = compile_late(f"{_LETTER}(?:-{_LETTER})?", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}

_ANYTHING: _Part = ((),)


def find_ways(expression: str, most: float = _COMMON) -> Ways:
    """The ways of an expression to match; none where no word in particular must occur.

    The first clause of each rules out most; those of all ways are looked for together.
    Words that begin at more than a share of `most` of all places are none.
    """
    ways = _list_ways(_read(expression))
    apart = [_rate_clauses(way, most) for way in ways]
    shared = frozenset(ways[0]).intersection(*ways[1:])
    if all(apart):
        words = frozenset().union(*[rated[0][2] for rated in apart])
        common = _rate_clauses(shared, most)
        if _rules_out(words, most) and (len(ways) == 1 or not common or _rate(words) < common[0]):
            return tuple(map(_order_clauses, apart))
    together = _rate_clauses(_unite(ways, shared), most)
    return (_order_clauses(together),) if together else ()


_Rated: TypeAlias = tuple[float, int, tuple[str, ...]]
"""How little it rules out that one of some words must occur, how many they are, and the words."""


def _rules_out(words: _Words, most: float) -> bool:
    """Whether it spares anything to look for these words."""
    most_words = _MOST_EVERYWHERE if most == EVERYWHERE else _MOST_WORDS
    return len(words) <= most_words and _estimate_share(words) <= most


def _unite(ways: tuple[_Way, ...], shared: Collection[_Words]) -> _Way:
    """What every way needs: the clauses that they share, and one of the others of each."""
    others = [[words for words in way if words not in shared] for way in ways]
    return (*shared, frozenset().union(*map(_find_best, others))) if all(others) else tuple(shared)


def _rate_clauses(clauses: Iterable[_Words], most: float) -> list[_Rated]:
    """The clauses that rule anything out, first one whose words are few and rare; none where there is no such one."""
    rated = sorted(
        {_rate(words) for words in clauses if _rules_out_beside(words)}
        | {_rate(words) for words in clauses if _rules_out(words, most)}
    )
    first = next((one for one in rated if _rules_out(frozenset(one[2]), most)), None)
    return [first, *(one for one in rated if one is not first)] if first else []


def _rules_out_beside(words: _Words) -> bool:
    """Whether it spares anything to look for these words in a paragraph that holds others already."""
    return len(words) <= _MOST_BESIDE and _estimate_share(words) < _COMMON_BESIDE


def _order_clauses(rated: Sequence[_Rated]) -> Clauses:
    """The clauses that are worth a look, first that which is looked for."""
    first = tuple(sorted(_drop_longer(rated[0][2])))
    return (first, *[words for *_, words in rated[1:_MOST_CLAUSES]])


@cache
def _rate(words: _Words) -> _Rated:
    return max(_RARE, _estimate_share(words)), len(words), tuple(sorted(words))


@cache
def _estimate_share(words: _Words) -> float:
    """The share of all places in a text at which one of them begins, as far as their letters tell."""
    return sum([exp2(-_count_bits_of_word(word)) for word in words])


def _count_bits_of_word(word: str) -> float:
    repeated = sum([(len(row[0]) - 1) * (_count_bits(row[1]) - _BITS_OF_REPEATED) for row in _ROW.finditer(word)])
    return sum(map(_count_bits, word)) - repeated


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
    for found in TOKEN.finditer(expression):
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
            inside = [_choose([*ways, _join(row)])] if ways or _REPEATED.match(expression, found.end()) else row
            ways, row = around.pop()
            row += inside  # what stands beside it may go on a word that it begins or ends with
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
    return unescape(text).casefold() if kind in ("escape", "code") else ""  # an anchor, or flags


def unescape(text: str) -> str:
    """The character that an escape, or the character itself, stands for."""
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
        start, end = ord(unescape(first)), ord(unescape(last or first))
        if end - start >= _MOST_IN_CLASS:
            return _ANYTHING
        letters.update(map(chr, range(start, end + 1)))
    return frozenset(map(fold_case, letters)) if 0 < len(letters) <= _MOST_IN_CLASS else _ANYTHING


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


def _list_ways(part: _Part) -> tuple[_Way, ...]:
    if isinstance(part, tuple):
        return part
    words = _list_words(part)
    return ((),) if "" in words else ((words,),)


def _choose(parts: list[_Part]) -> _Part:
    """What one of several parts needs."""
    if len(parts) == 1:
        return parts[0]
    texts = [part for part in parts if isinstance(part, str)]
    sets = [part for part in parts if isinstance(part, frozenset)]
    if len(texts) + len(sets) == len(parts):
        return frozenset(texts).union(*sets)
    ways = [way for part in parts for way in _list_ways(part)]
    if not all(ways):
        return _ANYTHING
    return _limit(ways)


def _limit(ways: Sequence[_Way]) -> tuple[_Way, ...]:
    """The ways, those that need only one clause as one, and so others where they are too many."""
    apart = [way for way in ways if len(way) > 1]
    together = [way[0] for way in ways if len(way) == 1] + [_find_best(way) for way in apart[_MOST_WAYS - 1 :]]
    return (*apart[: _MOST_WAYS - 1], *([(frozenset().union(*together),)] if together else ()))


def _find_best(way: Sequence[_Words]) -> _Words:
    return min(way, key=_rate)


def _join(row: Sequence[_Part]) -> _Part:
    """What parts need that follow each other."""
    if len(row) == 1:
        return row[0]
    exact: str | _Words = ""
    ways: list[_Way] = [()]
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
                exact = frozenset([before + after for before in exact for after in part])
                continue
        is_exact = False
        ways = _follow(ways, _list_ways(exact))
        if isinstance(part, tuple):
            ways = _follow(ways, part)
            exact = ""
        else:
            exact = part
    return exact if is_exact else tuple(_follow(ways, _list_ways(exact)))


def _follow(before: list[_Way], after: tuple[_Way, ...]) -> list[_Way]:
    """The ways of two parts together."""
    if len(before) * len(after) > max(_MOST_WAYS, len(before)):
        after = ((frozenset().union(*map(_find_best, after)),),)
    return [first + second for first in before for second in after]
