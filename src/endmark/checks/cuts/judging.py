"""Which blocks of a document may be cut, and what speaks for it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from functools import cached_property
from math import exp, log
from typing import NamedTuple

from endmark.checks.cuts import evidence
from endmark.checks.cuts.continuation import BlockIndex
from endmark.checks.cuts.ending_model import judge_ending
from endmark.checks.cuts.endings import Ending, classify_ending
from endmark.checks.cuts.habits import PRIORS, Habit, Sort, get_writing
from endmark.checks.cuts.half_words import ends_in_half_word, find_half_word
from endmark.checks.cuts.looks import LOOSE, MARKED_OFF, SEPARATED, weigh_ending, weigh_looks, weigh_wording
from endmark.checks.cuts.running_on import runs_on
from endmark.checks.cuts.surroundings import weigh_following, weigh_place
from endmark.checks.cuts.suspects import Place, Suspect, guess_sort, is_marker, make_suspect
from endmark.checks.text.labels import find_forms
from endmark.document.blocks import Block, Kind, Role, iter_with_next
from endmark.document.language_tag import LanguageCode
from endmark.document.model import Document
from endmark.document.role_words import get_role_words
from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES
from endmark.document.sentences import TERMINALS, is_one_sentence
from endmark.violation import Piece, make_reason

_JUDGED: frozenset[Kind] = frozenset({"paragraph", "list-item", "heading", "html"})
_NEVER: frozenset[Role] = frozenset({"attribution", "signature", "embed", "include", "verse", "stamp"})
"""Roles of blocks that end as they like."""

_TERMINAL = frozenset(TERMINALS) | frozenset(":：;；")
_HARD = frozenset({"open", "comma", "word"})
"""Manners in which no sentence ends."""

_ITEMS: frozenset[Sort] = frozenset({"item", "items"})
_SHOWN_AT_ITEMS = frozenset({"open", "word", "whole"})
_SHOWN_BEHIND_ITEMS: frozenset[Kind] = frozenset({"marker", "thematic-break"})
"""Manners, and what follows, that may speak for a cut even of an item."""

_OPENING_PARAGRAPHS = 3
"""Paragraphs of which one may be the title."""

_LEAST_CLAUSE = 0.5
"""A text worded as a sentence is judged from half the letters on that another must have."""

_LOOSE_WORDS = 1.8
_FEW_STOPS = 1.8
"""What the habit weighs in an article of which one text in seven or more has no full stop."""

_MOST_OF_ITEMS = evidence.RATE.nats + evidence.AMONG_ITEMS.nats + evidence.AFTER_HEADING.nats
"""The most that speaks for a cut of an item, but for its words and the habit, where its end shows nothing."""

_PROMISES, _HARDLY = -2.0, -3.0
"""What the table of endings says of words after which more must come, and of such that even a list hardly ends with."""

_SHOWN_LETTERS = 4
"""Characters of an ending that are named, in scripts without spaces."""

_OBJECT = frozenset("を")


class Terms(NamedTuple):
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
        return sum(piece.nats for piece in self.pieces)

    def add(self, *pieces: Piece) -> Judged:
        """The same with more evidence."""
        return self._replace(pieces=(*self.pieces, *pieces)) if pieces else self


class Judge:
    """Weighs the blocks of one document; `blocks` are those of it that are shown."""

    def __init__(self, document: Document, blocks: Sequence[Block], terms: Terms) -> None:
        self.blocks = blocks
        self.passages = BlockIndex(blocks)
        self._document = document
        self._terms = terms
        self._habit = Habit()

    def iter_judged(self, wanted: Collection[int] = ()) -> Iterator[Judged]:
        """The blocks that may be cut, in the order of the text, and those of the `wanted` numbers that end openly."""
        least = self._terms.least
        promising = [judged for place in self._iter_open_ends() if (judged := self._look_at(place, wanted))]
        if not promising:
            return
        self._count_others({judged.suspect.block.kind == "list-item" for judged in promising})
        for judged in promising:
            self._count_open(judged.suspect, _vote(judged))
        for known in promising:
            asked = known.suspect.number in wanted
            judged = self._add_habit(known, _vote(known))
            if asked or judged.total >= least:
                judged = judged.add(*self._look_behind(judged))
            if asked or judged.total >= least:
                yield judged

    def _iter_open_ends(self) -> Iterator[Place]:
        """The blocks without a full stop; of very many none is kept."""
        before: Block | None = None
        paragraphs = 0
        for number, (block, following) in enumerate(iter_with_next(self.blocks, self._document.unseen)):
            paragraphs += block.kind == "paragraph"
            if block.text.content[-1:] not in _TERMINAL and _is_judged(block, following):
                opening = block.kind == "paragraph" and paragraphs <= _OPENING_PARAGRAPHS
                yield Place(number, block, before, following, opening)
            before = block

    def _count_others(self, of_items: Container[bool]) -> None:
        """Count how all those end that nobody looked at: their sorts only of items, only of others, or of both."""
        for block, following in iter_with_next(self.blocks, self._document.unseen):
            if not _is_judged(block, following):
                continue
            asked = (block.kind == "list-item") in of_items
            if block.text.content[-1] in _TERMINAL:
                sort = self._guess_sort(block, following) if asked else None
                self._habit.add_whole(get_writing(block), sort)
            elif asked and block.kind == "list-item":
                self._count_item(Place(0, block, None, following, opening=False))

    def _count_item(self, place: Place) -> None:
        ending = classify_ending(place.block.text.content, self._terms.last_words, place.block.language)
        if self._is_one_of_many(place, ending):
            suspect = make_suspect(place, ending, self._document, self._terms.min_weight)
            short = suspect.letters < self._terms.min_weight
            plain = short or next(weigh_looks(suspect, self._document.language), None) is None
            self._count_open(suspect, float(plain))

    def _is_one_of_many(self, place: Place, ending: Ending) -> bool:
        """Whether it is an item of which nothing that could yet be seen would make a cut."""
        block, following = place.block, place.following
        if block.kind != "list-item" or following is None or ending.manner in _SHOWN_AT_ITEMS:
            return False
        if following.kind in _SHOWN_BEHIND_ITEMS or following.role == "label":
            return False
        sort: Sort = "item" if is_one_sentence(block.text.content) else "items"
        words = _LOOSE_WORDS if sort == "item" and following.kind == "list-item" else evidence.MOST_WORDS
        closed = evidence.CLOSED_QUOTATION.nats if ending.manner == "closed" else 0.0
        return _MOST_OF_ITEMS + words + closed + self._bound_habit(sort) < self._terms.least

    def _bound_habit(self, sort: Sort) -> float:
        """The most that the habit of the article can say of a text of that sort without a full stop."""
        share, strength = PRIORS[sort]
        stops = self._stops_of_items if sort in _ITEMS else len(self.blocks)
        return log((strength + stops) / (share * strength))

    @cached_property
    def _stops_of_items(self) -> int:
        """How many items may have a full stop."""
        items = [block for block in self.blocks if block.kind == "list-item"]
        return sum(not item.text.content[-1:].isalnum() for item in items)

    def _bound(self, judged: Judged) -> float:
        """The most that may come of the evidence, whatever the habit of the article is."""
        return judged.total + evidence.RATE.nats + self._bound_habit(judged.suspect.sort)

    def _look_at(self, place: Place, wanted: Collection[int]) -> Judged | None:
        """What a text without a full stop shows at once; None when nothing could make it a cut, or it ends well."""
        block, terms = place.block, self._terms
        content = block.text.content
        ending = classify_ending(content, terms.last_words, block.language)
        if ending.manner == "whole" and not ends_in_half_word(content):
            self._habit.add_whole(get_writing(block), self._guess_sort(block, place.following))
            return None
        if block.language in terms.unpunctuated and ending.manner not in _HARD:
            return None
        asked = place.number in wanted
        if not asked and self._is_one_of_many(place, ending):
            return None
        suspect = make_suspect(place, ending, self._document, terms.min_weight)
        least = terms.min_weight * (_LEAST_CLAUSE if suspect.sort == "short" and not suspect.phrase else 1)
        if suspect.in_midst and suspect.letters < least and not asked:
            self._count_open(suspect, 1.0)
            return None
        looks = tuple(weigh_looks(suspect, self._document.language))
        judged = Judged(suspect, not looks, None, looks).add(
            *weigh_ending(suspect, terms.last_predicates),
            *weigh_wording(suspect),
            *weigh_following(suspect),
            *weigh_place(suspect, self._document.front_matter, self._get_forms),
        )
        if not asked and self._bound(judged) + _find_most_of_words(suspect) < terms.least:
            self._count_open(suspect, float(judged.plain))
            return None
        judged = _ask_words(judged)
        if not asked and self._bound(judged) < terms.least:
            self._count_open(suspect, _vote(judged))
            return None
        return judged

    @cached_property
    def _known_forms(self) -> frozenset[str]:
        return find_forms(self.blocks)

    def _get_forms(self) -> frozenset[str]:
        return self._known_forms

    def _guess_sort(self, block: Block, following: Block | None) -> Sort:
        return guess_sort(block, following, self._document, self._terms.min_weight)

    def _count_open(self, suspect: Suspect, vote: float) -> None:
        self._habit.add_open(get_writing(suspect.block), suspect.sort, vote, phrase=suspect.phrase)

    def _add_habit(self, judged: Judged, own: float) -> Judged:
        """The same with how often paragraphs are cut, and how often texts like this one have no full stop here.

        `own` is its vote, if that was counted.
        """
        suspect = judged.suspect
        counts = self._habit.count(get_writing(suspect.block), suspect.sort, own, phrase=suspect.phrase)
        habit = evidence.weigh_habit(*counts)
        pieces = [evidence.RATE.weigh(make_reason("evidence.rate")), habit, *judged.pieces]
        if habit.nats < _FEW_STOPS and suspect.at_marker and suspect.sort not in LOOSE:
            pieces.append(evidence.MARKER_IN_NOTES.weigh(make_reason("evidence.marker-in-notes")))
        return judged._replace(pieces=tuple(pieces))

    def _look_behind(self, judged: Judged) -> Iterator[Piece]:
        """What the text behind a block says of it, which takes longer to find out."""
        number, manner, following = judged.suspect.number, judged.suspect.ending.manner, judged.suspect.following
        promises = manner in {"comma", "word"} or _ends_in_particle(judged)
        if runs_on(self.blocks, number, self._document.bounds, promises=promises):
            yield evidence.GOES_ON_BEHIND.weigh(make_reason("evidence.goes-on-behind"))
        elif following is not None and following.role == "attribution" and (judged.words or 0.0) > _PROMISES:
            yield evidence.QUOTED.weigh(make_reason("evidence.quoted"))
        elif manner == "bare" and (halves := find_half_word(number, self.passages)):
            yield evidence.HALF_WORD.weigh(make_reason("evidence.half-word", halves=halves))


def _is_judged(block: Block, following: Block | None) -> bool:
    """Whether a block is text that may be cut, or shows how such texts end; a heading may before a marker alone."""
    if block.kind not in _JUDGED or block.role in _NEVER or not block.text.content:
        return False
    return block.kind != "heading" or is_marker(following)


def _ask_words(judged: Judged) -> Judged:
    """The same with what the table of endings says."""
    suspect = judged.suspect
    words = judge_ending(suspect.block.text.content, suspect.block.language)
    if words is None:
        return judged
    last = suspect.ending.last
    if suspect.block.language in LANGUAGES_WITH_SUFFIXES:
        last = last[-_SHOWN_LETTERS:]
    judged = judged._replace(words=words).add(evidence.weigh_words(words, last, _find_most_of_words(suspect)))
    if words < _HARDLY and suspect.at_marker and suspect.sort in MARKED_OFF:
        judged = judged.add(evidence.MARKER_AND_WORDS.weigh(make_reason("evidence.marker-and-words")))
    return judged


def _find_most_of_words(suspect: Suspect) -> float:
    """The most that the last words of a text can say for a cut."""
    if suspect.nominal:
        return 0.0  # the table was made of sentences: to it, every title breaks off
    if suspect.ending.manner == "comma":  # which the table sees, too
        return _LOOSE_WORDS if suspect.at_marker or suspect.sort not in SEPARATED else 0.0
    return _LOOSE_WORDS if suspect.in_midst and _is_loose(suspect) else evidence.MOST_WORDS


def _is_loose(suspect: Suspect) -> bool:
    """Whether the words of a text say less, since it may be no sentence.

    Items may be joined by their last word; the last of a list, when worded as a sentence, is one.
    """
    if suspect.sort == "item":
        return suspect.phrase or (suspect.following is not None and suspect.following.kind == "list-item")
    return suspect.sort in LOOSE or (suspect.phrase and suspect.block.language == "ja")


def _ends_in_particle(judged: Judged) -> bool:
    """Whether a text ends with a particle, after which more must come; else as the table of endings says."""
    block = judged.suspect.block
    if particles := get_role_words(block.language, block.script).particles:
        return block.text.content[-1] in particles | _OBJECT
    return (judged.words or 0.0) < _HARDLY


def _vote(judged: Judged) -> float:
    """How likely it is that a text is whole though it has no full stop, before the habit of the article is known.

    Only plain ones vote: that captions and links have none says nothing of sentences.
    """
    if not judged.plain:
        return 0.0
    known = judged.total + evidence.RATE.nats - log(PRIORS[judged.suspect.sort].share)
    return 1.0 / (1.0 + exp(known))
