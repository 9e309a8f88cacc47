"""What the end of a text shows of whether a sentence can end there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from endmark.checks.cuts.learned_words import STOPS, WITHOUT_SPACES, join_letters, split_words, unify_figures
from endmark.document.late_pattern import compile_late
from endmark.document.sentences import CLOSERS

_TAIL = 240
"""Only so much of the end is looked at, however long the text."""

_POLITE = {
    "ja": ("ます", "です", "ました", "でした", "ません", "ましょう", "でしょう", "ください", "ますか", "ですか"),
    "ko": ("니다", "요", "시오", "니까"),
}
"""How polite sentences end, in languages that have whole texts in one style."""

_END_SIGNS = f"[{re.escape(CLOSERS)}]*"
_SENTENCE_END = compile_late(rf"[。！？।؟۔｡]+{_END_SIGNS}\s*|[.!?…．]+{_END_SIGNS}\s+")
"""No more signs than these languages have: compiling all there are takes longer than a judgement."""

_LAST_SIGNS = compile_late(r"[^\w]++$")
_COMMA = compile_late("[,，、،､;；:：]")
_SMALL = 4


def iter_features(text: str, language: str) -> Iterator[str]:
    """What the end of a text shows, each feature once; the first letter says which kind it is.

    Nothing where no words follow the last full stop that other text follows.
    """
    tail = text[-_TAIL:].rstrip(STOPS)
    start = max((found.end() for found in _SENTENCE_END.finditer(tail)), default=0)
    sentence = tail[start:]
    if not sentence:
        return iter(())
    manner = _find_manner(tail[:start], language)
    if language in WITHOUT_SPACES:
        return _iter_character_features(sentence, manner)
    return _iter_word_features(sentence, manner, 8 if language == "ko" else 6)


def _find_manner(before: str, language: str) -> str:
    """Whether the sentence before is polite or plain; empty where none stands before, or the language has no styles."""
    words = _LAST_SIGNS.sub("", before) if language in _POLITE else ""
    if not words:
        return ""
    return "polite" if words.endswith(_POLITE[language]) else "plain"


def _iter_character_features(sentence: str, manner: str) -> Iterator[str]:
    text = join_letters(sentence)
    padded = "^" + text
    for size in range(1, min(8, len(padded)) + 1):
        yield f"s{padded[-size:]}"
    for size in range(1, min(4, len(padded) - 1) + 1):
        yield f"p{padded[-1 - size : -1]}"
    for size in range(1, min(3, len(padded) - 2) + 1):
        yield f"q{padded[-2 - size : -2]}"
    yield f"g{padded[-3:-2]}_{padded[-1:]}"
    yield f"h{padded[-4:-2]}_{padded[-1:]}"
    classes = "".join(map(_classify, padded[-12:]))
    yield f"c{classes[-4:]}"
    yield f"C{classes[-8:]}"
    run = len(classes) - len(classes.rstrip(classes[-1]))
    yield f"r{padded[-run:]}"
    yield f"R{padded[-run - 1 : -run]}{padded[-run:]}"
    clauses = _COMMA.split(text)
    clause = clauses[-1]
    commas = min(len(clauses) - 1, 2)
    yield f"l{_bucket(len(clause))}"
    yield f"m{_bucket(len(text))}{commas}"
    yield f"k{commas}{text[:1]}"
    yield f"K{commas}{text[:2]}"
    yield f"j{clause[:2]}"
    yield f"J{clause[:3]}"
    yield f"x{clause[:2]}|{text[-2:]}"
    yield f"y{clause[:1]}|{text[-1:]}"
    if manner:
        yield f"z{manner}|{text[-2:]}"
        yield f"Z{manner}|{text[-1:]}"
    before = clause[-16:-2]
    for pair in sorted({before[index : index + 2] for index in range(len(before) - 1)}):
        yield f"b{pair}"


def _classify(character: str) -> str:
    if "\u3041" <= character <= "\u309f":
        return "h"
    if "\u30a0" <= character <= "\u30ff":
        return "k"
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000" or character == "\u3005":
        return "c"
    return character if character in "A0^" else "."


def _bucket(length: int) -> int:
    """Small numbers as they are, larger ones in steps of half an octave."""
    if length < _SMALL:
        return length
    bits = length.bit_length()
    return 2 + bits * 2 + (length >> (bits - 2) & 1)


def _iter_word_features(sentence: str, manner: str, longest: int) -> Iterator[str]:
    plain = unify_figures(sentence)
    text = plain.casefold()
    padded = "^" + text
    for size in range(1, min(longest, len(padded)) + 1):
        yield f"s{padded[-size:]}"
    words = split_words(text)
    *_, third, second, last = ("", "^", "^", *words[-3:])
    yield f"1{last}"
    yield f"2{second} {last}"
    yield f"3{third} {second} {last}"
    yield f"4{second}"
    yield f"5{third} {second}"
    yield f"6{second}|{last[-2:]}"
    yield f"7{second[-2:]}|{last[-2:]}"
    yield f"8{third}"
    shape = plain.rsplit(" ", 1)[-1]
    yield f"c{shape[:1].isupper()}{shape.isupper()}{shape[-1:] == '0'}{len(words) == 1}"
    clauses = _COMMA.split(text)
    clause = clauses[-1].split(maxsplit=2)
    commas = min(len(clauses) - 1, 2)
    yield f"l{_bucket(len(clauses[-1].split()))}"
    yield f"m{_bucket(len(words))}{commas}"
    yield f"k{commas}{words[0] if words else ''}"
    yield f"K{commas}{' '.join(words[:2])}"
    yield f"j{clause[0] if clause else ''}"
    yield f"J{' '.join(clause[:2])}"
    yield f"x{clause[0] if clause else ''}|{last}"
    if manner:
        yield f"z{manner}|{last[-2:]}"
        yield f"Z{manner}|{last[-1:]}"
    for word in sorted(set(words[-24:-2])):
        yield f"b{word}"
