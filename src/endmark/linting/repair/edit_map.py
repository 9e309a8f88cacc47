"""Edits applied to a text, and where what is left comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from endmark.violation import Edit


@dataclass(frozen=True, slots=True)
class EditMap:
    """Where the text after some edits stood before them.

    Each piece is (offset after, offset before) of a stretch that was kept or put
    in, in order; a stretch that was put in comes from where it was put.
    """

    pieces: tuple[tuple[int, int], ...] = ((0, 0),)

    def map_back(self, offset: int) -> int:
        """The offset that something after the edits had before them."""
        after, before = self.pieces[bisect_right(self.pieces, (offset, _BEYOND)) - 1]
        return before + offset - after


_BEYOND = float("inf")


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, EditMap]:
    """The text with the edits, which must not overlap, and where the rest of it comes from."""
    kept: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = end = 0
    for edit in sorted(edits, key=_order_edit):
        if edit.span.start < end:
            raise ValueError(f"two edits overlap at offset {edit.span.start}.")
        for start, part in ((end, text[end : edit.span.start]), (edit.span.start, edit.replacement)):
            pieces.append((length, start))
            kept.append(part)
            length += len(part)
        end = edit.span.end
    pieces.append((length, end))
    return "".join([*kept, text[end:]]), EditMap(tuple(_skip_empty(pieces)))


def _order_edit(edit: Edit) -> tuple[int, int]:
    return edit.span


def _skip_empty(pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces that hold something, and the last one."""
    for piece, following in pairwise(pieces):
        if following[0] > piece[0]:
            yield piece
    yield pieces[-1]
