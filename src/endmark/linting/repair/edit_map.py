"""Edits applied to a text, and where what is left comes from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct, field

from endmark.document.span import Span
from endmark.violation import Edit


class EditMap(Struct, frozen=True):
    """Where the text after some edits stood before them.

    For each stretch that was kept or put in, in order, its offset after and its
    offset before; a stretch that was put in comes from where it was put.
    """

    after: array[int] = field(default_factory=lambda: array("I", (0,)))
    before: array[int] = field(default_factory=lambda: array("I", (0,)))

    def map_back(self, offset: int) -> int:
        """The offset that something after the edits had before them."""
        number = bisect_right(self.after, offset) - 1
        return self.before[number] + offset - self.after[number]


_TOGETHER = 1_000
"""Stretches that are joined at once: a megabyte may have a million of them."""


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, EditMap]:
    """The text with the edits, which are in its order and do not overlap, and where the rest of it comes from."""
    return splice(text, ((*edit.span, edit.replacement) for edit in edits))


def splice(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, EditMap]:
    """The same, of edits as where each starts and ends, and what it puts there."""
    joined: list[str] = []
    kept: list[str] = []
    after, before = array("I"), array("I")
    length = end = 0
    for start, following, written in edits:
        if start > end:
            after.append(length)
            before.append(end)
            kept.append(text[end:start])
            length += start - end
        elif start < end:
            raise ValueError(f"two edits overlap at offset {start}.")
        if written:
            after.append(length)
            before.append(start)
            kept.append(written)
            length += len(written)
        end = following
        if len(kept) >= _TOGETHER:
            joined.append("".join(kept))
            kept.clear()
    after.append(length)
    before.append(end)
    return "".join([*joined, *kept, text[end:]]), EditMap(after, before)


def find_only_edit(before: str, after: str) -> Edit:
    """The one edit that makes the later text of the earlier one: all between the first and the last change."""
    from rapidfuzz.distance import Postfix, Prefix  # only where somebody is asked about each fix

    start = Prefix.similarity(before, after)
    rest = min(len(before), len(after)) - start
    end = min(Postfix.similarity(before, after), rest)
    return Edit(Span(start, len(before) - end), after[start : len(after) - end])
