"""Whether a sentence is said again in nearly the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

from endmark.checks.text.difference import Difference, find_difference
from endmark.checks.text.meaning import contains_meaning, differ_in_brackets, find_numbers_and_signs, normalize_meaning
from endmark.document.blocks import Block
from endmark.document.sentences import iter_sentences

_SIMILARITY = 85
"""Of a hundred letters, so many must two sentences share for one to stand for the other (rapidfuzz's `fuzz.ratio`)."""

_SIMILARITY_OF_PART = 90
"""The same for a sentence that stands in a longer one (`fuzz.partial_ratio`)."""

_LEAST_PART = 16
"""Letters from which a sentence can be recognised in a longer one."""


_ALL_COMPARED = 200
"""Sentences of the same numbers and signs that are all compared with one; of more, only those that share a passage."""

_PASSAGE_LETTERS = 6
"""Letters that two sentences must share somewhere to be compared then."""

_PASSAGES_APART = 24
"""Letters from one passage by which a sentence is remembered to the next, at most."""

_MOST_PASSAGES = 8
"""Passages by which a sentence of ordinary length is remembered."""

_MOST_HOLDERS = 16
"""Sentences that are remembered for one passage: one that more have tells little."""

_MOST_COMPARED = 12
"""Sentences that one is compared with: those that share most with it."""


class Wordings:
    """Sentences among which one is looked up that says nearly the same as another; they are given by their meaning.

    `texts` are the same as a reader sees them: words are told apart there.
    """

    def __init__(self, sentences: Sequence[str], texts: Sequence[str] = ()) -> None:
        self._texts = texts
        self._alike: dict[tuple[str, ...], _Alike] = {}
        for number, sentence in enumerate(sentences):
            self._alike.setdefault(find_numbers_and_signs(sentence), _Alike()).add(number, sentence)

    def find_nearest(self, sentence: str, text: str = "") -> int | None:
        """The number of the sentence that comes nearest to one, when it is near enough to stand for it.

        It must hold the same numbers and signs, and differ in no word that decides: of
        two that do, one is wrong, and only an editor knows which.
        """
        from rapidfuzz import fuzz, process

        alike = self._alike.get(find_numbers_and_signs(sentence))
        if alike is None:
            return None
        numbers, said = alike.choose_candidates(sentence)
        best = process.extractOne(sentence, said, scorer=fuzz.ratio, score_cutoff=_SIMILARITY)
        if best is None and len(sentence) >= _LEAST_PART:
            longer = [other if len(other) >= len(sentence) else None for other in said]
            best = process.extractOne(sentence, longer, scorer=fuzz.partial_ratio, score_cutoff=_SIMILARITY_OF_PART)
        if best is None:
            return None
        number = numbers[best[2]]
        differs = differ_in_brackets(sentence, best[0]) or (
            self._texts and sentence != best[0] and find_difference(text, self._texts[number])
        )
        return None if differs else number


class _Alike:
    """Sentences of the same numbers and signs; the same one counts once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def add(self, number: int, sentence: str) -> None:
        self._numbers.setdefault(sentence, number)

    def choose_candidates(self, sentence: str) -> tuple[Sequence[int], Sequence[str]]:
        """The sentences to compare one with, in their order, and before them their numbers."""
        if sentence in self._numbers:
            return [self._numbers[sentence]], [sentence]
        if len(self._said) <= _ALL_COMPARED:
            return self._all_numbers, self._said
        windows = [sentence[start : start + _PASSAGE_LETTERS] for start in range(len(sentence) - _PASSAGE_LETTERS + 1)]
        held = [self._holders[window] for window in windows if window in self._holders]
        shared = Counter(chain.from_iterable(holders for holders in held if len(holders) < _MOST_HOLDERS))
        shared = shared or Counter(chain.from_iterable(held))
        places = sorted(place for place, _ in shared.most_common(_MOST_COMPARED))
        return [self._all_numbers[place] for place in places], [self._said[place] for place in places]

    @cached_property
    def _said(self) -> Sequence[str]:
        return list(self._numbers)

    @cached_property
    def _all_numbers(self) -> Sequence[int]:
        return list(self._numbers.values())

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[int]]:
        """For some passages of each sentence the places of those that have them."""
        holders: dict[str, list[int]] = {}
        for place, sentence in enumerate(self._said):
            last = len(sentence) - _PASSAGE_LETTERS
            step = max(_PASSAGE_LETTERS, min(_PASSAGES_APART, last // _MOST_PASSAGES + 1))
            for start in range(0, last + 1, step):
                places = holders.setdefault(sentence[start : start + _PASSAGE_LETTERS], [])
                if len(places) < _MOST_HOLDERS:
                    places.append(place)
        return holders


def is_restated(block: Block, other: Block) -> bool:
    """Whether another block says every sentence of a block, word for word or nearly so."""
    whole = normalize_meaning(other.text.content)
    others = split_sentences(other)
    wordings = Wordings([normalize_meaning(text) for text in others], others)
    return all(
        contains_meaning(whole, said) or wordings.find_nearest(said, text) is not None
        for text in split_sentences(block)
        for said in (normalize_meaning(text),)
    )


def find_differing_words(block: Block, other: Block) -> Difference | None:
    """The first words in which a block says something else than another that says nearly the same."""
    from rapidfuzz import fuzz, process

    whole = normalize_meaning(other.text.content)
    others = split_sentences(other)
    for text in split_sentences(block) if others else ():
        if not contains_meaning(whole, normalize_meaning(text)):
            (nearest, _, _), *_ = process.extract(text, others, scorer=fuzz.ratio, limit=1)
            if difference := find_difference(text, nearest):
                return difference
    return None


def split_sentences(block: Block) -> Sequence[str]:
    """The sentences a reader sees in a block; one may begin with a small letter: none may go for another's likeness."""
    content = block.text.content
    return [content[start:end] for start, end in iter_sentences(content, strict=True)]
