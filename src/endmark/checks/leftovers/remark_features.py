"""What a short text shows of who says it to whom, in any language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, starmap
from math import sqrt

from endmark.checks.leftovers.remark_notions import list_notions, list_notions_of_runs, pair_notions
from endmark.checks.leftovers.remarks import RemarkPlace
from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late

_WORD = compile_late(
    rf"{ATOM}|[^\s{ATOM}\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e¡¿«»“”„‘’‚‹›…–—·،؛؟٪।॥۔、。「」『』【】《》〈〉〔〕（）［］｛｝：；！？，．・～]+"
)
_FIGURE = compile_late(r"\d+")
_WITHOUT_SPACES = compile_late(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_STEMS = (3, 4, 5, 6)
"""Letters of the beginnings of words: languages that are kin share them."""

_STEM = 5
_GRAM, _GRAMS = 3, (2, 3, 4)
"""Letters in a row, where no spaces part the words; words that are known are left out by the first."""

_MANY = 6
_LENGTHS = (4, 8, 14, 22, 34)
_CHARACTERS_A_WORD = 2.5
_USUAL, _FEWEST = 40, 8
"""Features of a sentence of some ten words, and of a text that is too short to show more."""

_QUOTES = '"“”„«»「『'
_OPEN = "[(［（【〔{<"


def list_remark(text: str, place: RemarkPlace, without: frozenset[str] = frozenset()) -> list[str]:
    """What a text shows, each feature once; the first letter says which kind it is.

    Words whose stems are `without` count for nothing, as if they were not known.
    """
    words = _FIGURE.sub("0", text.casefold())
    features: set[str] = set()
    letters: set[str] = set()
    stems: list[str] = []
    weight = 0.0
    for word in _WORD.findall(words):
        if _WITHOUT_SPACES.search(word):
            weight += len(word) / _CHARACTERS_A_WORD
            stems.append("*")
            letters.update(_list_letters(word, without))
            continue
        weight += 1
        stem = word[:_STEM]
        if stem in without:
            stems.append("*")
            continue
        stems.append(stem)
        features.update(list_word(word))
    features.update([f"p{one} {other}" for one, other in pairwise(stems) if not one == other == "*"])
    if stems:
        features.add(f"^{stems[0]}")
    notions = {one[1:] for one in features if one[0] == "n"}
    notions |= list_notions_of_runs(letters)
    features.update(map("n".__add__, notions))
    features.update(starmap(join_notions, pair_notions(notions)))
    return [*features, *map("l".__add__, letters), *_list_shape(text.strip(), place, weight)]


def join_notions(one: str, other: str) -> str:
    """The feature of a text that has both notions, of which the first is first by the alphabet."""
    return f"{one}+{other}"


def compute_scale(count: int) -> float:
    """What the weights of so many features count for: many words that say little each are not to add up to much.

    As what is said by chance does, it grows with the square root of their number.
    """
    return sqrt(_USUAL / max(count, _FEWEST))


def list_stems(text: str) -> frozenset[str]:
    """What `list_remark` may be told to pass over: the stems of all words, or letters in a row where no spaces are."""
    stems: set[str] = set()
    for word in _WORD.findall(_FIGURE.sub("0", text.casefold())):
        if _WITHOUT_SPACES.search(word):
            stems.update(map("".join, zip(word, word[1:], word[2:], strict=False)))
        else:
            stems.add(word[:_STEM])
    return frozenset(stems)


def list_words(text: str) -> tuple[set[str], set[str]]:
    """The words of a text as features are made of them, and pairs of letters where no spaces part the words."""
    words: set[str] = set()
    pairs: set[str] = set()
    for word in _WORD.findall(_FIGURE.sub("0", text.casefold())):
        if _WITHOUT_SPACES.search(word):
            pairs.update(map("".join, pairwise(word)))
        else:
            words.add(word)
    return words, pairs


@lru_cache(maxsize=4096)
def list_word(word: str) -> tuple[str, ...]:
    """What one word shows; most words of articles come again."""
    stems = [f"{length}{word[:length]}" for length in _STEMS if len(word) > length]
    stems += map("n".__add__, list_notions(word))
    return (f"w{word}", *stems, f"e{word[-3:]}") if len(word) > _STEM else (f"w{word}", *stems)


def _list_letters(word: str, without: frozenset[str]) -> Sequence[str]:
    """The letters in a row of a word without spaces, but for those that are `without`."""
    if without:
        known = [index for index in range(len(word) - _GRAM + 1) if word[index : index + _GRAM] in without]
        covered = {index + offset for index in known for offset in range(_GRAM)}
        word = "".join("*" if index in covered else letter for index, letter in enumerate(word))
    pieces = [word[start : start + length] for length in _GRAMS for start in range(len(word) - length + 1)]
    return [piece for piece in pieces if "*" not in piece] if without else pieces


def _list_shape(text: str, place: RemarkPlace, weight: float) -> Sequence[str]:
    length = sum(weight > bound for bound in _LENGTHS)
    last = text[-1:]
    ends = "?" if last in "?？؟;" else ":" if last in ":：" else "]" if last in ")]}>）］】〕" else "."
    apart = place if place in ("title", "note", "inside") else "edge"
    return (
        f"@{apart}",
        f"@{apart}{length}",
        f"@{apart}{ends}",
        f"@{text[:1] if text[:1] in _OPEN else ''}{ends}",
        f"@a{ATOM in text}",
        f"@0{min(_MANY, len(_FIGURE.findall(text)))}",
        f"@q{any(map(text.__contains__, _QUOTES))}",
        f"@{'!' in text or '！' in text}",
    )
