"""What the titles of an article say: looked for at the beginning of sentences, with which a title may run together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from endmark.checks.text.meaning import normalize_meaning
from endmark.document.sentences import iter_sentences


class Titles:
    """The meanings of titles; those that say nothing are left out."""

    def __init__(self, said: Iterable[str]) -> None:
        self._said = frozenset(filter(None, said))
        # There may be very many titles, but only a few lengths, and of one first letter fewer still.
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for one in self._said:
            lengths[one[0]].add(len(one))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def iter_ends(self, said: str, start: int = 0) -> Iterator[int]:
        """Where the titles end that stand at an offset of what a sentence says, the longest first."""
        for length in self._lengths.get(said[start : start + 1], ()):
            end = start + length
            if end <= len(said) and said[start:end] in self._said:
                yield end


def iter_title_meanings(title: str) -> Iterator[str]:
    """What a title says, and each of its sentences where it has several: it may ask a question and answer it."""
    yield normalize_meaning(title)
    sentences = list(iter_sentences(title, strict=True))
    if len(sentences) > 1:
        yield from (normalize_meaning(title[start:end]) for start, end in sentences)
