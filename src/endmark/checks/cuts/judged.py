"""A text on trial, and the evidence."""

from __future__ import annotations

from typing import NamedTuple

from endmark.checks.cuts.suspects import Suspect
from endmark.violation import Piece


class Judged(NamedTuple):
    """A text without a full stop, and all that speaks for its being cut or against it.

    `plain` ones have nothing about them that would explain why they have none. `words` is what the table of
    endings says of the last words, None where it was not asked or knows nothing of the language.
    """

    suspect: Suspect
    plain: bool
    words: float | None
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> float:
        """The sum of the evidence: the log-odds, in nats, that the text is cut."""
        return sum([piece.nats for piece in self.pieces])

    def add(self, *pieces: Piece) -> Judged:
        """The same with more evidence."""
        return Judged(*self[:-1], (*self.pieces, *pieces)) if pieces else self
