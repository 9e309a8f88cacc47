"""Runs of the signs that begin and end an emphasis."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from sys import intern

from msgspec import Struct

from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

SIGNS = ("**", "__", "~~")

DELIMITER_RUN = compile_late(r"(?<!\*)\*{2,3}(?!\*)|(?<!_)_{2,3}(?!_)|(?<!~)~~(?!~)")
"""A single sign is a footnote's star, a pointer, a product or part of a name more often than an emphasis."""


class DelimiterRun(Struct, frozen=True, gc=False):
    """A run of signs in the visible text of a block, small, as a line may hold a hundred thousand.

    `start` is its offset in the source. `before` and `after` are the characters of the source beside it, empty at the
    ends of its line. What is not `shown` is half of an emphasis that nobody meant.
    """

    sign: str
    start: int
    before: str
    after: str
    shown: bool = True

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.sign)

    def is_rest(self) -> bool:
        """Whether it is the rest of a longer run, of which the renderer has taken what it needs."""
        return self.sign[0] in {self.before, self.after}


def iter_written_runs(text: str, block: Block) -> Iterator[DelimiterRun]:
    """All runs that stand in a block, those that are an emphasis, too; but for those in code and images."""
    content = block.text.content
    atoms = [piece.span for piece in block.text.pieces if content[piece.start] == ATOM]
    for found in DELIMITER_RUN.finditer(text, *block.span):
        span = Span(*found.span())
        before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
        last = bisect_left(atoms, span.end, key=_get_start) - 1
        if before != "\\" and not (last >= 0 and atoms[last].overlaps(span)):
            yield make_run(found[0], span.start, before, after)


def make_run(sign: str, start: int, before: str, after: str) -> DelimiterRun:
    """A run between two characters, or ends of lines; equal strings are one, as there may be very many."""
    return DelimiterRun(intern(sign), start, intern(before.strip("\r\n")), intern(after.strip("\r\n")))


def _get_start(span: Span) -> int:
    return span.start
