"""Other words in the place of a mention: in its letter case, and as a fix."""

from __future__ import annotations

from typing import Any

from endmark.checks.patterns.mentions import Mention
from endmark.checks.patterns.word_patterns import normalise_words
from endmark.document.model import Document
from endmark.document.sentences import CLOSERS, PAIRS, TERMINALS
from endmark.violation import Fix, Match, make_reason

_MARKUP_INSIDE = make_reason("words.markup-inside")
_AROUND = "".join(PAIRS) + CLOSERS + "*_ \n"
_CHARACTERS_BEFORE = 12


def match_case(original: str, replacement: str) -> str:
    """The replacement in capitals where the words said are, or with a capital where they begin with one.

    Capitals that it has of its own are meant: it then stays as it is.
    """
    if replacement != replacement.lower():
        return replacement
    if original.isupper() and sum(map(str.isalpha, original)) > 1:
        return replacement.upper()
    return _capitalise(replacement) if original[:1].isupper() else replacement


def fit_replacement(words: str, replacement: str, text: str, start: int, end: int) -> str:
    """The replacement for `words`, of which `text[start:end]` is a mention, in the letter case it must have there.

    Where the two differ in nothing but letter case, that of the replacement is
    meant, and only the beginning of a sentence asks for a capital. Words that a
    rule writes with capitals are replaced just as it says.
    """
    original = text[start:end]
    if normalise_words(words) == normalise_words(replacement):
        is_small = replacement == replacement.lower()
        begins = is_small and original[:1].isupper() and _begins_sentence(text, start)
        return _capitalise(replacement) if begins else replacement
    return match_case(original, replacement) if words == words.lower() else replacement


def attach_rewording(match: Match, mention: Mention[Any], replacement: str, document: Document, *, safe: bool) -> Match:
    """The match with a fix that writes the replacement, or with the reason why there is none."""
    edit = mention.replace(replacement, document.source)
    if edit is None:
        return match.with_fix(_MARKUP_INSIDE)
    title = make_reason("words.write", words=replacement)
    return match.with_fix(Fix((edit,), safe=safe, title=title, rewords=True))


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - _CHARACTERS_BEFORE) : start].rstrip(_AROUND)
    return not before or before[-1] in TERMINALS or before[-1] in ":："
