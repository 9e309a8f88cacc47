"""What text looks like in a terminal: how wide it is, and how to show it without harm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import repeat

from endmark.document.late_pattern import compile_late

TAB_STOP = 4

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""The marks that turn the direction of writing; as Python has it, none of them is printable."""

_NARROW = (
    "\x20-\x7e\u00a1-\u00ac\u00ae-\u024f\u0370-\u0377\u037a-\u037f\u0391-\u03a1\u03a3-\u0482\u048a-\u04ff"
    "\u2010-\u2027\u2030-\u205e"
)
_WIDE_SIGNS = (
    "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60\U00020000-\U0002a6df"
)
_WIDE_FROM = "\u3000"

_LOG_COMMAND = compile_late(r"##(?:vso)?\[", re.IGNORECASE)


_BROKEN_ANYWHERE = "\u2e80-\u2fdf\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60\U00020000-\U0003ffff"
"""Signs and letters of scripts that part no words; Korean parts them."""

_OPENING = "「『【〈《〔〖（［｛“‘"
_NOT_FIRST = (
    "、。，．・：；？！）」』】〉》〕〗］｝”’ー〜々ゝゞヽヾ…‥％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ.,!?;:)\\]"
    "\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
"""What no line begins with: signs that close or go on, small kana, and what belongs to the sign before it."""


@cache
def _compile_pieces() -> re.Pattern[str]:
    """The pieces of a word between which a line may be broken."""
    one = f"[{re.escape(_OPENING)}]*(?:[{_BROKEN_ANYWHERE}]|[^{_BROKEN_ANYWHERE}{re.escape(_OPENING)}]+)"
    return re.compile(f"{one}[{_NOT_FIRST}]*|[{re.escape(_OPENING)}]+")


@cache
def _compile_plain() -> re.Pattern[str]:
    """Text of letters that never join, as nearly all text is: it needs no tables, which take longer than a check."""
    return re.compile(f"[{_NARROW}{_WIDE_SIGNS}]*")


def measure_each(text: str) -> list[int]:
    """The columns that each code point of a harmless text adds (see `sanitize`).

    Of what is shown as one, such as a letter with its marks or an emoji of several,
    the first has the width, and the others have none.
    """
    if text.isascii():
        return [1] * len(text)
    if _compile_plain().fullmatch(text):
        return [2 if char >= _WIDE_FROM else 1 for char in text]
    from wcwidth import iter_graphemes, wcswidth

    widths: list[int] = []
    for cluster in iter_graphemes(text):
        widths += (max(wcswidth(cluster), 0), *repeat(0, len(cluster) - 1))
    return widths


def measure_width(text: str) -> int:
    """The columns that text takes; it must be harmless already (see `sanitize`)."""
    return len(text) if text.isascii() else sum(measure_each(text))


def sanitize(text: str) -> str:
    r"""The text with everything that could steer a terminal made visible.

    Control characters become pictures (`␛`) or `\\x9b`; so do line separators,
    lone surrogates and the marks that turn the direction of writing. The result
    is always one line. GitHub and Azure obey `##[command]` and `##vso[command]` wherever
    they stand in a log: their bracket gets a `\\`.
    """
    if text.isprintable() and "##" not in text:
        return text
    return "".join(to_cells(text))


def protect_line_start(path: str) -> str:
    """A path as a line may begin with it: harmless, and no `::command::` to the service that keeps the log."""
    return f"./{sanitize(path)}" if path.lstrip().startswith("::") else sanitize(path)


def to_cells(text: str) -> list[str]:
    """What is shown for each code point of one line, tabs expanded from the start of `text`."""
    brackets = {found.end() - 1 for found in _LOG_COMMAND.finditer(text)} if "##" in text else ()
    if text.isprintable() and not brackets:
        return list(text)
    shown: list[str] = []
    begin = 0  # at a tab stop
    for index, char in enumerate(text):
        if char == "\t":
            shown.append(" " * (TAB_STOP - measure_width("".join(shown[begin:])) % TAB_STOP))
            begin = len(shown)
        elif index in brackets:
            shown.append("\\[")
        else:
            shown.append(_to_cell(char))
    return shown


def pad_right(text: str, width: int) -> str:
    """The text with spaces after it, up to `width` columns."""
    return text + " " * (width - measure_width(text))


def measure_widest(texts: Iterable[str]) -> int:
    """The width of the widest text, 0 when there is none."""
    return max(map(measure_width, texts), default=0)


def wrap_text(text: str, width: int, *, used: int = 0) -> list[str]:
    """The text in harmless lines of at most so many columns; words are never broken.

    Of the first line some columns may be `used`; where the text does not fit into the others, that line is empty.
    Chinese and Japanese may be broken at each character, but no line begins with what
    closes or ends something there, and none ends with what opens it (as UAX #14 has it).
    The end of a line between two of them is no space.
    """
    lines = [""] if used else []
    if "\n" in text:
        text = re.sub(rf"(?<={_UNSPACED})\s*\n\s*(?={_UNSPACED})", "", text)
    for word in sanitize(" ".join(text.split())).split():
        pieces = [word] if word.isascii() else _compile_pieces().findall(word)
        for index, piece in enumerate(pieces):
            space = "" if index or not lines or lines == [""] else " "
            wide = measure_width(piece)
            if lines and used + len(space) + wide <= width:
                lines[-1] += space + piece
                used += len(space) + wide
            else:
                lines.append(piece)
                used = wide
    return lines


_UNSPACED = r"[\u3000-\u9fff\uff00-\uffef]"
"""The letters and signs of Chinese and Japanese, between which no space stands."""


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
