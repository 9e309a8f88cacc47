"""Polite Korean sentences in the plain style, and as notes."""

from __future__ import annotations

import random

_FIRST, _FINALS = 0xAC00, 28
_LAST = 0xD7A3
_BIEUP, _NIEUN, _MIEUM, _NO_FINAL = 17, 4, 16, 0
_SSANG_SIOT = 20


def make_plain(text: str, rng: random.Random) -> str | None:
    """The sentence in the plain style or that of talk; None where its ending is not known."""
    if text.endswith("습니다"):
        stem = text[:-3]
        return stem + ("어요" if _get_final(stem) == _SSANG_SIOT and rng.random() < _TALK else "다")
    if text.endswith("입니다"):
        return text[:-3] + "이다"
    if text.endswith("합니다") and rng.random() < _TALK:
        return text[:-3] + "해요"
    if text.endswith("니다") and _get_final(text[:-2]) == _BIEUP:
        return _replace_final(text[:-2], _NIEUN) + "다"
    return None


_TALK = 0.3


def make_bare(text: str) -> str | None:
    """The sentence with its verb as a noun, as in notes and change logs."""
    if text.endswith("습니다"):
        return text[:-3] + "음"
    if text.endswith("니다") and _get_final(text[:-2]) == _BIEUP:
        return _replace_final(text[:-2], _MIEUM)
    return None


def _get_final(text: str) -> int:
    """Which consonant closes the last syllable, as Unicode numbers them; none for other signs."""
    code = ord(text[-1]) if text else 0
    return (code - _FIRST) % _FINALS if _FIRST <= code <= _LAST else _NO_FINAL


def _replace_final(text: str, final: int) -> str:
    code = ord(text[-1]) - _FIRST
    return text[:-1] + chr(_FIRST + code - code % _FINALS + final)
