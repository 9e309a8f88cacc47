"""Headings, and sentences that are as long as headings are: most of them are cut."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from endings.collecting import TITLES
from endings.cutting import Sentence, load_sentences
from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES, LANGUAGES_WITHOUT_SPACES

_LEAST = {True: 9, False: 20}
"""Characters of a text, where no spaces part the words or endings are joined to them, and elsewhere."""

_MOST = 160
_SENTENCES, _FEWEST = 10, 3_000
"""Sentences for each heading, and how many there are at least."""

_LAST_WORD = 6
"""Letters by which a text may be longer than its heading, so that a word is not always lost."""


class Wording(NamedTuple):
    """A text, the source it is from and its role, and whether it is a sentence, which may be cut, or a heading."""

    text: str
    source: str
    role: str
    sentence: bool


def iter_wordings(folder: Path, language: str, seed: int) -> Iterator[Wording]:
    """The headings of a language, and sentences of its sources."""
    rng = random.Random(seed)  # noqa: S311
    least = _LEAST[language in LANGUAGES_WITH_SUFFIXES]
    headings = [one for one in load_sentences(folder, language, TITLES) if least <= len(one.text) <= _MOST]
    lengths = [len(one.text) for one in headings]
    yield from (Wording(one.text, one.source, one.role, sentence=False) for one in headings)
    sentences = [one for one in load_sentences(folder, language) if len(one.text) >= least]
    for role in ("train", "held-out"):
        ours = [one for one in sentences if one.role == role]
        rng.shuffle(ours)
        for one in ours[: max(_FEWEST, _SENTENCES * sum(heading.role == role for heading in headings))]:
            text = _cut(one, rng.choice(lengths), language)
            if len(text) >= least:
                yield Wording(text, one.source, one.role, sentence=True)


def _cut(sentence: Sentence, length: int, language: str) -> str:
    """A sentence that is no longer than a heading of that length."""
    text = sentence.text
    if len(text) <= length:
        return text
    if language in LANGUAGES_WITHOUT_SPACES:
        return text[:length]
    return text[: max(0, text.rfind(" ", 0, length + _LAST_WORD))]
