"""What an article says first where: sentences looked up among those that stand before them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, islice

from msgspec import Struct

from endmark.checks.text.abridgement import abridges
from endmark.checks.text.difference import find_difference, iter_without_opening, says_more, stutters
from endmark.checks.text.folding import compute_weight
from endmark.checks.text.meaning import MOST_PLACES, differ_in_brackets, find_numbers_and_signs, stands_apart
from endmark.checks.text.meaning_index import SHORTEST, MeaningIndex
from endmark.linting.repair.assembly.likenesses import Likenesses
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.pieces import Sentence
from endmark.linting.repair.stubs import LEAST_FRAGMENT, ends_in_stub

_LEAST_PART = 12
"""Letters from which a sentence is known again within another."""

_LEAST_NEAR = 16
"""Letters from which a sentence in nearly the same words is looked for."""

_MOST_COMPARED = 1_500
"""Sentences of an article up to which they are compared in nearly the same words: each is with all before it."""

_Place = tuple[int, int]


class Near(Struct, frozen=True):
    """The sentence of that number in an earlier part, which is nearly another one.

    It says all that the other says, which then `is_told`; or the other, which `is_fuller`, says all of it and more,
    or without a slip; else the two say something else.
    """

    part: Part
    number: int
    is_told: bool
    is_fuller: bool


class Tellings:
    """The sentences of all parts; what has been taken out counts no more."""

    def __init__(self, parts: Sequence[Part], likenesses: Likenesses | None = None) -> None:
        self._parts = parts
        self._likenesses = likenesses or Likenesses()
        texts = [part for part in parts if part.is_text]
        self._places: dict[str, list[_Place]] = {}
        self._row: list[_Place] = []
        for part in texts:
            for number, sentence in enumerate(part.sentences):
                self._places.setdefault(sentence.said, []).append((part.number, number))
                self._row.append((part.number, number))
        self._numbers = [part.number for part in texts]
        self._starts = list(accumulate((len(part.said) + 1 for part in texts), initial=0))
        # What a sentence says may end where a part does: a blank parts them, and goes on with no number or sign.
        self._whole = MeaningIndex(" ".join(part.said for part in texts))
        self._said = [parts[part].sentences[number].said for part, number in self._row]
        self._letters_left = _MOST_SEARCHED
        self._sorted = sorted(range(len(self._said)), key=self._said.__getitem__)
        self._in_order = [self._said[index] for index in self._sorted]
        self._joined: dict[str, int] = {}
        self._near: dict[_Place, Sequence[int]] = {}
        self._compared: dict[tuple[_Place, _Place], Near] = {}  # more than one step asks
        self._measured: dict[int, Sequence[int]] = {}
        self._firsts: dict[str, int] = {}

    def add_joined(self, said: str, number: int) -> None:
        """Note a sentence whose halves stand in two parts, the second of that number."""
        self._joined.setdefault(said, number)

    def find_earlier(self, part: Part, number: int) -> Part | None:
        """The part before a part that says one of its sentences word for word, and still does."""
        said = part.sentences[number].said
        for place, other in self._places.get(said, ()):
            if place >= part.number:
                break
            if self._is_kept(place, other) and not (
                self._parts[place].is_cut and said == self._parts[place].sentences[-1].said
            ):
                return self._parts[place]
        if (joined := self._joined.get(said, part.number)) < part.number and not self._parts[joined].gone:
            return self._parts[joined]
        return self._find_within(said, part.number) if len(said) >= _LEAST_PART else None

    def iter_earlier(self, said: str, part: Part) -> Iterator[int]:
        """The numbers of parts before a part in which this is a sentence: the first ones, of very many."""
        return (place for place, _ in self._places.get(said, ())[:_MOST_EARLIER] if place < part.number)

    def iter_places(self, said: str, part: Part) -> Iterator[tuple[Part, int]]:
        """The parts before a part in which this is a sentence that is kept, and its number: the first ones, of many."""
        for place, number in self._places.get(said, ())[:_MOST_EARLIER]:
            if place < part.number and self._is_kept(place, number):
                yield self._parts[place], number

    def find_in_context(self, part: Part, number: int) -> Part | None:
        """The part before a part in which a sentence, too short to be known by itself, stands before the same next one.

        It may be the end of a longer one there: a pass that was cut may begin anywhere.
        """
        if number + 1 >= len(part.sentences):
            return None
        said = part.sentences[number].said
        for place, other in self._places.get(part.sentences[number + 1].said, ()):
            if place >= part.number:
                break
            if (
                other
                and self._is_kept(place, other - 1)
                and self._parts[place].sentences[other - 1].said.endswith(said)
            ):
                return self._parts[place]
        return None

    def find_longer(self, said: str, but: Part) -> Part | None:
        """A part, anywhere, with a sentence that begins with this and says more, and still does."""
        start = bisect_right(self._in_order, said)
        for index in sorted(self._sorted[start : bisect_left(self._in_order, said + _LAST, start)]):
            place, number = self._row[index]
            if place != but.number and self._is_kept(place, number):
                return self._parts[place]
        for other, place in self._joined.items():
            if len(other) > len(said) and other.startswith(said) and not self._parts[place].gone:
                return self._parts[place]
        return None

    def find_retaken(self, said: str, but: Part) -> Part | None:
        """A part, anywhere, with a sentence that begins as this broken one and ends in other words than its last."""
        index = bisect_left(self._in_order, said)
        for place in range(max(0, index - _MOST_NEAR), min(len(self._in_order), index + _MOST_NEAR)):
            other, number = self._row[self._sorted[place]]
            if other != but.number and self._is_kept(other, number) and ends_in_stub(said, self._in_order[place]):
                return self._parts[other]
        return None

    def goes_on_elsewhere(self, said: str, before: str, but: Part) -> bool:
        """Whether what stands behind a sentence somewhere else begins with what is broken off behind it here."""
        for place, number in self._places.get(before, ()):
            sentences = self._parts[place].sentences
            if place == but.number or not self._is_kept(place, number) or not self._is_kept(place, number + 1):
                continue
            following = sentences[number + 1].said
            if len(following) > len(said) and following.startswith(said):
                return True
        return False

    def find_tail(self, said: str, but: Part) -> Part | None:
        """A part, anywhere, with a sentence that ends with this and says more before it, and still does."""
        backwards = said[::-1]
        start = bisect_right(self._backwards, backwards)
        for index in range(start, bisect_left(self._backwards, backwards + _LAST, start)):
            place, number = self._row[self._sorted_backwards[index]]
            if place != but.number and self._is_kept(place, number):
                return self._parts[place]
        return None

    @cached_property
    def _sorted_backwards(self) -> list[int]:
        return sorted(range(len(self._said)), key=lambda index: self._said[index][::-1])

    @cached_property
    def _backwards(self) -> list[str]:
        """What is said, each from its end to its beginning, in order."""
        return [self._said[index][::-1] for index in self._sorted_backwards]

    def find_near(self, part: Part, number: int) -> Near | None:
        """What a part before a part says in nearly the same words.

        Of those with the same numbers and signs the nearest, as for a proof; it goes before one with others.
        """
        sentence = part.sentences[number]
        found: Near | None = None
        for index in self._list_near(part, number):
            other, (place, which) = self._said[index], self._row[index]
            if not self._is_kept(place, which) or sentence.said.startswith(other):
                continue
            near = self._compare(part, number, self._parts[place], which)
            if find_numbers_and_signs(other) == find_numbers_and_signs(sentence.said):
                return near
            found = found or near
        return found

    def _compare(self, part: Part, number: int, place: Part, which: int) -> Near:
        key = (part.number, number), (place.number, which)
        if (near := self._compared.get(key)) is None:
            near = self._compared[key] = self._compare_anew(part, number, place, which)
        return near

    def _compare_anew(self, part: Part, number: int, place: Part, which: int) -> Near:
        sentence, other = part.sentences[number], place.sentences[which]
        is_told, is_fuller = _compare(sentence, other)
        if not (is_told or is_fuller or _is_broken(part, number) or _is_broken(place, which)):
            is_told = abridges(sentence.content, other.content)
            is_fuller = not is_told and abridges(other.content, sentence.content)
        return Near(place, which, is_told, is_fuller)

    def _list_ends(self, said: str, before: int) -> Sequence[int]:
        """Which of the sentences before that number a sentence says after a few words of its own, if it is short."""
        for end in iter_without_opening(said):
            if places := self._places.get(end):
                return [index for place in places if (index := bisect_left(self._row, place)) < before]
        return ()

    def _list_near(self, part: Part, number: int) -> Sequence[int]:
        """Which of the sentences before a part are nearly one of its own, the nearest first."""
        said = part.sentences[number].said
        if len(self._row) > _MOST_COMPARED:
            return ()
        if len(said) < _LEAST_NEAR:
            return self._list_ends(said, bisect_right(self._row, (part.number, -1)))
        key = part.number, number
        if key not in self._near:
            before = bisect_right(self._row, (part.number, -1))
            found = sorted(
                (-score, bisect_left(self._row, place))
                for other, score in self._find_alike(said, before)
                for place in self._places.get(other, ())
                if place[0] < part.number
            )
            nearest = [index for _, index in found[:_MOST_NEAR]]
            self._near[key] = nearest or self._list_ends(said, before)
        return self._near[key]

    def _find_alike(self, said: str, before: int) -> Sequence[tuple[str, float]]:
        """What is said in nearly these words before the sentence of a number, and perhaps elsewhere."""
        return self._likenesses.find(said, self._reaches[before - 1]) if before else ()

    @cached_property
    def _reaches(self) -> Sequence[int]:
        return self._likenesses.take_up(self._said)

    def is_within(self, said: str, but: Part) -> bool:
        """Whether a part, anywhere, says this within a sentence or across some, and still does."""
        if compute_weight(said) < LEAST_FRAGMENT:
            return False
        for place in islice(self._whole.iter_places(said), MOST_PLACES):
            index = bisect_right(self._starts, place) - 1
            part = self._parts[self._numbers[index]]
            offset = place - self._starts[index]
            is_kept = part is not but and self._holds(part, offset, offset + len(said))
            if is_kept and stands_apart(part.said, offset, said):
                return True
        return False

    def _find_within(self, said: str, before: int) -> Part | None:
        if len(said) < SHORTEST:
            self._letters_left -= len(self._whole.whole)
            if self._letters_left < 0:
                return None
        first = self._firsts.get(said)
        if first is None:
            first = self._firsts[said] = self._whole.find(said)
        if first < 0 or self._numbers[bisect_right(self._starts, first) - 1] >= before:
            return None  # as for most, which are asked about more than once
        for place in islice(self._whole.iter_places(said), MOST_PLACES):
            index = bisect_right(self._starts, place) - 1
            part = self._parts[self._numbers[index]]
            if part.number >= before:
                return None
            offset = place - self._starts[index]
            if self._holds(part, offset, offset + len(said)) and stands_apart(part.said, offset, said):
                return part
        return None

    def _holds(self, part: Part, start: int, end: int) -> bool:
        """Whether what a part says between two offsets is kept."""
        if part.gone and not part.moved:
            return False
        ends = self._measure_sentences(part.number)
        return ends[part.first] <= start and end <= ends[part.last]

    def _measure_sentences(self, number: int) -> Sequence[int]:
        """How much a part says up to each of its sentences, and in all: it may have as many as an article."""
        if number not in self._measured:
            lengths = (len(sentence.said) for sentence in self._parts[number].sentences)
            self._measured[number] = list(accumulate(lengths, initial=0))
        return self._measured[number]

    def _is_kept(self, place: int, number: int) -> bool:
        part = self._parts[place]
        return (part.moved or not part.gone) and part.first <= number < part.last


def _is_broken(part: Part, number: int) -> bool:
    return part.breaks_off and number == len(part.sentences) - 1


def _compare(sentence: Sentence, other: Sentence) -> tuple[bool, bool]:
    """Whether the other of two near wordings says all that a sentence says; and if not, whether it is so conversely."""
    if find_numbers_and_signs(other.said) != find_numbers_and_signs(sentence.said):
        return False, False
    if differ_in_brackets(sentence.said, other.said):
        return False, False
    if not (find_difference(sentence.content, other.content) or says_more(sentence.content, other.content)):
        is_worse = stutters(other.content, sentence.content)
        return not is_worse, is_worse
    return False, not find_difference(other.content, sentence.content)


_MOST_NEAR = 4
_MOST_EARLIER = 8

_MOST_SEARCHED = 2_000_000_000
"""Letters read in search of short sentences within others, about a second: an article has a thousandth of them."""

_LAST = "\U0010ffff"
"""Sorts behind every character that an article may hold."""
