"""How the texts of one article end: counted by sort, those on trial as likely as they are whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from math import log

from endmark.checks.cuts import evidence
from endmark.checks.cuts.endings import Ending, classify_ending
from endmark.checks.cuts.habits import PRIORS, Habit, Sort, get_writing
from endmark.checks.cuts.judging_terms import Terms
from endmark.checks.cuts.last_words import LOOSE_WORDS
from endmark.checks.cuts.looks import weigh_looks
from endmark.checks.cuts.open_ends import TERMINAL, Place, is_judged
from endmark.checks.cuts.surroundings import begins_again
from endmark.checks.cuts.suspects import LABELLED, SHORT, Suspect, find_sort, guess_sort, make_suspect, read_wording
from endmark.document.blocks import Block, Kind, iter_with_next
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, iter_contents
from endmark.document.sentences import is_one_sentence
from endmark.violation import Piece

SAID: frozenset[Sort] = frozenset({"statement", "remark"})
"""Sorts of what is worded as sentences are, whatever role it has."""

LEAST_CLAUSE = 0.5
"""A text worded as a sentence is judged from half the letters on that another must have."""

_SENTENCES: frozenset[Sort] = frozenset({"several", "long", "middle", "enclosed", "statement"})
"""Sorts of which most have a full stop."""

_LIKELY_WHOLE = 0.5
"""The vote from which the full stop of a sentence seems forgotten; what is likely cut says nothing of that."""

_ITEMS: frozenset[Sort] = frozenset({"item", "items"})
_SHOWN_AT_ITEMS = frozenset({"open", "word", "whole"})
_SHOWN_BEHIND_ITEMS: frozenset[Kind] = frozenset({"marker", "thematic-break"})
"""Manners, and what follows, that may speak for a cut even of an item."""

_ASKED_ABOUT: frozenset[Kind] = frozenset({"marker", "heading"})
"""What behind a text makes that more than its sort is to be known of it, however short it is."""

_OF_NOTES: frozenset[Kind] = frozenset({"list-item", "code", "table"})
"""Kinds of which a README or a page of notes has some, whatever it is about."""

_MOST_OF_ITEMS = evidence.RATE.nats + evidence.AMONG_ITEMS.nats + evidence.AFTER_HEADING.nats
"""The most that speaks for a cut of an item, but for its words and the habit, where its end shows nothing."""


class Tally:
    """Counts the endings of the `blocks` of a document, and knows which are not worth a look."""

    def __init__(self, document: Document, blocks: Sequence[Block], terms: Terms) -> None:
        self._document = document
        self._blocks = blocks
        self._terms = terms
        kinds = find_kinds(blocks)
        # What was put together from passes is none of notes, however little of it there is.
        self._habit = Habit(may_be_notes="marker" not in kinds and not kinds.isdisjoint(_OF_NOTES))
        self._entries = 0.0
        self._forgotten = 0.0
        self._bounds: dict[Sort, float] = {}

    def count_whole(self, block: Block, following: Block | None) -> None:
        """Count a text that ends well."""
        self._habit.add_whole(get_writing(block), self._guess_sort(block, following))

    def count_open(self, suspect: Suspect, vote: float) -> None:
        """Count a text without a full stop, which is whole with the probability `vote`."""
        self._habit.add_open(get_writing(suspect.block), suspect.sort, vote, phrase=suspect.phrase)
        if suspect.is_entry:
            self._entries += vote
        if suspect.sort in _SENTENCES:
            self._count_sentence(suspect, vote)

    def _count_sentence(self, suspect: Suspect, vote: float) -> None:
        if suspect.sort == "several":
            self._habit.add_prose(get_writing(suspect.block))
        if vote > _LIKELY_WHOLE and not suspect.phrase:
            self._forgotten += vote

    def count_forgotten(self, suspect: Suspect, own: float) -> float:
        """How many other sentences are more likely whole than cut; `own` is the vote of the text on trial."""
        counted = own if own > _LIKELY_WHOLE and _is_sentence(suspect) else 0.0
        return max(0.0, self._forgotten - counted)

    def count_short(self, place: Place) -> bool:
        """Count a text that is too short to be judged where it stands; there may be very many such."""
        block, following = place.block, place.following
        content = block.text.content
        if len(content) > SHORT or following is None or following.kind in _ASKED_ABOUT:
            return False
        letters, several, phrase, _ = read_wording(content, block.language, block.script)
        if letters >= self._terms.min_weight * LEAST_CLAUSE:
            return False
        sort = find_sort(block, following, self._document, letters, self._terms.min_weight, several=several)
        if block.role != "attribution" or sort in SAID:
            self._habit.add_open(get_writing(block), sort, 1.0, phrase=phrase)
        return True

    def count_others(self, sorts: AbstractSet[Sort]) -> None:
        """Count how all those end that nobody looked at, as far as it matters to these sorts."""
        if not self._ends_anything():
            return
        items, others, labelled = not sorts.isdisjoint(_ITEMS), bool(sorts - _ITEMS), not sorts.isdisjoint(LABELLED)
        for block, following in iter_with_next(self._blocks, self._document.unseen):
            if not is_judged(block, following):
                continue
            asked = items if block.kind == "list-item" else others
            if block.text.content[-1] in TERMINAL:
                sort = self._guess_sort(block, following, labelled=labelled) if asked else None
                self._habit.add_whole(get_writing(block), sort)
            elif asked and block.kind == "list-item":
                self._count_item(Place(0, block, None, following, opening=False))

    def weigh_habit(self, suspect: Suspect, own: float) -> Piece:
        """What it says how often texts like this one have no full stop here; `own` is its vote, if that was counted."""
        counts = self._habit.count(get_writing(suspect.block), suspect.sort, own, phrase=suspect.phrase)
        return evidence.weigh_habit(*counts)

    def weigh_entries(self, suspect: Suspect, own: float) -> Iterator[Piece]:
        """What it says of one sentence that is all of a section that others are, too."""
        if suspect.is_entry:
            yield from evidence.weigh_entries(self._entries - own)

    def bound_habit(self, sort: Sort) -> float:
        """The most that the habit of the article can say of a text of that sort without a full stop."""
        if sort not in self._bounds:
            share, strength = PRIORS[sort]
            stops = self._stops_of_items if sort in _ITEMS else len(self._blocks)
            self._bounds[sort] = log((strength + stops) / (share * strength))
        return self._bounds[sort]

    def is_one_of_many(self, place: Place, ending: Ending) -> bool:
        """Whether it is an item of which nothing that could yet be seen would make a cut."""
        block, following = place.block, place.following
        if block.kind != "list-item" or following is None or ending.manner in _SHOWN_AT_ITEMS:
            return False
        if following.kind in _SHOWN_BEHIND_ITEMS or begins_again(block, following):
            return False
        sort: Sort = "item" if is_one_sentence(block.text.content) else "items"
        words = LOOSE_WORDS if sort == "item" and following.kind == "list-item" else evidence.MOST_WORDS
        closed = evidence.CLOSED_QUOTATION.nats if ending.manner == "closed" else 0.0
        return _MOST_OF_ITEMS + words + closed + self.bound_habit(sort) < self._terms.get_least(sort)

    def _ends_anything(self) -> bool:
        """Whether any text has a full stop, or is an item, which are counted without one; of very many it is asked."""
        if "list-item" in find_kinds(self._blocks):
            return True
        return any(content[-1:] in TERMINAL for content in iter_contents(self._blocks))

    def _count_item(self, place: Place) -> None:
        ending = classify_ending(place.block.text.content, self._terms.last_words, place.block.language)
        if self.is_one_of_many(place, ending):
            suspect = make_suspect(place, ending, self._document, self._terms.min_weight)
            short = suspect.letters < self._terms.min_weight
            plain = short or next(weigh_looks(suspect, self._document.language), None) is None
            self.count_open(suspect, float(plain))

    @cached_property
    def _stops_of_items(self) -> int:
        """How many items may have a full stop."""
        items = (block for block in self._blocks if block.kind == "list-item")
        return sum(not item.text.content[-1:].isalnum() for item in items)

    def _guess_sort(self, block: Block, following: Block | None, *, labelled: bool = True) -> Sort:
        return guess_sort(block, following, self._document, self._terms.min_weight, labelled=labelled)


def _is_sentence(suspect: Suspect) -> bool:
    """Whether it lacks a full stop, whole or not: titles do not."""
    return suspect.sort in _SENTENCES and not suspect.phrase
