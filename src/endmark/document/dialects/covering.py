"""What covers a stretch of text, and which stretches are left alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from endmark.document.dialects.places import Edit
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_FEW = 100

_SHOWN = compile_late(r"[^\r\n]")
_END_OF_LINE = compile_late(r"[^\S\n]*(?:\n|\Z)")


def cover(text: str, span: Span, filling: str) -> Edit:
    """The stretch as a row of the same sign, line by line; blanks only where nothing else stands on its lines."""
    start, end = span
    if filling == " " and not is_alone(text, span):
        return Edit(start, end, "")
    length = end - start
    if length > _FEW or any(text.find(sign, start, end) >= 0 for sign in "\r\n"):
        return Edit(start, end, _SHOWN.sub(filling, text[start:end]))
    return Edit(start, end, _make_row(filling, length))


def blank(text: str, span: Span | Edit) -> Edit:
    """The stretch as nothing but blanks."""
    start, end = span.start, span.end
    length = end - start
    if length <= _FEW and text.find("\n", start, end) < 0:
        return Edit(start, end, _make_row(" ", length))
    return Edit(start, end, _SHOWN.sub(" ", text[start:end]))


@cache
def _make_row(filling: str, length: int) -> str:
    """So many signs, made once: there may be a hundred thousand such rows."""
    return filling * length


def is_alone(text: str, span: Span) -> bool:
    """Whether nothing else stands on the lines of the span but quote marks and indentation."""
    return is_at_start(text, span.start) and _END_OF_LINE.match(text, span.end) is not None


def is_at_start(text: str, start: int) -> bool:
    """Whether nothing but quote marks and indentation stands before an offset on its line."""
    while start and text[start - 1] in " \t>":
        start -= 1
    return not start or text[start - 1] == "\n"


def keep_outside(spans: Iterable[Span], untouched: Sequence[Span]) -> Iterator[Span]:
    """The spans that touch none of those, which are in order and do not overlap."""
    for span in spans:
        index = bisect_right(untouched, span.start, key=_get_end)
        if index == len(untouched) or not untouched[index].overlaps(span):
            yield span


def _get_end(span: Span) -> int:
    return span.end
