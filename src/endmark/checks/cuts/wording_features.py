"""What a text shows of whether it is worded as sentences are, or as headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from endmark.checks.cuts.learned_words import STOPS, WITHOUT_SPACES, join_letters, split_words, unify_figures
from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late

_HEAD = 240
"""Only so much of the beginning is looked at, however long the text."""

_HIRAGANA = compile_late("[\u3041-\u309f]")
_COMMA = compile_late("[,，、،､;；]")
_DASH = compile_late("[-–—] ")
_COLON = compile_late("[:：]")
_BRACKET = compile_late("[(（]")
_QUESTION = compile_late("[?？]")
_QUOTE = compile_late('["“「]')
_MANY = 3
_LONG, _LONGER = 3, 4
"""Letters of words of which the last two or three are looked at, too, is what they exceed."""

_NOUNS_IN_CAPITALS = frozenset({"de"})


_FIRST = itemgetter(0)


def list_wording(text: str, language: str) -> list[str]:
    """What a text shows, each feature once; the first letter says which kind it is.

    The last word or the last two letters are left out, since a cut may have left half of them.
    """
    head = text[:_HEAD].rstrip(STOPS)
    if language in WITHOUT_SPACES:
        features = _list_letters(join_letters(head), language)
    else:
        features = _list_words(split_words(unify_figures(head)), language)
    features += (
        f"k{min(len(_COMMA.findall(head)), _MANY)}",
        f"d{_has(_COLON, head)}{_has(_BRACKET, head)}{ATOM in head}{_has(_DASH, head)}",
        f"q{_has(_QUESTION, head)}{_has(_QUOTE, head)}",
        f"n{head[:1].isdecimal()}{head[:1].islower()}",
    )
    return features


def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _list_letters(text: str, language: str) -> list[str]:
    body = text[:-2]
    features = list(map("1".__add__, set(body)))
    features += map("2".__add__, set(map("".join, pairwise(body))))
    features += map("3".__add__, set(map("".join, zip(body, body[1:], body[2:], strict=False))))
    features += (f"^{text[:1]}", f"^{text[:2]}", f"^{text[:3]}", f"^{text[:4]}")
    if language == "ja":
        features.append(f"h{round(8 * len(_HIRAGANA.findall(text)) / max(1, len(text)))}")
    return features


def _list_words(spelled: Sequence[str], language: str) -> list[str]:
    words = list(map(str.casefold, spelled))
    first, inner = (words[0] if words else ""), words[1:-1]
    features = list(map("w".__add__, set(words[:-1])))
    features += map("e".__add__, {word[-3:] for word in inner if len(word) > _LONGER})
    features += map("f".__add__, {word[-2:] for word in inner if len(word) > _LONG})
    features += map("p".__add__, set(map(" ".join, pairwise(inner))))
    features += (f"^{first}", f"2{' '.join(words[:2])}", f"3{' '.join(words[:3])}", f"g{first[-3:]}")
    if language not in _NOUNS_IN_CAPITALS:
        long = [word for word in spelled[1:] if len(word) > 2 and word[0].isalpha()]  # noqa: PLR2004
        capitals = sum(map(str.isupper, map(_FIRST, long)))
        features.append(f"c{round(4 * capitals / max(1, len(long)))}{min(capitals, _MANY)}")
    return features
