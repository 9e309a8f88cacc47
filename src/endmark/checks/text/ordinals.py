"""Numbers with which headings begin: `3. The gate`, `Step 3: …`, `第三章`, `2.4`, `IV.`, `③`."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from endmark.document.late_pattern import compile_late

_HAN = "〇一二三四五六七八九十"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_COUNTERS = "章节節回部課课步条條篇장절부단"
"""What Chinese, Japanese and Korean put behind a number that counts the parts of something."""

_ORDINAL = compile_late(
    rf"""
    \W{{0,2}}
    (?P<word> [^\W\d_] [^\s\d.,:;!?()（）「」、。：]{{0,14}}? \.? [\s\#]{{0,2}} )??
    (?P<number> \d{{1,3}} (?: [.．] \d{{1,3}} )* | [{_HAN}]{{1,3}} | [IVX]{{1,6}} | [①-⑳] )
    (?P<key> \ufe0f? \u20e3 )?
    (?: \s? [-–—~〜～] \s? (?P<last> \d{{1,3}} ) )?
    (?P<sign> (?<=[①-⑳]) | \s? [.．)）、,:：·\]】] | \s [-–—] \s | \s? [{_COUNTERS}] | \s | $ )
    """,
    re.VERBOSE,
)
"""A word that says what is counted or none, a number or two, and what parts them from the words behind them."""


class Ordinal(Struct, frozen=True):
    """The number of a heading: `number` to `last` where it covers several, `outer` the numbers before it in `2.4`.

    `word` is what is counted, as “step” in `Step 3`, in small letters, and empty where nothing says it. `marked` is
    whether such a word, or a sign behind the number, shows that it counts.
    """

    number: int
    last: int
    outer: tuple[int, ...]
    word: str
    marked: bool


def read_ordinal(text: str) -> Ordinal | None:
    """The number with which a text begins; None where it begins with none."""
    found = _ORDINAL.match(text)
    if found is None:
        return None
    word = (found["word"] or "").strip(" .#\u00a0").casefold()
    sign, written = found["sign"].strip(), found["number"]
    if sign and sign in _COUNTERS:
        word += sign
    marked = bool(sign or word or found["key"]) or "①" <= written <= "⑳"
    if not marked and not written[0].isdecimal():
        return None  # a word that begins with such a letter
    *outer, number = map(_read_number, written.replace("．", ".").split("."))
    return Ordinal(number, max(number, int(found["last"] or 0)), tuple(outer), word, marked)


def strip_ordinal(text: str) -> str:
    """The text without the number with which it begins."""
    found = _ORDINAL.match(text)
    return text[found.end() :].lstrip() if found else text


def _read_number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written[0] in _ROMAN:
        values = [_ROMAN[letter] for letter in written]
        return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    if written[0] not in _HAN:
        return int(unicodedata.numeric(written))
    tens, ten, ones = written.rpartition("十")
    return (_read_han(tens) or 1) * 10 + _read_han(ones) if ten else _read_han(written)


def _read_han(written: str) -> int:
    return int("".join(str(_HAN.index(digit)) for digit in written) or 0)
