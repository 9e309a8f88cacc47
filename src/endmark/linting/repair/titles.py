"""What the titles of an article say: looked for at the beginning of sentences, with which a title may run together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from endmark.checks.text.meaning import normalize_meaning
from endmark.document.sentences import iter_sentences


class Titles:
    """The meanings of titles; those that say nothing are left out."""

    def __init__(self, said: Iterable[str]) -> None:
        self._said = frozenset(filter(None, said))
        # There may be very many titles, but only a few lengths.
        self._lengths = sorted(set(map(len, self._said)), reverse=True)

    def iter_beginnings(self, said: str) -> Iterator[str]:
        """The titles that a sentence begins with, or is, the longest first."""
        return (said[:length] for length in self._lengths if length <= len(said) and said[:length] in self._said)


def iter_title_meanings(title: str) -> Iterator[str]:
    """What a title says, and each of its sentences where it has several: it may ask a question and answer it."""
    yield normalize_meaning(title)
    sentences = list(iter_sentences(title, strict=True))
    if len(sentences) > 1:
        yield from (normalize_meaning(title[start:end]) for start, end in sentences)
