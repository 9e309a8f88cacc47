"""Names in brackets: where an article writes those of a window or a form so, another one is no blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from endmark.checks.text.folding import compute_weight
from endmark.checks.text.regex import Pattern
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late

_NAME = compile_late(r"[\[【［]([^\[\]【】［］\n]{2,24})[\]】］](?![(:\[])")
_LETTER = compile_late(r"[^\W\d_]{2}")

_LONGEST = 24
"""Letters of a name, a Chinese, Japanese or Korean character counting as two: the words of a button."""

_SEVERAL = 3
"""Other names in brackets that make a habit: one or two may be somebody's words in a quotation."""


def is_name(match: str) -> bool:
    """Whether a match is a short name in brackets, and not in capitals, in which no window names anything."""
    found = _NAME.fullmatch(match)
    return found is not None and _may_be_name(found[1])


def writes_names_so(blocks: Iterable[Block], patterns: Sequence[Pattern]) -> bool:
    """Whether an article has several names in brackets that none of the patterns takes for a blank."""
    seen: set[str] = set()
    for block in blocks:
        if block.kind == "code":
            continue
        for found in _NAME.finditer(block.text.content):
            known = found[0] in seen or not _may_be_name(found[1])
            if known or any(True for pattern in patterns for _ in pattern.iter_spans(found[0])):
                continue
            seen.add(found[0])
            if len(seen) == _SEVERAL:
                return True
    return False


def _may_be_name(inner: str) -> bool:
    capitals = inner.isascii() and inner.isupper()
    return not capitals and _LETTER.search(inner) is not None and compute_weight(inner) <= _LONGEST
