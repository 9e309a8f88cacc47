"""A text on trial, and the evidence."""

from __future__ import annotations

from typing import NamedTuple

from endmark.checks.cuts.suspects import Suspect
from endmark.violation import Piece

_new = tuple.__new__
"""Makes a named tuple in half the time that its own takes."""


class Judged(NamedTuple):
    """A text without a full stop, and all that speaks for its being cut or against it.

    `plain` ones have nothing about them that would explain why they have none. `words` is what the table of
    endings says of the last words, None where it was not asked or knows nothing of the language. `total` is
    the sum of the evidence: the log-odds, in nats, that the text is cut.
    """

    suspect: Suspect
    plain: bool
    words: float | None = None
    pieces: tuple[Piece, ...] = ()
    total: float = 0.0

    def add(self, *pieces: Piece) -> Judged:
        """The same with more evidence."""
        if not pieces:
            return self
        total = self.total
        for piece in pieces:
            total += piece.nats
        return _new(Judged, (self.suspect, self.plain, self.words, self.pieces + pieces, total))
