"""Which blocks of a document may be cut, and what speaks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from endmark.checks.cuts import evidence
from endmark.checks.cuts.continuation import BlockIndex
from endmark.checks.cuts.endings import classify_ending, ends_in_half_word
from endmark.checks.cuts.half_words import find_begun_word, find_half_word
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.judging_terms import Terms, is_told_by_others
from endmark.checks.cuts.labelled_rows import weigh_row
from endmark.checks.cuts.last_words import PROMISES, ask_words, ends_in_particle, find_most_of_words
from endmark.checks.cuts.looks import LOOSE, MARKED_OFF, weigh_ending, weigh_length, weigh_looks
from endmark.checks.cuts.open_ends import Place, iter_open_ends
from endmark.checks.cuts.repeated_lines import weigh_repeated
from endmark.checks.cuts.running_on import may_run_on, runs_on
from endmark.checks.cuts.stop_needed import bound_stop_needed, weigh_stop_needed
from endmark.checks.cuts.surroundings import weigh_following, weigh_place, weigh_source
from endmark.checks.cuts.suspects import SHORT, Suspect, make_suspect
from endmark.checks.cuts.tally import LEAST_CLAUSE, SAID, Tally
from endmark.checks.cuts.uses import Uses, bound_uses
from endmark.checks.cuts.votes import count_as_cut, vote
from endmark.checks.cuts.wording import ask_wording, find_most_of_wording
from endmark.checks.text.labels import find_forms
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds
from endmark.violation import Piece, make_reason

_HARD = frozenset({"open", "comma", "word"})
"""Manners in which no sentence ends."""

_WORDED_LOOSELY = MARKED_OFF - {"field", "remark"}
"""Sorts in which a word may stand in a form that it has nowhere else."""

_FEW_STOPS = 1.8
"""What the habit weighs in an article of which one text in seven or more has no full stop."""

_RATE = evidence.RATE.weigh(make_reason("evidence.rate"))

_MOST_ALIKE = 100
"""Short texts between markers of which it is remembered what was seen of them."""


class Judge:
    """Weighs the blocks of one document; `blocks` are those of it that are shown."""

    def __init__(self, document: Document, blocks: Sequence[Block], terms: Terms) -> None:
        self.blocks = blocks
        self.passages = BlockIndex(blocks)
        self._document = document
        self._terms = terms
        self._tally = Tally(document, blocks, terms)
        self._may_repeat = "<" not in document.source.text and "marker" in find_kinds(blocks)
        self._alike: dict[tuple[object, ...], Judged] = {}

    def iter_judged(self, wanted: Collection[int] = ()) -> Iterator[Judged]:
        """The blocks that may be cut, in the order of the text, and those of the `wanted` numbers that end openly."""
        look = self._look_at if self._may_repeat else self._look_closely
        promising = [
            judged for place in iter_open_ends(self.blocks, self._document.unseen) if (judged := look(place, wanted))
        ]
        if not promising:
            return
        if len(promising) > 1:
            promising = weigh_repeated(promising, self._document.source.text)
        uses = Uses(self.blocks)
        promising = [judged.add(*uses.weigh(judged), *weigh_row(judged, self.blocks)) for judged in promising]
        self._tally.count_others({judged.suspect.sort for judged in promising})
        for judged in promising:
            self._tally.count_open(judged.suspect, vote(judged))
        weighed = list(self._iter_weighed(promising, wanted))
        cuts = sum(map(count_as_cut, weighed))
        for known in weighed:
            judged = known.add(*self._weigh_others(known, cuts)) if cuts else known
            if judged.suspect.number in wanted or judged.total >= self._terms.least:
                yield judged

    def _iter_weighed(self, promising: Sequence[Judged], wanted: Collection[int]) -> Iterator[Judged]:
        """The same with all evidence of their own, without those that the others could not make cuts of."""
        for known in promising:
            asked = known.suspect.number in wanted
            judged = self._add_habit(known, vote(known))
            least = self._terms.get_least(judged.suspect.sort)
            if asked or judged.total + _bound_half_word(judged.suspect) >= least:
                judged = judged.add(*self._look_behind(judged))
            if asked or judged.total >= least:
                yield judged

    def _weigh_others(self, judged: Judged, cuts: float) -> Iterator[Piece]:
        """What it says that of all texts so many are likely cut, itself among them."""
        if judged.total >= evidence.SURE or not is_told_by_others(judged.suspect.sort):
            return
        forgotten = self._tally.count_forgotten(judged.suspect, vote(judged))
        yield from evidence.weigh_others(cuts - count_as_cut(judged), forgotten, judged.total)

    def _bound(self, judged: Judged) -> float:
        """The most that may come of the evidence, whatever the habit of the article is."""
        return judged.total + evidence.RATE.nats + self._tally.bound_habit(judged.suspect.sort)

    def _look_at(self, place: Place, wanted: Collection[int]) -> Judged | None:
        """The same as `_look_closely`, but once for short texts between markers that say the same."""
        seen = _describe_short(place) if place.number not in wanted else None
        if seen is None:
            return self._look_closely(place, wanted)
        if alike := self._alike.get(seen):
            return alike.move(place)
        judged = self._look_closely(place, wanted)
        if judged and len(self._alike) < _MOST_ALIKE:
            self._alike[seen] = judged
        return judged

    def _look_closely(self, place: Place, wanted: Collection[int]) -> Judged | None:
        """What a text without a full stop shows at once; None when nothing could make it a cut, or it ends well."""
        block, terms = place.block, self._terms
        content = block.text.content
        ending = classify_ending(content, terms.last_words, block.language)
        if ending.manner == "whole" and not ends_in_half_word(content):
            self._tally.count_whole(block, place.following)
            return None
        if block.language in terms.unpunctuated and ending.manner not in _HARD:
            return None
        asked = place.number in wanted
        if not asked and (self._tally.is_one_of_many(place, ending) or self._tally.count_short(place)):
            return None
        suspect = make_suspect(place, ending, self._document, terms.min_weight)
        if block.role == "attribution" and suspect.sort not in SAID:
            return None
        fewest = terms.min_weight * (LEAST_CLAUSE if suspect.sort == "short" and not suspect.phrase else 1)
        if suspect.in_midst and suspect.letters < fewest and not asked:
            self._tally.count_open(suspect, 1.0)
            return None
        least = terms.get_least(suspect.sort)
        looks = tuple(weigh_looks(suspect, self._document.language))
        judged = Judged(suspect, not looks).add(
            *looks,
            *weigh_ending(suspect, terms.last_predicates),
            *weigh_length(suspect),
            *weigh_following(suspect),
            *weigh_source(suspect, self._document.source.text),
            *weigh_place(suspect, self._document.front_matter, self._get_forms),
            *self._weigh_begun_word(suspect),
        )
        most = find_most_of_words(suspect) + find_most_of_wording(suspect)
        if not asked and self._bound(judged) + most < least:
            self._tally.count_open(suspect, float(judged.plain))
            return None
        judged = ask_wording(ask_words(judged))
        if not asked and self._bound(judged) + bound_uses(judged) + bound_stop_needed(judged) < least:
            self._tally.count_open(suspect, vote(judged))
            return None
        return judged

    def _weigh_begun_word(self, suspect: Suspect) -> Iterator[Piece]:
        if suspect.sort not in _WORDED_LOOSELY and (halves := find_begun_word(suspect.block, self.passages)):
            yield evidence.BEGUN_WORD.weigh(make_reason("evidence.half-word", halves=halves))

    @cached_property
    def _known_forms(self) -> frozenset[str]:
        return find_forms(self.blocks)

    def _get_forms(self) -> frozenset[str]:
        return self._known_forms

    def _add_habit(self, judged: Judged, own: float) -> Judged:
        """The same with how often paragraphs are cut, and how often texts like this one have no full stop here.

        `own` is its vote, if that was counted.
        """
        suspect = judged.suspect
        habit = self._tally.weigh_habit(suspect, own)
        pieces = [_RATE, habit, *judged.pieces, *weigh_stop_needed(judged, habit)]
        pieces.extend(self._tally.weigh_entries(suspect, own))
        if habit.nats < _FEW_STOPS and suspect.at_marker and suspect.sort not in LOOSE | MARKED_OFF:
            pieces.append(evidence.MARKER_IN_NOTES.weigh(make_reason("evidence.marker-in-notes")))
        return Judged(suspect, judged.plain, judged.words).add(*pieces)

    def _look_behind(self, judged: Judged) -> Iterator[Piece]:
        """What the text behind a block says of it, which takes longer to find out."""
        number, manner, following = judged.suspect.number, judged.suspect.ending.manner, judged.suspect.following
        bounds = self._document.bounds
        # Nothing runs on behind a marker, unless it is one that nobody sees.
        shows = bool(self._document.unseen) or not judged.suspect.at_marker
        may_go_on = shows and may_run_on(self.blocks, number, bounds)
        if (shows and runs_on(self.blocks, number, bounds)) or (may_go_on and manner in {"comma", "word"}):
            yield evidence.GOES_ON_BEHIND.weigh(make_reason("evidence.goes-on-behind"))
        elif may_go_on and ends_in_particle(judged):
            yield evidence.MAY_GO_ON_BEHIND.weigh(make_reason("evidence.may-go-on-behind"))
        elif following is not None and following.role == "attribution" and (judged.words or 0.0) > PROMISES:
            yield evidence.QUOTED.weigh(make_reason("evidence.quoted"))
        elif manner == "bare" and (halves := find_half_word(number, self.passages)):
            yield evidence.HALF_WORD.weigh(make_reason("evidence.half-word", halves=halves))


def _describe_short(place: Place) -> tuple[object, ...] | None:
    """All that is seen of a short text between two markers, where no tags stand before it; None for any other."""
    block, before, following = place.block, place.before, place.following
    if before is None or following is None or not before.kind == following.kind == "marker":
        return None
    content, (start, end) = block.text.content, block.span
    if len(content) > SHORT or len(content) != end - start or block.marks or block.kind != "paragraph":
        return None
    return content, block.language, block.script, block.role, block.depth, place.opening


def _bound_half_word(suspect: Suspect) -> float:
    """The most that the next text can say for a cut: it begins in small where it has the other half of a word."""
    following = suspect.following
    halved = suspect.ending.manner == "bare" and following is not None and following.text.content[:1].islower()
    return evidence.HALF_WORD.nats if halved else 0.0
