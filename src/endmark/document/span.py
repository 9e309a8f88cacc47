"""The only position type: a half-open range of code points in the source."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """`source.text[start:end]`; offsets are code points, `end` is exclusive."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A line and a column as editors show them: both count from 1, in code points."""

    line: int
    column: int
