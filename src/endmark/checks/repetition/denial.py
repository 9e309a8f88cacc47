"""Whether one of two texts that are nearly the same denies what the other says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endmark.document.late_pattern import compile_late

_WORDS = """
not no never without cannot doesn don isn aren wasn weren won
nicht kein keine keinen keinem keiner nie ohne niet geen nooit zonder
ne n pas jamais sans aucun aucune nunca sin ningún ninguna não sem nenhum nenhuma non mai senza nessun nu fără
inte ingen inga utan ikke uden uten ei eivät nem nincs nélkül değil yok
не нет без никогда немає nie bez nigdy nikdy δεν μην χωρίς لا لم لن ليس بدون نیست नहीं बिना
tidak bukan tanpa không chưa
"""
_NEGATIONS = frozenset(_WORDS.split())
_SIGNS = compile_late("[不没沒未无無]|ない|せん|なく|なし|않|없|못")
_SINGLE_SIGNS = frozenset("不没沒未无無")
"""They deny alone, put before what is denied; in 無限 and 不断 they are half of a word that came as a whole."""

_LONG_SIGNS = compile_late("ない|せん|なく|なし")
"""The same in Chinese, Japanese and Korean, where they are parts of words; no slip makes one of several letters."""

_PREFIXES = ("in", "un", "im", "ir", "non", "an", "dis", "не", "nie", "ne")
_LEAST_STEM = 4
_TOKEN = compile_late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|\w+")


def denies(text: str, other: str) -> bool:
    """Whether a negation was put in or taken out, or a word stands for its contrary, as `invalid` does for `valid`.

    A word of negation in the place of one other word is a slip.
    """
    return any(_is_denial(gone, new) or _is_denial(new, gone) for gone, new in _iter_changes(text, other))


_LONGEST = 6
"""Words or signs that a denial puts in or takes out at most: more are another wording, which may hold a "not"."""


def _is_denial(side: Sequence[str], other: Sequence[str]) -> bool:
    if len(side) > _LONGEST:
        return False
    if len(side) == len(other):
        shown = _LONG_SIGNS.search("".join(side)) is not None and not _negates(other)
        return shown or any(map(_is_contrary, side, other))
    more = len(side) - len(other)
    if more > 1:
        side = [token for token in side if token not in _SINGLE_SIGNS]
    return more > 0 and _negates(side) and not _negates(other)


def _negates(tokens: Sequence[str]) -> bool:
    return not _NEGATIONS.isdisjoint(tokens) or _SIGNS.search("".join(tokens)) is not None


def _is_contrary(word: str, other: str) -> bool:
    if word == f"k{other}" and other.startswith("ein"):
        return True
    return len(other) >= _LEAST_STEM and any(word == prefix + other for prefix in _PREFIXES)


def _iter_changes(text: str, other: str) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The words that are gone and those that came, for each place where two texts differ."""
    from rapidfuzz.distance import Levenshtein

    before, after = (_TOKEN.findall(one.casefold()) for one in (other, text))
    for step in Levenshtein.opcodes(before, after):
        if step.tag != "equal":
            yield before[step.src_start : step.src_end], after[step.dest_start : step.dest_end]
