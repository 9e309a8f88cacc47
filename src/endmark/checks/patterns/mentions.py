"""Where an article uses words that a rule speaks of."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from endmark.checks.patterns.passages import Passage
from endmark.checks.text.quotations import iter_quotations
from endmark.checks.text.regex import Pattern
from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.violation import Edit

T = TypeVar("T")

FoundSpans: TypeAlias = Iterable[tuple[Span, T]]
"""Stretches of a text, each with what the check must know about it."""

_LONGEST_ADDRESS = 300
_BEFORE_IN_ADDRESS = compile_late(r"://|^www\.|@|[0-9A-Za-z]\.$")
_AFTER_IN_ADDRESS = compile_late(r"[.@][0-9A-Za-z]|://")
_WITHOUT_SPACE = compile_late(r"[!-~]*")


class Mention(NamedTuple, Generic[T]):
    """A place where such words stand: what they are to the check, how they read, and where.

    `start` is their offset in the passage; `text` is on one line.
    """

    meaning: T
    text: str
    span: Span
    passage: Passage
    start: int

    def replace(self, replacement: str, source: Source) -> Edit | None:
        """An edit that writes something else there; None where markup stands among the words."""
        if source.get_excerpt(self.span).split() != self.text.split():
            return None
        return Edit(self.span, replacement)


def iter_mentions(
    passages: Iterable[Passage],
    found: Callable[[str], FoundSpans[T]],
    *,
    unless: Sequence[Pattern] = (),
    in_quotations: bool = True,
) -> Iterator[Mention[T]]:
    """What is found in the passages, in their order; of stretches that overlap the first and longest.

    Left alone is what touches a match of an `unless` pattern, what holds inline
    code, and what is part of an address (`example.org/word`, `me@word.org`,
    `word.html`), which is not in the author's words; without `in_quotations`, so
    is what stands in quotation marks.
    """
    for passage in passages:
        text = passage.content.replace("\n", " ")
        candidates = sorted(found(text), key=_order_candidate)
        if not candidates:
            continue
        excused = {span for pattern in unless for span in pattern.iter_spans(text)}
        if not in_quotations:
            excused.update(iter_quotations(passage.content))
        ahead = deque(sorted(excused))
        end = 0
        for span, meaning in candidates:
            if span.start < end:
                continue
            end = span.end
            while ahead and ahead[0].end <= span.start:
                ahead.popleft()
            words, place = text[span.start : span.end], passage.locate(span)
            if place is None or ATOM in words or (ahead and ahead[0].overlaps(span)) or _is_in_address(text, span):
                continue
            yield Mention(meaning, words, place, passage, span.start)


def _order_candidate(candidate: tuple[Span, object]) -> tuple[int, int]:
    span, _ = candidate
    return span.start, -span.end


def _is_in_address(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _LONGEST_ADDRESS) : span.start]
    joined = _WITHOUT_SPACE.match(before[::-1])
    return bool(_AFTER_IN_ADDRESS.match(text, span.end) or (joined and _BEFORE_IN_ADDRESS.search(joined[0][::-1])))
