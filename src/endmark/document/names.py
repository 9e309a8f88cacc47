"""Names of people, and lines that hold nothing but who wrote something and when."""

from __future__ import annotations

from endmark.document.late_pattern import compile_late
from endmark.document.role_words import RoleWords
from endmark.document.scripts import CJK_SCRIPTS
from endmark.document.sentences import COLONS, TERMINALS, is_one_sentence

LONGEST_NAME = 60
"""Characters of a name with what its bearer is."""

CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞİŁŃŇŐŒŘŚŞŠŤŮŰŹŻŽΑ-ΩА-ЯЁЄІЇҐ"
"""For a class of characters in a pattern."""

_ENDS = frozenset(TERMINALS)
_NO_BEARER = _ENDS | frozenset(COLONS)
_NAME_WORDS = 4
_NAME_CHARACTERS = 16
"""Characters of a script without spaces in which a name, and what its bearer is, have room."""

_BARE_NAME_CHARACTERS = 8
"""The same when nothing stands beside the name."""

_SHORT_WORD = 3
"""Letters of `van` and `von`: longer words of a name have capitals."""

_UNMARKED = frozenset({*CJK_SCRIPTS.values(), "Thai"})
"""Scripts in which no capital shows a name."""

_COMMA = compile_late("[，、,،]")
_BETWEEN_NAMES = compile_late("[ ·・‧•]")
_NAMES = compile_late(
    rf"(?:(?:[{CAPITALS}][\w.'’-]*|d[eai]|del|der|den|van|von|l[ae]|al|bin|ibn|el|och|und|and|y|e|et|en|и|та|&)"
    r"(?:,?\s|$)){1,7}"
)
"""Words with a capital letter, and what stands between those of a name, or of two."""

_MOST_BYLINE_WORDS = 3
_MOST_PARTS = 6
_BARS = compile_late(r"[|｜•]|\s[·/–—-]\s")
"""What stands between the parts of a byline."""


def is_name(text: str, script: str) -> bool:
    """Whether it may be a name, with a word or two about its bearer: short, with capitals where there are any."""
    if not text or text[-1] in _ENDS or not (text[0].isalpha() or text[0] == "@"):
        return False
    if script in _UNMARKED:
        return len(text) <= _NAME_CHARACTERS and not _COMMA.search(text)
    words = text.split()
    return len(words) <= _NAME_WORDS and not any(word[0].islower() and len(word) > _SHORT_WORD for word in words)


def are_names(text: str, script: str) -> bool:
    """Whether a short text is one name or several, and nothing else."""
    if len(text) > LONGEST_NAME:
        return False
    if script in _UNMARKED:
        parts = [part.strip() for part in _COMMA.split(text)]
        return all(len(part) <= _BARE_NAME_CHARACTERS and is_name(part, script) for part in parts)
    return _NAMES.fullmatch(text) is not None


def is_byline(text: str, words: RoleWords) -> bool:
    """Whether it is nothing but `by`, or what stands for it, and names."""
    parts = text.split()
    return any(
        " ".join(parts[:size]).casefold() in words.bylines and _NAMES.fullmatch(" ".join(parts[size:]))
        for size in range(1, min(_MOST_BYLINE_WORDS + 1, len(parts)))
    )


def is_byline_of_parts(text: str, script: str, words: RoleWords) -> bool:
    """Whether bars part it into dates or reading times, and who wrote it: `10 min | Anna Feld | 3 May`."""
    parts = [part.strip() for part in _BARS.split(text)]
    if not 1 < len(parts) <= _MOST_PARTS or not all(parts):
        return False
    known = [is_byline(part, words) or _is_stamp(part, words) for part in parts]
    return any(known) and all(
        one or (len(part) <= LONGEST_NAME and is_name(part, script)) for one, part in zip(known, parts, strict=True)
    )


def names_bearer(text: str, script: str) -> bool:
    """Whether it is a name of several parts, a comma and what its bearer is, and neither a sentence nor a lead-in."""
    comma = _COMMA.search(text)
    if comma is None or len(text) > LONGEST_NAME or text[-1] in _NO_BEARER or not is_one_sentence(text):
        return False
    name = text[: comma.start()].strip()
    return _BETWEEN_NAMES.search(name) is not None and is_name(name, script)


def _is_stamp(text: str, words: RoleWords) -> bool:
    return any(map(str.isdigit, text)) and words.is_stamp(text)
