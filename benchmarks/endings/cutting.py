"""Whole endings, and the same sentences cut at random places."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES

CutKind = Literal["between-words", "inside-word", "anywhere", "after-comma"]

_INSIDE_WORDS = 0.25
"""Of the cuts in languages with spaces. A pipeline that breaks off at a token leaves words in half."""

_LEAST = 2
"""Characters before a cut."""

_TRIES = 30
_COMMAS = ",，、،;；:："


class Sentence(NamedTuple):
    """A row of a file of sentences: a whole sentence without its full stop, and what stands before it."""

    source: str
    role: str
    document: str
    context: str
    text: str


class Example(NamedTuple):
    """A text that ends where its sentence ends, `cut` being None, or somewhere in it."""

    text: str
    source: str
    cut: CutKind | None


def load_sentences(folder: Path, language: str, kind: str = "") -> list[Sentence]:
    """The sentences of a language, in the order in which they were collected; of the kind `.titles`, its headings."""
    with (folder / f"{language}{kind}.jsonl").open(encoding="utf-8") as file:
        return [Sentence(*json.loads(line)) for line in file]


def iter_examples(sentences: Iterable[Sentence], language: str, *, cuts: int, seed: int) -> Iterator[Example]:
    """Each sentence whole, and `cuts` times cut."""
    rng = random.Random(seed)  # noqa: S311
    for sentence in sentences:
        yield Example(sentence.context + sentence.text, sentence.source, None)
        for _ in range(cuts):
            if (place := _choose_place(sentence.text, language, rng)) is not None:
                text = sentence.text[:place]
                yield Example(sentence.context + text, sentence.source, _name_cut(sentence.text, place, language))


def _choose_place(text: str, language: str, rng: random.Random) -> int | None:
    """A place for a cut; None where a sentence is too short or too odd."""
    if len(text) <= _LEAST + 1:
        return None
    for _ in range(_TRIES):
        place = rng.randint(_LEAST, len(text) - 1)
        if language in LANGUAGES_WITH_SUFFIXES:
            if not text[place - 1].isspace():
                return place
        elif rng.random() < _INSIDE_WORDS:
            if text[place - 1].isalpha() and text[place].isalpha():
                return place
        elif (place := text.find(" ", place)) >= 0:
            return place
    return None


def _name_cut(text: str, place: int, language: str) -> CutKind:
    if text[place - 1] in _COMMAS:
        return "after-comma"
    if language in LANGUAGES_WITH_SUFFIXES:
        return "anywhere"
    return "between-words" if text[place].isspace() else "inside-word"
