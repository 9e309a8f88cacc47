"""Whole sentences whose full stop is missing in an article that otherwise has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.checks.cuts.open_ends import has_open_ends
from endmark.document.blocks import SHOWN
from endmark.document.language import LanguageCode
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.spelling_out import spell_out
from endmark.violation import Match

if TYPE_CHECKING:
    from endmark.checks.cuts.habits import Sort
    from endmark.checks.cuts.judged import Judged

KIND: CheckKind = "style"
VALUES = frozenset({"tail"})

_SENTENCES: frozenset[Sort] = frozenset({"several", "long"})
"""Sorts of texts that are sentences, and no titles or captions."""

_LEAST_LETTERS = 24
_FAR_BELOW = -20.0


class Options(Struct, frozen=True):
    """How sure it must be that the article has full stops, and that nothing is cut off.

    `habit` is the least weight of the article's own habit, in nats: four are one text in fifty without a full stop.
    `cut` is the sum of evidence from which `truncated-sentence` finds a text cut off: what is found there is not
    found here.
    `unpunctuated` names languages that are written without full stops.
    """

    habit: float = 4.0
    cut: float = -0.3
    unpunctuated: tuple[LanguageCode, ...] = ()


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the texts without their last full stop, each at its last words."""
    blocks = select_kinds(document.blocks, SHOWN)
    if not has_open_ends(blocks, document.unseen, {}):
        return
    from endmark.checks.cuts.judging import Judge  # where every text has its full stop nobody is judged
    from endmark.checks.cuts.judging_terms import Terms
    from endmark.checks.cuts.tails import find_tail

    terms = Terms({}, {}, options.unpunctuated, _LEAST_LETTERS, _FAR_BELOW)
    first = FirstPlaces(scope)
    for judged in Judge(document, blocks, terms).iter_judged():
        block = judged.suspect.block
        if block not in scope or not _is_forgotten(judged, options):
            continue
        start, end = find_tail(block)
        span = block.text.map_span(start, end)
        if first.take(span):
            yield Match(span, {"tail": spell_out(block.text, document.source.text, start, end)})
        else:
            yield Match(span)


def _is_forgotten(judged: Judged, options: Options) -> bool:
    """Whether it is a sentence, is whole, and others like it have their full stop."""
    suspect = judged.suspect
    if suspect.sort not in _SENTENCES or not judged.plain or suspect.ending.manner != "bare":
        return False
    habit = next(piece.nats for piece in judged.pieces if piece.seen.code in {"evidence.habit", "evidence.no-habit"})
    return judged.words is not None and judged.words > 0 and habit >= options.habit and judged.total < options.cut
