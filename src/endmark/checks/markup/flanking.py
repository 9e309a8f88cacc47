"""Which side of a run of `*`, `_` or `~` a renderer takes for the inside of an emphasis.

The rules are those of CommonMark 0.31, section 6.2, and those of the
CommonMark CJK-friendly Amendments (the markdown-cjk-friendly plugins and the
extensions of the same name in comrak and Markdig), under which punctuation does
not keep an emphasis from beginning or ending beside a Chinese, Japanese or
Korean character.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_EMOJI = frozenset("⌚⌛⏩⏪⏫⏬⏰⏳⚡⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕")
"""Wide symbols below U+1F000 that are shown as emoji."""

_FIRST_EMOJI, _LAST_EMOJI = 0x1F000, 0x1FAFF
_HANGUL_LETTERS = range(0x1100, 0x1200)
"""Those that join to syllables are not all wide, and Hangul nevertheless."""


def can_open(before: str, after: str, *, cjk_friendly: bool = False) -> bool:
    """Whether a run between these two characters is left-flanking: an emphasis may begin with it.

    The beginning and the end of a line are an empty string; they count as white space.
    """
    return not _is_white(after) and (not _needs_outside(after, cjk_friendly) or _lets_inside(before, cjk_friendly))


def can_close(before: str, after: str, *, cjk_friendly: bool = False) -> bool:
    """Whether a run between these two characters is right-flanking: an emphasis may end with it."""
    return not _is_white(before) and (not _needs_outside(before, cjk_friendly) or _lets_inside(after, cjk_friendly))


def _needs_outside(inner: str, cjk_friendly: bool) -> bool:
    """Whether the character inside asks for a look at the one outside."""
    return _is_punctuation(inner) and not (cjk_friendly and is_cjk(inner))


def _lets_inside(outer: str, cjk_friendly: bool) -> bool:
    return _is_white(outer) or _is_punctuation(outer) or (cjk_friendly and is_cjk(outer))


def _is_white(character: str) -> bool:
    return not character or character.isspace()


@cache
def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


@cache
def is_cjk(character: str) -> bool:
    """Whether a character is written without blanks to its neighbours, as Chinese, Japanese and Korean ones are."""
    if not character:  # the text begins or ends there
        return False
    code = ord(character)
    if character in _EMOJI or _FIRST_EMOJI <= code <= _LAST_EMOJI:
        return False
    return unicodedata.east_asian_width(character) in ("W", "F", "H") or code in _HANGUL_LETTERS
