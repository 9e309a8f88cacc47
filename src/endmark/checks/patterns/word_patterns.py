"""Words and phrases as editors write them → patterns that find them whole."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from endmark.checks.text.regex import Pattern
from endmark.phrase import phrase

_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
"""Katakana, and the sign that makes them long: a word in them ends where they end.

It need not begin there: エンドユーザ is a kind of ユーザ, and ユーザビリティ is none.
"""

_SPACED_LETTERS = (
    "0-9A-Z_a-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u0386\u0388-\u0559\u0560-\u0588"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff"
    "\u070f-\u0963\u0966-\u096f\u0971-\u0df3\u10a0-\u10fa\u10fc-\u10ff\u1200-\u135f\u1380-\u139f\u1401-\u166c\u166f-\u167f"
    "\u1820-\u18af\u1c80-\u1fff\u2c00-\u2cf8\u2d00-\u2d6f\u2d80-\u2dff\ua640-\ua672\ua674-\ua67d\ua67f-\ua6ef"
    "\ua722-\ua788\ua78b-\ua7ff\uab30-\uab6f\ufb00-\ufb1c"
)
"""Letters, digits and marks of scripts that put spaces between words.

Coarse ranges: what has no letter in it matters to nobody, and the properties of
Unicode take RE2 a thousandth of a second for each pattern.
"""

_BLANK = r"[\s\x{A0}\x{2000}-\x{200A}\x{202F}\x{3000}]+"
_APOSTROPHE = "['’]"


class _Sides(NamedTuple):
    """What must stand before and after a phrase, as expressions; nothing where anything may."""

    before: str
    after: str


@cache
def build_word_patterns(phrases: tuple[str, ...]) -> tuple[Pattern, ...]:
    """Patterns that together find the phrases, letter case ignored; the phrase is the group `found`.

    A phrase is found as whole words, so far as a space tells words apart: a
    letter, a digit or an underscore may not stand right before or after it. Words
    of Chinese, Japanese, Thai and other scripts without spaces are found anywhere,
    but none in katakana where more of it follows; Korean ones where a word begins,
    since particles follow without a space. Of two phrases that begin alike the longer
    one is found. A blank stands for any white space, a line break too, and an
    apostrophe for both kinds.

    Raises ValueError for a phrase without anything in it.
    """
    grouped: dict[_Sides, list[str]] = {}
    for words in sorted(dict.fromkeys(phrases), key=len, reverse=True):
        if not words.strip():
            raise ValueError(phrase("a phrase is empty."))
        grouped.setdefault(_find_sides(words.strip()), []).append(_build_expression(words))
    return tuple(
        Pattern(f"(?i){before}(?P<found>{'|'.join(expressions)}){after}")
        for (before, after), expressions in grouped.items()
    )


def _build_expression(phrase: str) -> str:
    words = (re.escape(word.replace("’", "'")).replace("'", _APOSTROPHE) for word in phrase.split())
    return _BLANK.join(words)


def _find_sides(phrase: str) -> _Sides:
    before = next((f"(?:^|[^{letters}])" for letters in (_SPACED_LETTERS, _HANGUL) if _is_in(letters, phrase[0])), "")
    after = next((f"(?:$|[^{letters}])" for letters in (_SPACED_LETTERS, _KATAKANA) if _is_in(letters, phrase[-1])), "")
    return _Sides(before, after)


def _is_in(letters: str, character: str) -> bool:
    return re.match(f"[{letters}]", character) is not None


def normalise_words(text: str) -> str:
    """The text as all its mentions read alike: in small letters, with single blanks and plain apostrophes."""
    return " ".join(text.replace("’", "'").casefold().split())
