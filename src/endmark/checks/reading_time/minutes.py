"""A reading time as people write it → minutes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from msgspec import Struct

from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

TimeUnit = Literal["H", "M", "S"]
"""Hours, minutes and seconds, with the letters of ISO 8601."""

_NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)"
DURATION = (
    rf"(?i:P(?:(?P<W>{_NUMBER})W)?(?:(?P<D>{_NUMBER})D)?"
    rf"(?:T(?:(?P<H>{_NUMBER})H)?(?:(?P<M>{_NUMBER})M)?(?:(?P<S>{_NUMBER})S)?)?)"
)
_DURATION = compile_late(DURATION)
_SIGNED = compile_late(r"[-+]\d+(?:\.\d+)?")
MINUTES_PER = {"W": 10080.0, "D": 1440.0, "H": 60.0, "M": 1.0, "S": 1 / 60}
_AMOUNT = compile_late(
    r"(?P<low>\d+(?:[.,]\d+)?)(?:\s*(?:-|–|—|~|〜|～|to|bis|à|a|から)\s*(?P<high>\d+(?:[.,]\d+)?))?"
    r"\s*(?P<unit>[^\W\d_]*)"
)
_HOURS = frozenset({"h", "hr", "hrs", "std", "uur", "час", "часа", "часов"})
_HOUR_WORDS = ("hour", "stunde", "heure", "hora", "ore", "ora")
_HOUR_SIGNS = ("時間", "小時", "小时", "시간")
_SECONDS = frozenset(["s", "sec", "secs", "second", "seconds", "sek", "sekunden", "secondes", "segundos", "秒", "초"])
_NO_TIME = ("true", "false", "yes", "no", "on", "off", "auto", "none", "null", "~")


class Amount(Struct, frozen=True):
    """One number with its unit, or a range of two; the spans are offsets in the folded text.

    `low` and `high` are the two numbers, `high` None where there is one only;
    `word` is all the letters after them, and `unit` what they count.
    """

    low: Span
    high: Span | None
    word: Span
    unit: TimeUnit


def fold_time(text: str) -> str:
    """The text in which numbers and units are looked for: one width, one case."""
    return unicodedata.normalize("NFKC", text).lower()


def parse_minutes(text: str) -> tuple[float, float] | None:
    """The stated minutes as a range (least, most); None where the value states no time.

    Understands bare numbers, "8 min read", "約8分", "15〜20分", "約2時間",
    "1 hour 20 min", "twenty minutes" and ISO 8601 durations ("PT8M"). Switches such as `true` or
    `auto`, templates and empty values state nothing.
    """
    text = fold_time(text).strip()
    if not text or text in _NO_TIME or "{" in text:
        return None
    if duration := _DURATION.fullmatch(text):
        parts = [(unit.upper(), value) for unit, value in duration.groupdict().items() if value]
        minutes = sum(float(value) * MINUTES_PER[unit] for unit, value in parts)
        return (minutes, minutes) if parts else None
    if _SIGNED.fullmatch(text):
        return float(text), float(text)
    found = tuple(iter_amounts(text))
    if not found:
        from endmark.checks.reading_time.number_words import read_number_words

        number = read_number_words(text)
        return None if number is None else (number, number)
    low = sum(_read_number(text, amount.low) * MINUTES_PER[amount.unit] for amount in found)
    high = sum(_read_number(text, amount.high or amount.low) * MINUTES_PER[amount.unit] for amount in found)
    return (low, high) if found else None


def iter_amounts(text: str) -> Iterator[Amount]:
    """The amounts in folded text that make up the time: one, or hours and what is left of an hour."""
    started = False
    for amount in islice(_AMOUNT.finditer(text), 2):
        unit = _classify_unit(amount["unit"])
        if started and unit == "H":
            return
        yield Amount(
            Span(*amount.span("low")),
            Span(*amount.span("high")) if amount["high"] else None,
            Span(*amount.span("unit")),
            unit,
        )
        if unit != "H":
            return
        started = _read_number(text, Span(*amount.span("low"))) > 0


def _read_number(text: str, span: Span) -> float:
    return float(text[span.start : span.end].replace(",", "."))


def _classify_unit(word: str) -> TimeUnit:
    if word in _HOURS or word.startswith((*_HOUR_SIGNS, *_HOUR_WORDS)):
        return "H"
    return "S" if word in _SECONDS else "M"
