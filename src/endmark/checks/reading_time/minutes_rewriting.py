"""Minutes → a reading time in the words in which another one stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from math import ceil, floor

from endmark.checks.reading_time.minutes import DURATION, Amount, fold_time, iter_amounts
from endmark.document.span import Span
from endmark.violation import Edit

_Replacement = tuple[Span, str | None]
"""A place in the text and what goes there; None where nothing is sure to be right."""

_HOUR = 60
_MINUTE_BESIDE = {"時間": "分", "小時": "分鐘", "小时": "分钟", "시간": "분", "分": "分", "분": "분"}
"""Units other letters may follow at once, as in 分で, and what a minute is called beside each."""

_MINUTES = r"|m|mn|mins?|minut\w*|minuut|мин|хв"
_ENGLISH = ("minute", "minutes", "hour", "hours")
_INFLECTED = ("minu", "stund", "heure", "hora", "ora", "ore", "se")
"""How words begin that have another form for one than for many."""

_MANY_FORMS = r"(?:минут|хвилин|час)\w*|minuty?"
"""Words whose form hangs on more than whether it is one."""

_MORE_TIME = r"[^\w(]*(?:(?:to|bis|à|a|から|and|und|et|y|e)\s*)?\d|\s*(?:半|반|and a half|½)"
"""What shows behind an amount that it is not the whole of the time: "8:30", "45 min – 1 hour", 1時間半."""


def rewrite_minutes(text: str, minutes: int, bounds: tuple[float, float]) -> Edit | None:
    """The smallest edit that makes `text` state `minutes`; its span counts in `text`.

    A range becomes `bounds`, the minutes of the fastest and the slowest reader.
    Units stay as they are, but hours give way to minutes where the time is under
    an hour. None where it states them already, and where a number cannot be
    changed without a person's eye on the words around it.
    """
    plain = fold_time(text)
    if plain != "".join(map(fold_time, text)) or len(plain) != len(text):
        return None
    if duration := re.fullmatch(rf"\s*{DURATION}\s*", plain):
        return _rewrite_duration(text, duration, minutes)
    if signed := re.fullmatch(r"\s*([-+]\d+(?:\.\d+)?)\s*", plain):
        return Edit(Span(*signed.span(1)), str(minutes))
    return _Statement(text, plain).rewrite(minutes, bounds)


def _rewrite_duration(text: str, found: re.Match[str], minutes: int) -> Edit | None:
    if not text.isascii():
        return None
    parts = {unit: found.span(unit) for unit, value in found.groupdict().items() if value}
    if set(parts) == {"M"}:
        return Edit(Span(*parts["M"]), str(minutes))
    hours, rest = divmod(minutes, _HOUR) if set(parts) & {"W", "D", "H"} else (0, minutes)
    written = f"T{hours}H" * (hours > 0) + f"{'' if hours else 'T'}{rest}M" * (rest > 0)
    start = text.casefold().index("p") + 1
    return Edit(Span(start, len(text.rstrip())), written if text[start - 1] == "P" else written.lower())


class _Statement:
    """A reading time in words: the text as it is written, and folded to the same length."""

    def __init__(self, text: str, plain: str) -> None:
        self._text = text
        self._plain = plain
        self._amounts = tuple(iter_amounts(plain))

    def rewrite(self, minutes: int, bounds: tuple[float, float]) -> Edit | None:
        if not self._amounts or not self._is_whole():
            return None
        first = self._amounts[0]
        low, high = max(1, floor(bounds[0])), max(1, ceil(bounds[1]))
        if first.unit != "H":
            per = 60 if first.unit == "S" else 1
            numbers = (low * per, high * per) if first.high else (minutes * per,)
            return self._join([*self._write_numbers(first, numbers), self._write_unit(first, numbers[-1])])
        if first.high:
            return self._rewrite_range_of_hours(first, low, high)
        return self._rewrite_hours(first, minutes)

    def _is_whole(self) -> bool:
        """Whether the amounts are all there is of the time, and their units are known."""
        first, last = self._amounts[0], self._amounts[-1]
        if last is not first and (last.unit != "M" or first.high or last.high):
            return False
        known = (
            last.unit != "M"
            or self._get_sign(last) in _MINUTE_BESIDE
            or re.fullmatch(_MINUTES, self._get_sign(last)) is not None
        )
        behind = self._plain[self._find_end(last) :]
        before = self._plain[: first.low.start].rstrip()
        return known and not re.match(_MORE_TIME, behind) and not before.endswith(("-", "+", "−", "<", ">"))

    def _rewrite_range_of_hours(self, amount: Amount, low: int, high: int) -> Edit | None:
        if high < _HOUR:
            word = (Span(amount.word.start, self._find_end(amount)), self._choose_minute_word(amount, high))
            return self._join([*self._write_numbers(amount, (low, high)), word])
        hours = max(1, low // _HOUR), ceil(high / _HOUR)
        return self._join([*self._write_numbers(amount, hours), self._write_unit(amount, hours[1])])

    def _rewrite_hours(self, first: Amount, minutes: int) -> Edit | None:
        hours, rest = divmod(minutes, _HOUR)
        second = self._amounts[1] if len(self._amounts) > 1 else None
        gap = self._text[first.low.end : first.word.start]
        if not hours:
            if second is None:
                word = (Span(first.word.start, self._find_end(first)), self._choose_minute_word(first, rest))
                return self._join([(first.low, self._write_digits(first.low, rest)), word])
            number = (Span(first.low.start, second.low.end), self._write_digits(second.low, rest))
            if second.word.start == second.word.end:
                return self._join([number, (second.word, gap + self._choose_minute_word(first, rest))])
            return self._join([number, self._write_unit(second, rest)])
        pieces = [(first.low, self._write_digits(first.low, hours)), self._write_unit(first, hours)]
        end = self._find_end(first)
        if second is None:
            if not rest:
                return self._join(pieces)
            space = "" if self._get_sign(first) in ("時間", "小時", "小时") else " "
            behind = [space, self._write_digits(first.low, rest), gap + self._choose_minute_word(first, rest)]
            return self._join([*pieces, *((Span(end, end), piece) for piece in behind)])
        if not rest:
            return self._join([*pieces, (Span(end, self._find_end(second)), "")])
        return self._join([*pieces, *self._write_numbers(second, (rest,)), self._write_unit(second, rest)])

    def _join(self, pieces: Sequence[_Replacement]) -> Edit | None:
        """One edit from the first piece that changes to the last."""
        changed = []
        for span, replacement in pieces:
            if replacement is None:
                return None
            if replacement != self._text[span.start : span.end]:
                changed.append((span, replacement))
        if not changed:
            return None
        start = end = changed[0][0].start
        written = ""
        for span, replacement in changed:
            written += self._text[end : span.start] + replacement
            end = span.end
        return Edit(Span(start, end), written)

    def _write_numbers(self, amount: Amount, numbers: Sequence[int]) -> list[_Replacement]:
        if amount.high is None:
            # "1h5" is short for "1h05".
            width = 2 if amount is not self._amounts[0] and amount.word.start == amount.word.end else 1
            return [(amount.low, self._write_digits(amount.low, numbers[0], width))]
        if numbers[0] == numbers[-1]:
            return [(Span(amount.low.start, amount.high.end), self._write_digits(amount.low, numbers[0]))]
        return [
            (amount.low, self._write_digits(amount.low, numbers[0])),
            (amount.high, self._write_digits(amount.high, numbers[1])),
        ]

    def _write_digits(self, like: Span, number: int, width: int = 1) -> str | None:
        """The number in the digits of the one at `like`, which may be full-width."""
        first = self._text[like.start]
        value = unicodedata.decimal(first, None)
        if value is None:
            return None
        return "".join(chr(ord(first) - value + int(digit)) for digit in f"{number:0{width}}")

    def _write_unit(self, amount: Amount, number: int) -> _Replacement:
        """The unit of an amount in the form that goes with the number; no form where it is not known."""
        span = Span(amount.word.start, self._find_end(amount))
        word, plain = self._text[span.start : span.end], self._plain[span.start : span.end]
        stood = amount.high or amount.low
        was_one = float(self._plain[stood.start : stood.end].replace(",", ".")) == 1
        if re.fullmatch(_MANY_FORMS, plain):
            return span, None
        if plain in _ENGLISH:
            if number == 1:
                return span, word.rstrip("sS")
            if was_one and not plain.endswith("s"):
                # German writes "Minute" too, and means to go on with "Minuten".
                return span, None if word == "Minute" else word + ("S" if word.isupper() else "s")
            return span, word
        return span, None if was_one != (number == 1) and plain.startswith(_INFLECTED) else word

    def _choose_minute_word(self, hour: Amount, number: int) -> str:
        """What goes behind the number of minutes, beside this word for hours."""
        sign = self._get_sign(hour)
        if sign in _MINUTE_BESIDE:
            return _MINUTE_BESIDE[sign]
        word = self._text[hour.word.start : hour.word.end]
        minute = ("minute" + "s" * (number != 1)) if sign in _ENGLISH else "мин" if sign > "z" else "min"
        if word.isupper() and len(word) > 1:
            return minute.upper()
        return minute.capitalize() if word[:1].isupper() else minute

    def _get_sign(self, amount: Amount) -> str:
        word = self._plain[amount.word.start : amount.word.end]
        return next((sign for sign in _MINUTE_BESIDE if word.startswith(sign)), word)

    def _find_end(self, amount: Amount) -> int:
        return amount.word.start + len(self._get_sign(amount))
