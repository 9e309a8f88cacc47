"""What a text shows of whether it is worded as sentences are, or as headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from endmark.checks.cuts.learned_words import STOPS, WITHOUT_SPACES, join_letters, split_words, unify_figures
from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late

_HEAD = 240
"""Only so much of the beginning is looked at, however long the text."""

_HIRAGANA = compile_late("[\u3041-\u309f]")
_COMMA = compile_late("[,，、،､;；]")
_DASH = compile_late("[-–—] ")
_QUOTES = '"“「'
_MANY = 3
_LONG, _LONGER = 3, 4
"""Letters of words of which the last two or three are looked at, too, is what they exceed."""

_NOUNS_IN_CAPITALS = frozenset({"de"})


def iter_wording(text: str, language: str) -> Iterator[str]:
    """What a text shows, each feature once; the first letter says which kind it is.

    The last word or the last two letters are left out, since a cut may have left half of them.
    """
    head = text[:_HEAD].rstrip(STOPS)
    if language in WITHOUT_SPACES:
        yield from _iter_letters(join_letters(head), language)
    else:
        yield from _iter_words(split_words(unify_figures(head)), language)
    yield f"k{min(len(_COMMA.findall(head)), _MANY)}"
    yield f"d{_holds(head, ':：')}{_holds(head, '(（')}{ATOM in head}{_DASH.search(head) is not None}"
    yield f"q{_holds(head, '?？')}{_holds(head, _QUOTES)}"
    yield f"n{head[:1].isdecimal()}{head[:1].islower()}"


def _holds(text: str, signs: str) -> bool:
    return any(sign in text for sign in signs)


def _iter_letters(text: str, language: str) -> Iterator[str]:
    body = text[:-2]
    for size in range(1, 4):
        for gram in sorted({body[index : index + size] for index in range(len(body) - size + 1)}):
            yield f"{size}{gram}"
    for size in range(1, 5):
        yield f"^{text[:size]}"
    if language == "ja":
        yield f"h{round(8 * len(_HIRAGANA.findall(text)) / max(1, len(text)))}"


def _iter_words(spelled: Sequence[str], language: str) -> Iterator[str]:
    words = [word.casefold() for word in spelled]
    first, inner = (words[0] if words else ""), words[1:-1]
    for word in sorted(set(words[:-1])):
        yield f"w{word}"
    for end in sorted({word[-3:] for word in inner if len(word) > _LONGER}):
        yield f"e{end}"
    for end in sorted({word[-2:] for word in inner if len(word) > _LONG}):
        yield f"f{end}"
    yield f"^{first}"
    yield f"2{' '.join(words[:2])}"
    yield f"3{' '.join(words[:3])}"
    yield f"g{first[-3:]}"
    for one, next_one in sorted(set(pairwise(inner))):
        yield f"p{one} {next_one}"
    if language not in _NOUNS_IN_CAPITALS:
        long = [word for word in spelled[1:] if word[0].isalpha() and len(word) > 2]  # noqa: PLR2004
        capitals = sum(word[0].isupper() for word in long)
        yield f"c{round(4 * capitals / max(1, len(long)))}{min(capitals, _MANY)}"
