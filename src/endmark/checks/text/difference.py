"""Two wordings of one sentence → the words in which they say something else, or none."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from endmark.checks.text.decisive_words import ARTICLES, CHINESE_PARTS, DECISIVE, DECISIVE_PARTS
from endmark.checks.text.discourse_markers import drop_discourse_markers
from endmark.checks.text.folding import MARKS, compute_weight
from endmark.checks.text.meaning import NUMERALS
from endmark.document.late_pattern import compile_late

_KANA = "\u3041-\u3096\u309d\u309e"
_TOKEN = compile_late(
    rf"[\u30a1-\u30faー]+|[{_KANA}]+|[\u3400-\u4dbf\u4e00-\u9fff々〆]|(?:(?![\u3041-\u30ff\u3400-\u9fff々])[\w{MARKS}'’])+"
)
"""A word; of Chinese characters each, of kana a run of one sort."""

_KANA_SIGN = compile_late("[\u3041-\u30fa]")
_HIRAGANA = compile_late(rf"[{_KANA}]+")
_KATAKANA = compile_late(r"[\u30a1-\u30faー]+")
_WITHOUT_BLANKS = compile_late(r"[\u2e80-\u9fff]")
_LEAST_STEM = 4
"""Letters that two forms of one word begin with; of Hangul the letters in a syllable count."""

_STEM_SHARE = 0.6
"""And the share of the longer one: `hopeful` is not `hopeless`."""

_LEAST_NAME = 2

_LONGEST = 5_000
"""Words of a sentence up to which it is compared with another: a longer one is the same or says something else."""


class Difference(NamedTuple):
    """What one wording has and what the other has in its place; one of them may be empty."""

    one: str
    other: str


def find_difference(one: str, other: str) -> Difference | None:
    """The first words in which two near wordings say something else; None where only style and slips differ.

    Something else is said by another word in the place of one, unless it is a form of it, a slip, a
    particle or an ending; and by a number, a denial, a quantity, a modality or a
    time that only one has. How the sentence follows the one before it is no part of it. A name
    may only be there more: `other` must have those of `one`.
    """
    return (_remember_difference if len(one) + len(other) <= _REMEMBERED else _find_difference)(one, other)


_REMEMBERED = 2_000
"""Characters of two sentences up to which it is remembered how they differ."""


def _find_difference(one: str, other: str) -> Difference | None:
    one, other = (drop_discourse_markers(text) for text in (one, other))
    tokens = [_TOKEN.findall(unicodedata.normalize("NFKC", text)) for text in (one, other)]
    folded = [[token.casefold().replace("’", "'") for token in side] for side in tokens]
    if max(map(len, folded)) > _LONGEST:
        return Difference(one, other)
    decides = _weigh(folded[0], one) != _weigh(folded[1], other)
    first: Difference | None = None
    for start, end, begin, stop in _iter_changes(*folded):
        here, there = folded[0][start:end], folded[1][begin:stop]
        shown = Difference(_join(tokens[0][start:end]), _join(tokens[1][begin:stop]))
        first = first or shown
        bare, instead = _cut_kana(here, there)
        gone, put = list(_iter_strange(bare, instead)), list(_iter_strange(instead, bare))
        if gone and put and not (_is_hiragana(gone) and _is_hiragana(put)):
            return shown
        if gone and not put and any(map(is_name, tokens[0][start:end], range(start, end))):
            return shown
        if decides and _weigh(gone, shown.one) != _weigh(put, shown.other):
            return shown
    return (first or Difference(one, other)) if decides else None


# A copy is compared when it is judged and when it is taken out, and again after each step of a repair.
_remember_difference = lru_cache(1_000)(_find_difference)


def count_decisive(text: str) -> Counter[str]:
    """The words of a text that decide what it says, and its numbers; each with how often it stands there."""
    whole = unicodedata.normalize("NFKC", text)
    words, parts = _weigh([token.casefold() for token in _TOKEN.findall(whole)], whole)
    return words + parts + Counter(_FIGURES.findall(whole))


def iter_without_opening(said: str) -> Iterator[str]:
    """What a short sentence says without a few letters that it begins with: too little to be compared as a whole."""
    if len(said) <= _SHORT:
        yield from (said[size:] for size in range(1, min(_MOST_OPENING, len(said) - _LEAST_END) + 1))


def stutters(one: str, other: str) -> bool:
    """Whether a wording says part of a loanword twice that the other says once."""
    words, others = (_KATAKANA.findall(unicodedata.normalize("NFKC", text)) for text in (one, other))
    once = {_drop_stutter(word) for word in others}
    return any(word not in others and (plain := _drop_stutter(word)) != word and plain in once for word in words)


def _drop_stutter(word: str) -> str:
    """A loanword without what it says twice in a row; in a short one that may be right."""
    return _STUTTER.sub(r"\1", word) if len(word) > _LEAST_STEM else word


_STUTTER = compile_late(r"(.+?)\1+")


def says_more(one: str, other: str) -> bool:
    """Whether the one of two near wordings says something for which the other has nothing at all."""
    tokens = [_TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()) for text in (one, other)]
    if max(map(len, tokens)) > _LONGEST:
        return True
    return any(
        compute_weight("".join(tokens[0][start:end])) >= _MORE
        for start, end, begin, stop in _iter_changes(*tokens)
        if _is_hiragana(tokens[1][begin:stop]) and not _is_hiragana(tokens[0][start:end])
    )


_SHORT = 32
"""Letters up to which a few words more are a great part of a sentence."""

_MOST_OPENING = 10
"""Letters of a few words that a sentence may begin with: "As we said", 我觉得."""

_LEAST_END = 4
"""Letters of what is said behind them."""

_FIGURES = compile_late(f"[{NUMERALS}]+")
_MORE = 14
"""Weight of words that name another thing: those that only qualify what is named anyway are hardly so long."""


def _iter_changes(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches in which two rows of words differ: from where to where in the one, and in the other."""
    from rapidfuzz.distance import Levenshtein

    steps = Levenshtein.opcodes(one, other)
    for is_equal, group in groupby(steps, key=lambda step: step.tag == "equal"):
        if not is_equal:
            first, *_ = together = list(group)
            last = together[-1]
            yield first.src_start, last.src_end, first.dest_start, last.dest_end


def _weigh(tokens: Sequence[str], text: str) -> tuple[Counter[str], Counter[str]]:
    """The words and parts of words that decide, and how often each."""
    return (
        Counter(token for token in tokens if token in DECISIVE or token[0].isdecimal()),
        Counter(DECISIVE_PARTS.findall(text)) + Counter(() if _KANA_SIGN.search(text) else CHINESE_PARTS.findall(text)),
    )


def _iter_strange(tokens: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """Those that are no form of any of the others."""
    for token in tokens:
        if not any(are_akin(token, other) for other in others):
            yield token


def are_akin(one: str, other: str) -> bool:
    """Whether two words are the same one with a slip or another ending."""
    if one == other or (one in ARTICLES and other in ARTICLES):
        return True
    if one in DECISIVE or other in DECISIVE or one[0].isdecimal() or other[0].isdecimal():
        return False
    if _KATAKANA.fullmatch(one) and _KATAKANA.fullmatch(other):
        return one in other or other in one or _drop_stutter(one) == _drop_stutter(other)
    one, other = (unicodedata.normalize("NFD", word) for word in (one, other))
    from rapidfuzz.distance import Prefix

    stem = Prefix.similarity(one, other)
    if stem < _LEAST_STEM:
        return False
    return one[0] >= "\u1100" or stem >= _STEM_SHARE * max(len(one), len(other))


def _join_kana(tokens: Sequence[str]) -> str:
    return "".join(filter(_HIRAGANA.fullmatch, tokens))


def _drop_kana(tokens: Sequence[str]) -> Sequence[str]:
    return [token for token in tokens if not _HIRAGANA.fullmatch(token)]


def _cut_kana(one: Sequence[str], other: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Two stretches without the kana that both begin or end with, and without an ending in the place of words.

    A word more stands within a run of kana, and parts it.
    """
    if _join_kana(one) == _join_kana(other):
        return _drop_kana(one), _drop_kana(other)
    here, there = "".join(one), "".join(other)
    if not (_KANA_SIGN.search(here) and _KANA_SIGN.search(there)):
        return one, other
    size = _measure_kana(here, there)
    here, there = here[size:], there[size:]
    if not (_JAPANESE_ENDING.fullmatch(here) or _JAPANESE_ENDING.fullmatch(there)):
        size = _measure_kana(here[::-1], there[::-1])
        here, there = here[: len(here) - size], there[: len(there) - size]
    here, there = ("" if _JAPANESE_ENDING.fullmatch(side) else side for side in (here, there))
    return _TOKEN.findall(here), _TOKEN.findall(there)


def _measure_kana(one: str, other: str) -> int:
    """How many signs two stretches begin with that are the same and hiragana."""
    pairs = enumerate(zip(one, other, strict=False))
    return next(
        (place for place, (here, there) in pairs if here != there or not _HIRAGANA.fullmatch(here)),
        min(len(one), len(other)),
    )


_JAPANESE_ENDING = compile_late(r"る|す|く|う|た|の?(?:だ|です)|ている|ます|ました")
"""Endings of a verb or a sentence: where the other wording has words, it has words more."""


def _is_hiragana(tokens: Sequence[str]) -> bool:
    return all(map(_HIRAGANA.fullmatch, tokens))


def is_name(token: str, place: int) -> bool:
    """Whether a word looks like a name: a capital within the sentence, or a loanword."""
    if len(token) < _LEAST_NAME:
        return False
    return (place > 0 and token[0].isupper()) or _KATAKANA.fullmatch(token) is not None


def _join(tokens: Sequence[str]) -> str:
    """Words as they are written in a row."""
    text = ""
    for token in tokens:
        text += (
            f" {token}" if text and not (_WITHOUT_BLANKS.match(text[-1]) and _WITHOUT_BLANKS.match(token)) else token
        )
    return text
