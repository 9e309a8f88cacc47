"""Texts that lack a full stop even if they are whole, as the others of their sort have theirs."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.checks.cuts import evidence
from endmark.checks.cuts.habits import Sort
from endmark.checks.cuts.judged import Judged
from endmark.violation import Piece

_NEEDS_STOP = 3.5
"""What the habit weighs where one text in thirty or fewer of a sort has no full stop."""

_SENTENCES: frozenset[Sort] = frozenset({"several", "long", "middle"})

_VERBS_LAST = frozenset({"ja", "ko"})
_WHOLE = 2.0
"""What the table of endings says of verbs that close a sentence, and hardly of cuts."""


def weigh_stop_needed(judged: Judged, habit: Piece) -> Iterator[Piece]:
    """What it says of a text that it needs its full stop, where that is the habit."""
    if habit.nats >= _NEEDS_STOP and _may_need_stop(judged):
        yield from evidence.weigh_need(judged.pieces)


def bound_stop_needed(judged: Judged) -> float:
    """The most that it can say, beside what the last words do."""
    return sum(piece.nats for piece in evidence.weigh_need(judged.pieces)) if _may_need_stop(judged) else 0.0


def _may_need_stop(judged: Judged) -> bool:
    """Whether it lacks a full stop even if it is whole; where verbs stand last, an ending that is whole is no cut."""
    suspect = judged.suspect
    if suspect.sort not in _SENTENCES or suspect.ending.manner != "bare":
        return False
    return suspect.block.language not in _VERBS_LAST or (judged.words or 0.0) < _WHOLE
