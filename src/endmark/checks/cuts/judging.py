"""Which blocks of a document may be cut, and what speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from math import exp, log

from msgspec import Struct

from endmark.checks.cuts import evidence
from endmark.checks.cuts.continuation import BlockIndex
from endmark.checks.cuts.endings import Ending, classify_ending, ends_in_half_word
from endmark.checks.cuts.habits import PRIORS, Habit, Sort, get_writing
from endmark.checks.cuts.half_words import find_begun_word, find_half_word
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.last_words import (
    JOINING_WORD,
    LOOSE_WORDS,
    PROMISES,
    ask_words,
    ends_in_particle,
    find_most_of_words,
)
from endmark.checks.cuts.looks import LOOSE, MARKED_OFF, weigh_ending, weigh_length, weigh_looks
from endmark.checks.cuts.open_ends import TERMINAL, Place, is_judged, iter_open_ends
from endmark.checks.cuts.running_on import may_run_on, runs_on
from endmark.checks.cuts.surroundings import begins_again, weigh_following, weigh_place, weigh_source
from endmark.checks.cuts.suspects import LABELLED, SHORT, Suspect, find_sort, guess_sort, make_suspect, read_wording
from endmark.checks.cuts.uses import Uses, bound_uses
from endmark.checks.cuts.wording import ask_wording, find_most_of_wording
from endmark.checks.text.labels import find_forms
from endmark.checks.text.terms import has_term_above
from endmark.document.blocks import Block, Kind, iter_with_next
from endmark.document.language_tag import LanguageCode
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, iter_contents
from endmark.document.sentences import is_one_sentence
from endmark.violation import Piece, make_reason

_HARD = frozenset({"open", "comma", "word"})
"""Manners in which no sentence ends."""

_WORDED_LOOSELY = MARKED_OFF - {"field", "remark"}
"""Sorts in which a word may stand in a form that it has nowhere else."""

_SAID: frozenset[Sort] = frozenset({"statement", "remark"})
"""Sorts of what is worded as sentences are, whatever role it has."""

_ITEMS: frozenset[Sort] = frozenset({"item", "items"})
_SHOWN_AT_ITEMS = frozenset({"open", "word", "whole"})
_SHOWN_BEHIND_ITEMS: frozenset[Kind] = frozenset({"marker", "thematic-break"})
"""Manners, and what follows, that may speak for a cut even of an item."""

_LEAST_CLAUSE = 0.5
"""A text worded as a sentence is judged from half the letters on that another must have."""

_FRAME_SPACES = 2
"""Spaces in a frame of three words, the fewest that say something."""

_ASKED_ABOUT: frozenset[Kind] = frozenset({"marker", "heading"})
"""What behind a text makes that more than its sort is to be known of it, however short it is."""

_LINES: frozenset[Sort] = frozenset({"short", "middle", "remark"})
"""Sorts of what may be a note; a longer text that stands twice is a copy, and may be cut in both places."""

_NO_SENTENCES = LOOSE - {"short", "lead-in"}
"""Sorts of which cut sentences elsewhere say nothing."""

_LIKELY = 1.0
"""From that sum on a text speaks for the others' being cut: three times in four it is cut. What is as likely
whole would make others doubtful, which then speak for it."""

_NEEDS_STOP = 3.5
"""What the habit weighs where one text in thirty or fewer of a sort has no full stop."""

_SENTENCES: frozenset[Sort] = frozenset({"several", "long", "middle"})
"""Sorts of texts that lack a full stop even where they are whole, where the others have theirs."""

_VERBS_LAST = frozenset({"ja", "ko"})
_WHOLE = 2.0
"""What the table of endings says of verbs that close a sentence, and hardly of cuts."""

_FEW_STOPS = 1.8
"""What the habit weighs in an article of which one text in seven or more has no full stop."""

_RATE = evidence.RATE.weigh(make_reason("evidence.rate"))

_MOST_ALIKE = 100
"""Short texts between markers of which it is remembered what was seen of them."""

_MOST_OF_ITEMS = evidence.RATE.nats + evidence.AMONG_ITEMS.nats + evidence.AFTER_HEADING.nats
"""The most that speaks for a cut of an item, but for its words and the habit, where its end shows nothing."""


class Terms(Struct, frozen=True):
    """What an editor adds to what is known of languages, and from which sum on a block matters.

    `last_words` are words that no sentence ends with, `last_predicates` endings that close one, by language;
    `unpunctuated` names languages without full stops. A text of less than `min_weight` letters is judged only
    before a marker and at the end of the file. Below `least` nats nobody asks.
    """

    last_words: Mapping[LanguageCode, tuple[str, ...]]
    last_predicates: Mapping[LanguageCode, tuple[str, ...]]
    unpunctuated: tuple[LanguageCode, ...]
    min_weight: int
    least: float


class Judge:
    """Weighs the blocks of one document; `blocks` are those of it that are shown."""

    def __init__(self, document: Document, blocks: Sequence[Block], terms: Terms) -> None:
        self.blocks = blocks
        self.passages = BlockIndex(blocks)
        self._document = document
        self._terms = terms
        self._habit = Habit()
        self._entries = 0.0
        self._bounds: dict[Sort, float] = {}
        self._may_repeat = "<" not in document.source.text and "marker" in find_kinds(blocks)
        self._alike: dict[tuple[object, ...], Judged] = {}

    def iter_judged(self, wanted: Collection[int] = ()) -> Iterator[Judged]:
        """The blocks that may be cut, in the order of the text, and those of the `wanted` numbers that end openly."""
        promising = [
            judged
            for place in iter_open_ends(self.blocks, self._document.unseen)
            if (judged := self._look_at(place, wanted))
        ]
        if not promising:
            return
        if len(promising) > 1:
            promising = _weigh_repeated(promising, self._document.source.text)
        uses = Uses(self.blocks)
        promising = [judged.add(*uses.weigh(judged)) for judged in promising]
        self._count_others({judged.suspect.sort for judged in promising})
        for judged in promising:
            self._count_open(judged.suspect, _vote(judged))
        weighed = list(self._iter_weighed(promising, wanted))
        cuts = sum(map(_count_as_cut, weighed))
        for known in weighed:
            others = cuts - _count_as_cut(known) if known.suspect.sort not in _NO_SENTENCES else 0.0
            judged = known.add(*evidence.weigh_others(others, known.total))
            if judged.suspect.number in wanted or judged.total >= self._terms.least:
                yield judged

    def _iter_weighed(self, promising: Sequence[Judged], wanted: Collection[int]) -> Iterator[Judged]:
        """The same with all evidence of their own, without those that the others could not make cuts of."""
        for known in promising:
            asked = known.suspect.number in wanted
            judged = self._add_habit(known, _vote(known))
            least = self._get_least(judged.suspect.sort)
            if asked or judged.total + _bound_half_word(judged.suspect) >= least:
                judged = judged.add(*self._look_behind(judged))
            if asked or judged.total >= least:
                yield judged

    def _get_least(self, sort: Sort) -> float:
        """The least sum, without what others say, of a text of that sort that is found or speaks for others."""
        others = 0.0 if sort in _NO_SENTENCES else evidence.MOST_OF_OTHERS
        return min(self._terms.least - others, _LIKELY)

    def _count_others(self, sorts: AbstractSet[Sort]) -> None:
        """Count how all those end that nobody looked at, as far as it matters to these sorts."""
        if not self._ends_anything():
            return
        items, others, labelled = not sorts.isdisjoint(_ITEMS), bool(sorts - _ITEMS), not sorts.isdisjoint(LABELLED)
        for block, following in iter_with_next(self.blocks, self._document.unseen):
            if not is_judged(block, following):
                continue
            asked = items if block.kind == "list-item" else others
            if block.text.content[-1] in TERMINAL:
                sort = self._guess_sort(block, following, labelled=labelled) if asked else None
                self._habit.add_whole(get_writing(block), sort)
            elif asked and block.kind == "list-item":
                self._count_item(Place(0, block, None, following, opening=False))

    def _ends_anything(self) -> bool:
        """Whether any text has a full stop, or is an item, which are counted without one; of very many it is asked."""
        if "list-item" in find_kinds(self.blocks):
            return True
        return any(content[-1:] in TERMINAL for content in iter_contents(self.blocks))

    def _count_item(self, place: Place) -> None:
        ending = self._classify_ending(place.block)
        if self._is_one_of_many(place, ending):
            suspect = make_suspect(place, ending, self._document, self._terms.min_weight)
            short = suspect.letters < self._terms.min_weight
            plain = short or next(weigh_looks(suspect, self._document.language), None) is None
            self._count_open(suspect, float(plain))

    def _classify_ending(self, block: Block) -> Ending:
        return classify_ending(block.text.content, self._terms.last_words, block.language)

    def _is_one_of_many(self, place: Place, ending: Ending) -> bool:
        """Whether it is an item of which nothing that could yet be seen would make a cut."""
        block, following = place.block, place.following
        if block.kind != "list-item" or following is None or ending.manner in _SHOWN_AT_ITEMS:
            return False
        if following.kind in _SHOWN_BEHIND_ITEMS or begins_again(block, following):
            return False
        sort: Sort = "item" if is_one_sentence(block.text.content) else "items"
        words = LOOSE_WORDS if sort == "item" and following.kind == "list-item" else evidence.MOST_WORDS
        closed = evidence.CLOSED_QUOTATION.nats if ending.manner == "closed" else 0.0
        return _MOST_OF_ITEMS + words + closed + self._bound_habit(sort) < self._get_least(sort)

    def _bound_habit(self, sort: Sort) -> float:
        """The most that the habit of the article can say of a text of that sort without a full stop."""
        if sort not in self._bounds:
            share, strength = PRIORS[sort]
            stops = self._stops_of_items if sort in _ITEMS else len(self.blocks)
            self._bounds[sort] = log((strength + stops) / (share * strength))
        return self._bounds[sort]

    @cached_property
    def _stops_of_items(self) -> int:
        """How many items may have a full stop."""
        items = (block for block in self.blocks if block.kind == "list-item")
        return sum(not item.text.content[-1:].isalnum() for item in items)

    def _bound(self, judged: Judged) -> float:
        """The most that may come of the evidence, whatever the habit of the article is."""
        return judged.total + evidence.RATE.nats + self._bound_habit(judged.suspect.sort)

    def _look_at(self, place: Place, wanted: Collection[int]) -> Judged | None:
        """What a text without a full stop shows at once; None when nothing could make it a cut, or it ends well."""
        seen = _describe_short(place) if self._may_repeat and place.number not in wanted else None
        if seen is None:
            return self._look_closely(place, wanted)
        if alike := self._alike.get(seen):
            suspect = alike.suspect._replace(
                number=place.number, block=place.block, before=place.before, following=place.following
            )
            return alike._replace(suspect=suspect)
        judged = self._look_closely(place, wanted)
        if judged and len(self._alike) < _MOST_ALIKE:
            self._alike[seen] = judged
        return judged

    def _look_closely(self, place: Place, wanted: Collection[int]) -> Judged | None:
        block, terms = place.block, self._terms
        content = block.text.content
        ending = self._classify_ending(block)
        if ending.manner == "whole" and not ends_in_half_word(content):
            self._habit.add_whole(get_writing(block), self._guess_sort(block, place.following))
            return None
        if block.language in terms.unpunctuated and ending.manner not in _HARD:
            return None
        asked = place.number in wanted
        if not asked and (self._is_one_of_many(place, ending) or self._count_short(place)):
            return None
        suspect = make_suspect(place, ending, self._document, terms.min_weight)
        if block.role == "attribution" and suspect.sort not in _SAID:
            return None
        fewest = terms.min_weight * (_LEAST_CLAUSE if suspect.sort == "short" and not suspect.phrase else 1)
        if suspect.in_midst and suspect.letters < fewest and not asked:
            self._count_open(suspect, 1.0)
            return None
        least = self._get_least(suspect.sort)
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
            self._count_open(suspect, float(judged.plain))
            return None
        judged = ask_wording(ask_words(judged))
        if not asked and self._bound(judged) + bound_uses(judged) + _bound_need(judged) < least:
            self._count_open(suspect, _vote(judged))
            return None
        return judged

    def _count_short(self, place: Place) -> bool:
        """Count a text that is too short to be judged where it stands; there may be very many such."""
        block, following = place.block, place.following
        content = block.text.content
        if len(content) > SHORT or following is None or following.kind in _ASKED_ABOUT:
            return False
        letters, several, phrase, _ = read_wording(content, block.language, block.script)
        if letters >= self._terms.min_weight * _LEAST_CLAUSE:
            return False
        sort = find_sort(block, following, self._document, letters, self._terms.min_weight, several=several)
        if block.role != "attribution" or sort in _SAID:
            self._habit.add_open(get_writing(block), sort, 1.0, phrase=phrase)
        return True

    def _weigh_begun_word(self, suspect: Suspect) -> Iterator[Piece]:
        if suspect.sort not in _WORDED_LOOSELY and (halves := find_begun_word(suspect.block, self.passages)):
            yield evidence.BEGUN_WORD.weigh(make_reason("evidence.half-word", halves=halves))

    @cached_property
    def _known_forms(self) -> frozenset[str]:
        return find_forms(self.blocks)

    def _get_forms(self) -> frozenset[str]:
        return self._known_forms

    def _guess_sort(self, block: Block, following: Block | None, *, labelled: bool = True) -> Sort:
        return guess_sort(block, following, self._document, self._terms.min_weight, labelled=labelled)

    def _count_open(self, suspect: Suspect, vote: float) -> None:
        self._habit.add_open(get_writing(suspect.block), suspect.sort, vote, phrase=suspect.phrase)
        if suspect.is_entry:
            self._entries += vote

    def _add_habit(self, judged: Judged, own: float) -> Judged:
        """The same with how often paragraphs are cut, and how often texts like this one have no full stop here.

        `own` is its vote, if that was counted.
        """
        suspect = judged.suspect
        counts = self._habit.count(get_writing(suspect.block), suspect.sort, own, phrase=suspect.phrase)
        habit = evidence.weigh_habit(*counts)
        pieces = [_RATE, habit, *judged.pieces]
        if habit.nats >= _NEEDS_STOP and _may_need_stop(judged):
            pieces.extend(evidence.weigh_need(judged.pieces))
        if suspect.is_entry:
            pieces.extend(evidence.weigh_entries(self._entries - own))
        if habit.nats < _FEW_STOPS and suspect.at_marker and suspect.sort not in LOOSE | MARKED_OFF:
            pieces.append(evidence.MARKER_IN_NOTES.weigh(make_reason("evidence.marker-in-notes")))
        return Judged(suspect, judged.plain, judged.words).add(*pieces)

    def _look_behind(self, judged: Judged) -> Iterator[Piece]:
        """What the text behind a block says of it, which takes longer to find out."""
        number, manner, following = judged.suspect.number, judged.suspect.ending.manner, judged.suspect.following
        bounds = self._document.bounds
        may_go_on = may_run_on(self.blocks, number, bounds)
        if runs_on(self.blocks, number, bounds) or (may_go_on and manner in {"comma", "word"}):
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


def _weigh_repeated(promising: Sequence[Judged], text: str) -> list[Judged]:
    """The same; what is known of a text includes that the same line stands here again, or others enumerated like it."""
    notes = [judged.suspect.block.text.content for judged in promising if _may_be_note(judged.suspect)]
    counts = Counter(frame for content in notes for frame in _list_frames(content))
    enumerated = sum(_is_enumerated(judged.suspect, text) for judged in promising)

    def weigh(suspect: Suspect) -> Iterator[Piece]:
        if _may_be_note(suspect) and any(counts[frame] > 1 for frame in _list_frames(suspect.block.text.content)):
            yield evidence.SAID_AGAIN.weigh(make_reason("evidence.said-again"))
        if enumerated > 1 and _is_enumerated(suspect, text):
            yield evidence.ENUMERATED.weigh(make_reason("evidence.enumerated"))

    return [judged.add(*weigh(judged.suspect)) for judged in promising]


def _list_frames(content: str) -> tuple[str, ...]:
    """A line, and what is left of it without its last word, which may be all that changes from one line to another."""
    words = content.rsplit(maxsplit=1)
    return (content, f"{words[0]} ") if len(words) > 1 and words[0].count(" ") >= _FRAME_SPACES else (content,)


def _is_enumerated(suspect: Suspect, text: str) -> bool:
    """Whether it may be one of the parts of a sentence that have a paragraph each, perhaps with a term above it."""
    content = suspect.block.text.content
    if suspect.at_marker or not (suspect.ending.manner == "comma" or JOINING_WORD.search(content)):
        return False
    if has_term_above(suspect.block, text):
        content = content[content.find("\n") + 1 :].lstrip()
    return content[:1].islower()


def _may_be_note(suspect: Suspect) -> bool:
    """Whether it is a line that may be written again and again as it is."""
    return suspect.sort in _LINES and suspect.ending.manner == "bare" and not suspect.at_marker


def _bound_half_word(suspect: Suspect) -> float:
    """The most that the next text can say for a cut: it begins in small where it has the other half of a word."""
    following = suspect.following
    halved = suspect.ending.manner == "bare" and following is not None and following.text.content[:1].islower()
    return evidence.HALF_WORD.nats if halved else 0.0


def _bound_need(judged: Judged) -> float:
    """The most that a text's need of a full stop can say, beside what its last words do."""
    return sum(piece.nats for piece in evidence.weigh_need(judged.pieces)) if _may_need_stop(judged) else 0.0


def _may_need_stop(judged: Judged) -> bool:
    """Whether it lacks a full stop even if it is whole; where verbs stand last, an ending that is whole is no cut."""
    suspect = judged.suspect
    if suspect.sort not in _SENTENCES or suspect.ending.manner != "bare":
        return False
    return suspect.block.language not in _VERBS_LAST or (judged.words or 0.0) < _WHOLE


def _count_as_cut(judged: Judged) -> float:
    """How many cuts a text is for the others of the article: the probability that it is one, where that is likely."""
    return 1.0 / (1.0 + exp(-judged.total)) if judged.total >= _LIKELY else 0.0


def _vote(judged: Judged) -> float:
    """How likely it is that a text is whole though it has no full stop, before the habit of the article is known.

    Only plain ones vote: that captions and links have none says nothing of sentences.
    """
    if not judged.plain:
        return 0.0
    known = judged.total + evidence.RATE.nats - log(PRIORS[judged.suspect.sort].share)
    return 1.0 / (1.0 + exp(known))
