"""A text on trial, and the evidence."""

from __future__ import annotations

from functools import reduce
from operator import add, attrgetter
from typing import NamedTuple

from endmark.checks.cuts.open_ends import Place
from endmark.checks.cuts.suspects import Suspect
from endmark.violation import Piece

_new = tuple.__new__
"""Makes a named tuple in half the time that its own takes."""

_get_nats = attrgetter("nats")

_OF_PLACE = Suspect._fields.index("opening")
"""Fields of a suspect that say where it stands come before that one."""


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

    def move(self, place: Place) -> Judged:
        """The same of a text that is like it, at a place like its own."""
        suspect = _new(Suspect, (place.number, place.block, place.before, place.following, *self.suspect[_OF_PLACE:]))
        return _new(Judged, (suspect, *self[1:]))

    def add(self, *pieces: Piece) -> Judged:
        """The same with more evidence."""
        if not pieces:
            return self
        total = reduce(add, map(_get_nats, pieces), self.total)  # `sum` of floats rounds by the version of Python
        return _new(Judged, (self.suspect, self.plain, self.words, self.pieces + pieces, total))
