"""A reading time as people write it → minutes."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

# Compiled when the first article states a time.
_DURATION = (
    r"(?i:P(?:(?P<W>[\d.]+)W)?(?:(?P<D>[\d.]+)D)?(?:T(?:(?P<H>[\d.]+)H)?(?:(?P<M>[\d.]+)M)?(?:(?P<S>[\d.]+)S)?)?)"
)
_MINUTES_PER = {"W": 10080.0, "D": 1440.0, "H": 60.0, "M": 1.0, "S": 1 / 60}
_AMOUNT = (
    r"(?P<low>\d+(?:[.,]\d+)?)(?:\s*(?:-|–|—|~|〜|～|to|bis|à|a|から)\s*(?P<high>\d+(?:[.,]\d+)?))?"
    r"\s*(?P<unit>[^\W\d_]*)"
)
_HOURS = frozenset({"h", "hr", "hrs", "std", "uur", "час", "часа", "часов"})
_HOUR_WORDS = ("hour", "stunde", "heure", "hora", "ore", "ora")
_HOUR_SIGNS = ("時間", "小時", "小时", "시간")
_SECONDS = frozenset(["s", "sec", "secs", "second", "seconds", "sek", "sekunden", "secondes", "segundos", "秒", "초"])
_NO_TIME = ("true", "false", "yes", "no", "on", "off", "auto", "none", "null", "~")


def parse_minutes(text: str) -> tuple[float, float] | None:
    """The stated minutes as a range (least, most); None where the value states no time.

    Understands bare numbers, "8 min read", "約8分", "15〜20分", "約2時間",
    "1 hour 20 min" and ISO 8601 durations ("PT8M"). Switches such as `true` or
    `auto`, templates and empty values state nothing.
    """
    text = unicodedata.normalize("NFKC", text).strip().lower()
    if not text or text in _NO_TIME or "{" in text:
        return None
    if duration := re.fullmatch(_DURATION, text):
        parts = [(unit.upper(), value) for unit, value in duration.groupdict().items() if value]
        minutes = sum(float(value) * _MINUTES_PER[unit] for unit, value in parts)
        return (minutes, minutes) if parts else None
    if re.fullmatch(r"[-+]\d+(?:\.\d+)?", text):
        return float(text), float(text)
    low = high = 0.0
    amounts = list(islice(re.finditer(_AMOUNT, text), 2))
    if not amounts:
        return None
    for amount in amounts:
        factor = _factor(amount["unit"])
        least = float(amount["low"].replace(",", ".")) * factor
        most = float(amount["high"].replace(",", ".")) * factor if amount["high"] else least
        if low and factor >= _MINUTES_PER["H"]:
            break
        low, high = low + least, high + most
        if factor < _MINUTES_PER["H"]:
            break
    return low, high


def _factor(unit: str) -> float:
    if unit in _HOURS or unit.startswith((*_HOUR_SIGNS, *_HOUR_WORDS)):
        return _MINUTES_PER["H"]
    return _MINUTES_PER["S"] if unit in _SECONDS else _MINUTES_PER["M"]
