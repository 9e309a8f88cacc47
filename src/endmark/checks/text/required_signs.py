"""What an expression of RE2 that needs no word cannot match without: of some sets of characters one each.

It is an estimate from below: where the expression is not understood, nothing is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from endmark.checks.text.case_folding import fold_case
from endmark.checks.text.required_words import TOKEN, unescape
from endmark.document.late_pattern import compile_late

Range: TypeAlias = tuple[int, int]
"""The first and the last code point."""

SignSets: TypeAlias = tuple[tuple[Range, ...], ...]
"""Of each of these sets one character must stand in a text."""

_LAST = 0x10FFFF
_ASCII = 0x80

_MOST_SETS = 3
"""Sets of one expression: more of them rule out hardly any more texts."""

_CLASSES = {
    "d": ((0x30, 0x39),),
    "s": ((0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)),
    "w": ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)),
}
"""What RE2's classes hold, which know ASCII alone."""

_ITEM = compile_late(
    r"""
    \\(?P<class>[dDsSwW])
    | (?P<unknown> \\[pP] | \[:)
    | (?P<first> \\x\{[0-9A-Fa-f]+\} | \\x[0-9A-Fa-f]{2} | \\. | [^\\] )
      (?:-(?P<last> \\x\{[0-9A-Fa-f]+\} | \\x[0-9A-Fa-f]{2} | \\. | [^\\\]] ))?
    """,
    re.VERBOSE | re.DOTALL,
)

_MOST_ASKED = 500
"""Characters that are asked one by one whether they have capital letters."""

_REPEATED_ONCE = compile_late(r"\+|\{[1-9]")


def find_sign_sets(expression: str) -> SignSets:
    """The sets, that which rules out most first; none where no character in particular must occur."""
    ignores_case = re.search(r"\(\?[a-zA-Z]*i", expression) is not None
    ways: list[SignSets] = []
    row: list[SignSets] = []
    around: list[tuple[list[SignSets], list[SignSets]]] = []
    for found in TOKEN.finditer(expression):
        kind, text = found.lastgroup, found[0]
        if kind in ("letters", "words"):
            first, *following = (found[kind] or "").split("|")
            row.append(_need_text(first))
            if following and kind == "words":
                row[-1] = _choose([row[-1], *map(_need_text, following)])
            elif following:
                ways += [_join(row), *map(_need_text, following[:-1])]
                row = [_need_text(following[-1])]
        elif kind == "set":
            ranges = _read_set(text)
            row.append(() if ignores_case and _have_case(ranges) else _need(ranges))
        elif kind == "repeat" and row:
            if not _REPEATED_ONCE.match(text):
                row[-1] = ()
        elif kind == "open":
            around.append((ways, row))
            ways, row = [], []
        elif kind == "close" and around:
            inside = _choose([*ways, _join(row)])
            ways, row = around.pop()
            row.append(inside)
        elif kind in ("unknown", "repeat", "close"):
            return ()
        else:
            row.append(_read_character(kind, text))
    return () if around else _choose([*ways, _join(row)])


def _read_character(kind: str | None, text: str) -> SignSets:
    if kind in ("sign", "letter"):
        return _need_text(text[-1])
    return _need_text(unescape(text)) if kind in ("escape", "code") else ()  # any of many, an anchor, or flags


def _have_case(ranges: Sequence[Range]) -> bool:
    """Whether some may be capital or small letters, which stand for each other where case is ignored."""
    if sum([last - first + 1 for first, last in ranges]) > _MOST_ASKED:
        return True
    letters = (chr(code) for first, last in ranges for code in range(first, last + 1))
    return any(letter.lower() != letter.upper() for letter in letters)


def _need(ranges: Iterable[Range]) -> SignSets:
    united = tuple(_unite(ranges))
    return (united,) if united else ()


def _need_text(text: str) -> SignSets:
    """What a text needs: the rarest of its letters, as a folded text has it."""
    letters = [_need((ord(letter), ord(letter)) for letter in fold_case(letter)[:1]) for letter in text]
    return _join(letters)


def _join(row: Iterable[SignSets]) -> SignSets:
    """What parts need that follow each other."""
    sets = {each for part in row for each in part}
    return tuple(sorted(sets, key=_rate)[:_MOST_SETS])


def _choose(ways: Sequence[SignSets]) -> SignSets:
    """What one of several ways needs: of each that which rules out most."""
    if len(ways) == 1:
        return ways[0]
    if not all(ways):
        return ()
    return _need(one for way in ways for one in way[0])


def _rate(ranges: Sequence[Range]) -> tuple[int, int, Sequence[Range]]:
    """How little a set rules out: by its characters of ASCII, which stand in every article, and then by all."""
    ascii_signs = sum([min(last, _ASCII - 1) - first + 1 for first, last in ranges if first < _ASCII])
    return ascii_signs, sum([last - first + 1 for first, last in ranges]), ranges


def _unite(ranges: Iterable[Range]) -> Iterable[Range]:
    united: list[Range] = []
    for first, last in sorted(ranges):
        if united and first <= united[-1][1] + 1:
            united[-1] = united[-1][0], max(united[-1][1], last)
        else:
            united.append((first, last))
    return united


def _invert(ranges: Iterable[Range]) -> list[Range]:
    """All other characters."""
    others: list[Range] = []
    start = 0
    for first, last in _unite(ranges):
        if start < first:
            others.append((start, first - 1))
        start = last + 1
    return [*others, (start, _LAST)] if start <= _LAST else others


def _read_set(text: str) -> list[Range]:
    """The characters of a set; all where it is not understood."""
    inner = text[1:-1]
    ranges: list[Range] = []
    is_inverted = inner.startswith("^")
    for item in _ITEM.finditer(inner, 1 if is_inverted else 0):
        if item["unknown"]:
            return [(0, _LAST)]
        if name := item["class"]:
            ranges += _CLASSES[name] if name.islower() else _invert(_CLASSES[name.lower()])
        else:
            first = ord(unescape(item["first"]))
            ranges.append((first, ord(unescape(item["last"])) if item["last"] else first))
    return _invert(ranges) if is_inverted else ranges
