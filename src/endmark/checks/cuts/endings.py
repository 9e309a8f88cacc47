"""How a text ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late
from endmark.document.remembering import remember_short
from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES
from endmark.document.sentences import CLOSERS, INVISIBLE, PAIRS, TERMINALS

Manner = Literal["whole", "closed", "open", "comma", "word", "bare"]
"""How a text ends:

* `whole`: with a sentence terminal, a colon, or something that needs none (a
  URL, an emoji, inline code, a number that stands alone);
* `closed`: with a closing bracket or quotation mark and no terminal;
* `open`: inside a bracket, a quotation or an emphasis that is never closed;
* `comma`: with a comma, a middle dot or a dash;
* `word`: with a word that cannot end a sentence (an article, a particle);
* `bare`: with any other letter or digit.
"""


class Ending(Struct, frozen=True):
    """The manner in which a text ends, and its last few characters or its last word."""

    manner: Manner
    last: str


DASHES = frozenset("\u2013\u2014\u2015")
_COMMAS = frozenset(",，、､،՝、・･﹐﹑") | DASHES
_TERMINAL = frozenset(TERMINALS) | frozenset(":：;；︓︔;·~〜～")
_WHOLE_ENDINGS = {last: Ending("whole", last) for last in ("", *_TERMINAL)}
_CLOSING_SIGNS = frozenset(CLOSERS) | frozenset("*_`")
_AMBIGUOUS_QUOTES = frozenset("“‘\"'")
"""Quotation marks that open a quotation where white space stands before them."""

_KEYCAPS = frozenset("\u20dd\u20de\u20e0\u20e2\u20e3\u20e4")
"""Marks around a character, which make a picture of it."""

_TAIL_CHARACTERS = 160
"""Only so much of the end is looked at, however long the text."""

_URL = compile_late(r"(?:https?://|www\.)\S*$|\S+@\S+\.\w+$|\S*/\S*\.\w{1,5}$")
_EMOTICON = compile_late(r"\s(?:<3|[:;=xX][-']?[DPpOo3*])$")
_LONGEST_EMOTICON = 4
"""With the space before it."""

_EMPHASIS_RUN = compile_late(r"(?<=\s)(\*{1,2})(?=[^\W_])|(\*{1,2})")
"""The first group holds the signs that can only open; Markdown takes out of the visible text those that work."""

_ANY_CLOSERS = f"[{re.escape(CLOSERS)}]*"
_NOTE_NUMBER = compile_late(
    rf"[^\W\d_](?:[.!?]{_ANY_CLOSERS}\d{{1,2}}|[{re.escape(TERMINALS)}]{_ANY_CLOSERS}[⁰¹²³⁴-⁹]+)$"
)
"""The number of a footnote behind a full stop."""

_REFERENCES = compile_late(
    rf"[{re.escape(TERMINALS)}]{_ANY_CLOSERS}\s*(?:[\[［【][^\[\]［］【】]{{1,60}}[\]］】]\s*)+$"
)
"""What a sentence that has ended is taken from, in square brackets as of a list of sources or of a chat program."""

_REFERENCE_ENDS = frozenset("]］】")

_HALF_WORD = compile_late(r"[^\W\d_]{2}[-\u2010]$")
_LONGEST_NOTE_NUMBER = 6
_LAST_WORD = compile_late(r"(?<![^\W\d_])[^\W\d_]++(?:['’][^\W\d_]++)*+$")
"""Looked for only where a word begins: from each letter of a Japanese sentence on would be quadratic."""


def classify_ending(text: str, last_words: Mapping[str, tuple[str, ...]], language: str) -> Ending:
    """Judge the end of `text`.

    `last_words` lists by language what no sentence ends with. Languages written
    without spaces are compared by their last characters, others by their last word.
    """
    if whole := _WHOLE_ENDINGS.get(text[-1:]):
        return whole
    return _classify(text, last_words.get(language, ()), language)


@remember_short(longest=20, kept=100)
def _classify(text: str, stops: tuple[str, ...], language: str) -> Ending:
    tail = strip_unseen(text[-_TAIL_CHARACTERS:].rstrip())
    if tail[-1:] in _REFERENCE_ENDS and _REFERENCES.search(tail):
        return Ending("whole", tail[-1])
    if tail[-1:] in _AMBIGUOUS_QUOTES and tail[-2:-1].isspace():
        return Ending("open", tail[-1])
    bare = tail
    while bare and (bare[-1] in _CLOSING_SIGNS or bare[-1].isspace()):
        bare = strip_unseen(bare[:-1])
    if not bare:
        return Ending("whole", tail[-1:])
    last = bare[-1]
    if (
        last in _TERMINAL
        or _is_url(bare)
        or (last.isdigit() and _NOTE_NUMBER.search(bare, len(bare) - _LONGEST_NOTE_NUMBER))
    ):
        return Ending("whole", last)
    if (opened := find_open_sign(text) or _find_open_emphasis(tail)) is not None:
        return Ending("open", opened)
    if len(bare) < len(tail) and tail[-1] not in "*_`":
        return Ending("closed", tail[-1])
    if last in _COMMAS:
        return Ending("comma", last)
    if (
        last in _KEYCAPS
        or last == ATOM
        or not (last.isalnum() or is_mark(last))
        or _EMOTICON.search(bare, len(bare) - _LONGEST_EMOTICON)
    ):
        return Ending("whole", last)
    if stop := _find_last_word(bare, stops, language):
        return Ending("word", stop)
    return Ending("bare", _get_last_word(bare) or last)


def ends_in_half_word(text: str) -> bool:
    """Whether a text ends with a word and a hyphen after it, as at the end of a line of print."""
    return _HALF_WORD.search(text[-3:]) is not None


def strip_unseen(text: str) -> str:
    """The text without what stands at its end and is not seen there, or only with what is before it.

    A variation selector after an emoji is no letter, nor are signs of the direction of
    writing, nor an accent on a full stop; a vowel sign on a letter belongs to it.
    """
    end = len(text)
    while end and not text[end - 1].isascii() and not text[end - 1].isalnum():
        if _UNSEEN.match(text[end - 1]):
            end -= 1
            continue
        base = end
        while base and is_mark(text[base - 1]):
            base -= 1
        if base == end or text[base - 1 : base].isalnum():
            break
        end = base
    return text[:end]


_UNSEEN = compile_late(rf"[{INVISIBLE}\U000e0100-\U000e01ef\xad]")


def _is_url(text: str) -> bool:
    # Where none of these stands there is no such thing, and much to search.
    return ("/" in text or "@" in text or "www." in text) and _URL.search(text) is not None


def is_mark(character: str) -> bool:
    """Whether it is a vowel sign or another mark that belongs to the letter before it."""
    import unicodedata

    return unicodedata.category(character).startswith("M")


def find_open_sign(text: str) -> str | None:
    """The bracket that is opened in the last sentence or so and not closed again."""
    closing = 0
    for character in reversed(_BRACKET.findall(text, max(0, len(text) - _TAIL_CHARACTERS))):
        if character in _BY_CLOSER:
            closing += 1
        elif closing:
            closing -= 1
        else:
            return character if character not in _NOT_ALWAYS_CLOSED else None
    return None


def _find_open_emphasis(tail: str) -> str | None:
    """The asterisks that begin an emphasis in the last sentence or so, when no others follow them."""
    signs = list(_EMPHASIS_RUN.finditer(tail)) if "*" in tail else []
    return signs[-1][1] if signs else None


_BY_CLOSER = frozenset(PAIRS.values())
_BRACKETS = "".join(PAIRS).replace("(", "") + "".join(PAIRS.values())
_BRACKET = compile_late(rf"[{re.escape(_BRACKETS)}]|(?<!\s[:;=])(?<!\s[:;=]-)\(")
"""But for the mouth of a sad face."""

_NOT_ALWAYS_CLOSED = "“"
"""“ also closes „ in German and opens a paragraph of a longer quotation in English."""


def _find_last_word(text: str, stops: tuple[str, ...], language: str) -> str | None:
    if not stops:
        return None
    if language in LANGUAGES_WITH_SUFFIXES:
        return next((stop for stop in stops if text.endswith(stop)), None)
    word = _get_last_word(text)
    return word if word and word.casefold() in stops else None


def _get_last_word(text: str) -> str | None:
    found = _LAST_WORD.search(text, text.rfind(" ") + 1)
    return found[0] if found else None
