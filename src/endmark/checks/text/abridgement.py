"""Sentences that say all that another one says, word for word, and more in between."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from endmark.checks.text.decisive_words import DECISIVE, DECISIVE_PARTS
from endmark.checks.text.folding import MARKS, compute_weight
from endmark.document.late_pattern import compile_late

_TOKEN = compile_late(
    rf"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff々〆]|(?:(?![\u3041-\u30ff\u3400-\u9fff々])[\w{MARKS}'’])+|[,、，;；:：。.!?！？]"
)
"""A word, of Japanese and Chinese a sign; and what parts clauses."""

_CLAUSE_SIGNS = frozenset(",、，;；:：")
_STOPS = frozenset("。.!?！？")

_LEAST = 40
"""Weight of a sentence that is known again in another one: a few words stand in any long sentence."""

_MOST_STRETCHES = 3
"""Stretches that the fuller sentence has more: its words are not those of the other by chance."""

_SHARE = 0.5
"""Part of the fuller one that the other has at least."""

_CLAUSE = 14
"""Weight of a clause that says something by itself: what denies or limits it denies nothing outside of it."""

_LONGEST = 400
"""Words of a sentence up to which it is compared."""


def abridges(short: str, full: str) -> bool:
    """Whether a sentence has all words of another in their order, and what it lacks takes nothing of them back.

    That is a clause of its own, words that name something, or a number with what it counts; but no word
    that denies, limits or doubts what stands beside it.
    """
    from rapidfuzz.distance import LCSseq

    one, other = _read(short), _read(full)
    if not len(one) < len(other) <= _LONGEST or len(one) < _SHARE * len(other):
        return False
    if compute_weight("".join(one)) < _LEAST or LCSseq.similarity(one, other) < len(one):
        return False
    stretches = list(_iter_more(one, other))
    return len(stretches) <= _MOST_STRETCHES and all(
        any(_takes_nothing(other, *place) for place in _iter_places(other, *stretch)) for stretch in stretches
    )


def _read(text: str) -> Sequence[str]:
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
    while tokens and tokens[-1] in _STOPS:
        tokens.pop()
    return tokens


def _iter_more(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From where to where the other has what the one lacks; a comma more or less says nothing."""
    from rapidfuzz.distance import Indel

    start = end = -1
    for step in Indel.editops(one, other):
        if step.tag != "insert":
            continue
        if step.dest_pos != end:
            if start >= 0:
                yield start, end
            start = step.dest_pos
        end = step.dest_pos + 1
    if start >= 0:
        yield start, end


def _iter_places(full: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places that a stretch may as well have, as it ends with what stands before it: "red and" in "red and old"."""
    yield start, end
    while start and full[start - 1] == full[end - 1]:
        start, end = start - 1, end - 1
        yield start, end


def _takes_nothing(full: Sequence[str], start: int, end: int) -> bool:
    """Whether a stretch of a sentence may be left out and the rest says the same."""
    words = [token for token in full[start:end] if token not in _CLAUSE_SIGNS]
    if not words:
        return True
    text = "".join(words) if any(map(_is_sign, words)) else " ".join(words)
    is_clause = compute_weight(text) >= _CLAUSE and (
        end == len(full) or full[start] in _CLAUSE_SIGNS or full[end - 1] in _CLAUSE_SIGNS
    )
    if is_clause:
        return True
    if _HIRAGANA.fullmatch(text):
        return False  # an ending, or a slip in one, names nothing
    beside = full[max(0, start - 1) : start], full[end : end + 1]
    if any(token[0].isdecimal() for side in beside for token in side):
        return False  # part of a number
    return not any(word in DECISIVE for word in words) and not DECISIVE_PARTS.search(_drop_about(text))


_HIRAGANA = compile_late("[\u3041-\u309f]+")


def _is_sign(word: str) -> bool:
    return word >= "\u3041"


def _drop_about(text: str) -> str:
    """Without the words that go with a number."""
    return _NUMBER.sub("", text)


_NUMBER = compile_late(r"約?\d+(?:以上|以下|以内|未満)?")
