"""Conflicts of versions: the first version is read, as if nobody had written another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from endmark.document.conflicts import iter_conflicts
from endmark.document.dialects.places import Edit
from endmark.document.dialects.signs import Macros
from endmark.document.span import Span


def find_conflicts(text: str, start: int, code: Sequence[Span]) -> Macros:
    """What is passed over so that neither marks nor second versions are read."""
    unread = chain.from_iterable(conflict.unread for conflict in iter_conflicts(text, start, code))
    return Macros([Edit(span.start, span.end, "") for span in unread])
