"""Whether a sentence is said again in nearly the same words."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.checks.text.meaning import contains_meaning, find_numbers_and_signs, normalize_meaning
from endmark.document.blocks import Block
from endmark.document.sentences import iter_sentences

_SIMILARITY = 85
"""Of a hundred letters, so many must two sentences share for one to stand for the other (rapidfuzz's `fuzz.ratio`)."""

_SIMILARITY_OF_PART = 90
"""The same for a sentence that stands in a longer one (`fuzz.partial_ratio`)."""

_LEAST_PART = 16
"""Letters from which a sentence can be recognised in a longer one."""


class Wordings:
    """Sentences among which one is looked up that says nearly the same as another; they are given by their meaning."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._alike: dict[tuple[str, ...], tuple[list[int], list[str]]] = {}
        for number, sentence in enumerate(sentences):
            numbers, said = self._alike.setdefault(find_numbers_and_signs(sentence), ([], []))
            numbers.append(number)
            said.append(sentence)

    def find_nearest(self, sentence: str) -> int | None:
        """The number of the sentence that comes nearest to one, when it is near enough to stand for it.

        It must hold the same numbers and signs: of two that differ, one is wrong,
        and only an editor knows which.
        """
        from rapidfuzz import fuzz, process

        numbers, said = self._alike.get(find_numbers_and_signs(sentence), ([], []))
        best = process.extractOne(sentence, said, scorer=fuzz.ratio, score_cutoff=_SIMILARITY)
        if best is None and len(sentence) >= _LEAST_PART:
            longer = [other if len(other) >= len(sentence) else None for other in said]
            best = process.extractOne(sentence, longer, scorer=fuzz.partial_ratio, score_cutoff=_SIMILARITY_OF_PART)
        return numbers[best[2]] if best is not None else None


def is_restated(block: Block, other: Block) -> bool:
    """Whether another block says every sentence of a block, word for word or nearly so."""
    whole = normalize_meaning(other.text.content)
    wordings = Wordings([normalize_meaning(text) for text in split_sentences(other)])
    folded_sentences = (normalize_meaning(text) for text in split_sentences(block))
    return all(contains_meaning(whole, text) or wordings.find_nearest(text) is not None for text in folded_sentences)


def split_sentences(block: Block) -> Sequence[str]:
    """The sentences a reader sees in a block; one may begin with a small letter: none may go for another's likeness."""
    content = block.text.content
    return [content[start:end] for start, end in iter_sentences(content, strict=True)]
