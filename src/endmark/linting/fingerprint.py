"""What makes a finding the same finding in the next run."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from endmark.document.span import Span

if TYPE_CHECKING:
    from endmark.document.blocks import Block
    from endmark.document.front_matter import FrontMatter

FINGERPRINT_VERSION = 1

CONTENT_DIGITS = 16
"""So many of the 32 digits say what was found; the others say where."""


def fingerprint(rule: str, excerpt: str, path: str, context: str, equals: Counter[str]) -> str:
    """32 hexadecimal digits that stay the same when lines are added or paragraphs move.

    `path` is relative to the folder of the config, with `/`; `context` as of
    `context_of`. `equals` counts the equal findings so far and is counted on:
    those are told apart by their order alone.
    """
    folded = " ".join(unicodedata.normalize("NFC", excerpt).split())
    content = _digest(str(FINGERPRINT_VERSION), rule, folded)[:CONTENT_DIGITS]
    place = _digest(content, path, context)
    equals[place] += 1
    return content + _digest(place, str(equals[place]))[: 32 - CONTENT_DIGITS]


def context_of(span: Span, front_matter: FrontMatter | None, headings: Sequence[Block]) -> str:
    """The key of the front matter that a span lies in, or the nearest heading above it."""
    if front_matter is not None and span.start < front_matter.span.end:
        return next((entry.name for entry in front_matter.fields if entry.value.overlaps(span)), "")
    above = bisect_right(headings, span.start, key=lambda block: block.span.start)
    return headings[above - 1].text.content if above else ""


def _digest(*parts: str) -> str:
    import hashlib

    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
