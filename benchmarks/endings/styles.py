"""Sentences once more in the styles that the sources lack.

Manuals are polite; news, essays and notes are plain, and the sources are manuals. What a polite ending becomes in
another style is grammar, so it can be made.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from endings import japanese, korean
from endings.cutting import Sentence

_PLAIN, _BARE = 0.5, 0.1
"""Of all sentences; a plain verb may also stand before a noun, so a cut there is hard to tell from an ending."""

_MAKERS = {"ja": (japanese.make_plain, japanese.make_bare, "。"), "ko": (korean.make_plain, korean.make_bare, ".")}


def iter_styles(sentences: Iterable[Sentence], language: str, seed: int) -> Iterator[Sentence]:
    """The sentences, and some of them once more in another style, with all that stands before them."""
    if language not in _MAKERS:
        yield from sentences
        return
    make_plain, make_bare, stop = _MAKERS[language]
    rng = random.Random(seed)  # noqa: S311
    for sentence in sentences:
        yield sentence
        chance = rng.random()
        if chance < _PLAIN and (plain := make_plain(sentence.text, rng)) is not None:
            text = (make_bare(sentence.text) if chance < _BARE else None) or plain
            before = [make_plain(part, rng) or part for part in sentence.context.split(stop)]
            yield sentence._replace(text=text, context=stop.join(before))
