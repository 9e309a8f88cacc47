"""What text looks like in a terminal: how wide it is, and how to show it without harm."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

TAB_STOP = 4

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""The marks that turn the direction of writing; as Python has it, none of them is printable."""

_INVISIBLE_JAMO = range(0x1160, 0x1200)
_SOFT_HYPHEN = "\u00ad"


@lru_cache(maxsize=8192)
def measure_char(char: str) -> int:
    """The columns one harmless character takes: 2 for East Asian wide, 0 for combining, else 1."""
    if char.isascii():
        return 1
    if char == _SOFT_HYPHEN:
        return 1
    # Vowels and final consonants of old Hangul join the syllable before them.
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or ord(char) in _INVISIBLE_JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def measure_width(text: str) -> int:
    """The columns that text takes; it must be harmless already (see `sanitize`)."""
    return len(text) if text.isascii() else sum(map(measure_char, text))


def sanitize(text: str) -> str:
    r"""The text with everything that could steer a terminal made visible.

    Control characters become pictures (`␛`) or `\\x9b`; so do line separators,
    lone surrogates and the marks that turn the direction of writing. The result
    is always one line.
    """
    if text.isprintable():
        return text
    return "".join(to_cells(text))


def protect_line_start(path: str) -> str:
    """A path as a line may begin with it: harmless, and no `::command::` to the service that keeps the log."""
    return f"./{sanitize(path)}" if path.lstrip().startswith("::") else sanitize(path)


def to_cells(text: str) -> list[str]:
    """What is shown for each code point of one line, tabs expanded from the start of `text`."""
    if text.isprintable():
        return list(text)
    shown = []
    column = 0
    for char in text:
        cell = " " * (TAB_STOP - column % TAB_STOP) if char == "\t" else _to_cell(char)
        shown.append(cell)
        column += measure_width(cell)
    return shown


def pad_right(text: str, width: int) -> str:
    """The text with spaces after it, up to `width` columns."""
    return text + " " * (width - measure_width(text))


def measure_widest(texts: Iterable[str]) -> int:
    """The width of the widest text, 0 when there is none."""
    return max(map(measure_width, texts), default=0)


def wrap_text(text: str, width: int) -> list[str]:
    """The text in harmless lines of at most so many columns; words are never broken."""
    lines: list[str] = []
    for word in sanitize(" ".join(text.split())).split():
        if lines and measure_width(lines[-1]) + 1 + measure_width(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _to_cell(char: str) -> str:
    if char.isprintable():
        return char
    if char < " ":
        return chr(ord(char) + ord("␀"))
    if char == "\x7f":
        return "␡"
    if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
        return ascii(char)[1:-1]
    return char
