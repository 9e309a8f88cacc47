"""Where an article says what a field of its front matter says, and goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal

from msgspec import Struct

from endmark.checks.cuts.endings import classify_ending, is_mark
from endmark.checks.cuts.rests import LEAST_TAIL
from endmark.checks.text.field_text import read_field_text
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.blocks import PROSE, Text
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES
from endmark.document.sentences import FULL_STOPS, TERMINALS, iter_sentences
from endmark.document.span import Span

ContinuationManner = Literal["word", "phrase", "compound", "apart"]
"""Where the text goes on:

* `word`: within a word;
* `phrase`: after a word that joins, or within a sentence that an excerpt repeats;
* `compound`: within what is written as one word, of parts that may stand alone;
* `apart`: after words that may well be a title of their own.
"""


class FieldContinuation(Struct, frozen=True):
    """What is said after the words of a value, to the end of the line or the sentence; where all of it stands.

    `shown` are the words with what is no prose among them, such as inline code.
    """

    manner: ContinuationManner
    words: str
    span: Span
    shown: str


_HEAD_BLOCKS = 8
"""Blocks at the top of an article of which its title and its excerpt are made."""

_MOST_SENTENCES = 40
"""Sentences of such a block."""

_LEAST_TITLE = 24
"""The least weight of a value that does not begin like the text by chance: twelve characters in Chinese,
Japanese and Korean, or four to five words. Shorter titles are names of things."""

_LEAST_EXCERPT = 80
"""The least weight of an excerpt that may be cut between two words: programs keep 80 letters or more of a
text, mostly 120 or 160, and lines that praise an article and happen to begin a sentence of it are shorter."""

_FIRST_CHARACTERS = 8
_LONGEST_LINE = 200
"""Characters of a text that may be a headline as a whole, though it has two sentences."""

_LONGEST_VALUE = 2000
"""Characters of the longest value that is looked for."""

_WITHIN_WORD: frozenset[ContinuationManner] = frozenset({"word", "compound"})

_LAST_SIGNS = compile_late(r"\W*$")
_RANGES = (
    (0x3005, 0x3007, "han"),
    (0x3041, 0x309F, "hiragana"),
    (0x30A0, 0x30FA, "katakana"),
    (0x30FC, 0x30FF, "katakana"),
    (0x1100, 0x11FF, "hangul"),
    (0x3130, 0x318F, "hangul"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "hangul"),
    (0xF900, 0xFAFF, "han"),
    (0x20000, 0x3FFFF, "han"),
)
_COMPOUNDING = frozenset({"han", "katakana"})
_WITH_PARTICLES = frozenset({"hiragana", "hangul"})
"""What follows is mostly a particle, and the word before it whole."""

_PARTICLES = frozenset("はがをにのでともへやかなだよねさせし")
"""Hiragana that may follow a noun: particles, and what makes a verb of it."""


def find_field_continuation(
    value: str, document: Document, joining_words: Mapping[str, tuple[str, ...]], *, excerpt: bool = False
) -> FieldContinuation | None:
    """Where one of the first blocks, or another field, says what a value says, and more; None when none does.

    The last sentence of an excerpt may also begin any sentence of those blocks.
    """
    folded = fold(value)
    if compute_weight(folded) < _LEAST_TITLE or len(value) > _LONGEST_VALUE:
        return None
    found = None
    for wanted, text, start in _iter_candidates(value, folded, document, excerpt=excerpt):
        content = text.content
        stop = _find_words_end(wanted, content, start)
        if stop is None:
            continue
        end = len(content)
        if excerpt or end > _LONGEST_LINE:
            end = next((end for _, end in iter_sentences(content) if end > stop), stop)
        manner = _classify_manner(value, content, stop, document, joining_words)
        if manner in _WITHIN_WORD and not excerpt and _begins_statement(value, content, stop):
            manner = "apart"
        if manner == "apart" and excerpt and _is_cut_between_words(value, folded) and fold(content[stop:end]):
            manner = "phrase"
        signs = _LAST_SIGNS.search(value)
        words = content[stop:end].removeprefix(signs[0] if signs else "")
        from endmark.document.spelling_out import spell_out  # few fields are cut

        shown = spell_out(text, document.source.text, end - len(words), end)
        here = FieldContinuation(manner, words, text.map_span(start, end), shown)
        if manner != "apart":
            return here
        found = found or here
    return found


def _iter_candidates(value: str, folded: str, document: Document, *, excerpt: bool) -> Iterator[tuple[str, Text, int]]:
    """What to look for, folded; the text to look in; the offset at which it must begin."""
    texts = [block.text for block in document.blocks[:_HEAD_BLOCKS] if block.kind in PROSE and block.text.content]
    yield from ((folded, text, 0) for text in texts)
    if not excerpt:
        yield from ((folded, text, 0) for text in _iter_longer_fields(value, document))
        return
    yield from _iter_behind_headings(folded, texts)
    last = [value[start:end] for start, end in iter_sentences(value)][-1:]
    fragment = fold("".join(last))
    if fragment != folded and compute_weight(fragment) >= LEAST_TAIL:
        for text in texts:
            yield from ((fragment, text, start) for start, _ in islice(iter_sentences(text.content), _MOST_SENTENCES))


def _iter_behind_headings(folded: str, texts: Sequence[Text]) -> Iterator[tuple[str, Text, int]]:
    """What is left of a value behind one block, or several, which it holds as a whole, and the block that follows.

    A program that takes the first letters of a page takes its heading along, with no full stop behind it.
    """
    whole = [fold(text.content) for text in texts]
    for first in range(len(texts)):
        rest, number = folded, first
        while number < len(texts) and rest.startswith(whole[number]):
            rest = rest[len(whole[number]) :]
            number += 1
        if first < number < len(texts) and compute_weight(rest) >= LEAST_TAIL:
            yield rest, texts[number], 0


def _iter_longer_fields(value: str, document: Document) -> Iterator[Text]:
    front_matter = document.front_matter
    for entry in front_matter.fields if front_matter else ():
        if front_matter and entry.kind == "text" and len(entry.text) > len(value):
            yield read_field_text(entry, front_matter, document.source)


def _find_words_end(folded: str, content: str, start: int) -> int | None:
    """The offset behind the words that say what was folded; None where something else, or nothing more, is said."""
    beginning = fold(content[start : start + _FIRST_CHARACTERS])[:-1]  # the last letter may have lost its mark
    if not folded.startswith(beginning):
        return None
    if not fold(content[start : start + 2 * len(folded) + _LEAST_EXCERPT]).startswith(folded):
        return None
    letters = ""
    for offset in range(start, len(content)):
        if len(letters) >= len(folded):
            return offset if letters == folded and fold(content[offset : offset + _LONGEST_VALUE]) else None
        letters += fold(content[offset])
    return None


def _begins_statement(value: str, content: str, stop: int) -> bool:
    """Whether a text that goes on at an offset only speaks of what the title names, as no headline does.

    It has a full stop, and says more than one sentence; or it begins with a longer
    word than the one that is the whole title.
    """
    line = content.partition("\n")[0]
    end = next((end for _, end in iter_sentences(line) if end > stop), 0)
    if not end or line[end - 1] not in FULL_STOPS:
        return False
    return end < len(content.rstrip()) or len(_get_last_run(value, _classify_character(value[-1]))) == len(value)


def _is_cut_between_words(value: str, folded: str) -> bool:
    """Whether an excerpt is as long as programs make them, and has no end."""
    return compute_weight(folded) >= _LEAST_EXCERPT and value.rstrip("」』）)”\"'")[-1:] not in TERMINALS


def _classify_manner(
    value: str, content: str, stop: int, document: Document, joining_words: Mapping[str, tuple[str, ...]]
) -> ContinuationManner:
    if not (value[-1].isalnum() or is_mark(value[-1])):
        return "apart"
    if is_mark(content[stop]):  # it belongs to the letter before
        return "word"
    language = document.language
    after = content[stop] if language in LANGUAGES_WITH_SUFFIXES else content[stop:].lstrip()[:1]
    if after.isalnum() and classify_ending(value, joining_words, language).manner == "word":
        return "phrase"
    before, following = _classify_character(content[stop - 1]), _classify_character(content[stop])
    run = _get_last_run(content[:stop], before)
    if before == "han" and following == "hiragana":
        # One such character among kana, and kana that are no particle: half a verb.
        lone = len(run) == 1 and _classify_character(content[stop - 2]) == "hiragana"
        return "word" if lone and content[stop] not in _PARTICLES else "apart"
    if not before or not following or {before, following} & _WITH_PARTICLES:
        return "apart"
    if before == following and _is_word_beginning(run, content[stop], before, document):
        return "word"
    return "compound" if {before, following} & _COMPOUNDING else "apart"


def _classify_character(character: str) -> str:
    """The kind of characters words are made of that this one belongs to; empty for one that parts words."""
    code = ord(character)
    kind = next((kind for first, last, kind in _RANGES if first <= code <= last), "")
    is_letter = character.isalpha() or is_mark(character)
    return kind or ("digit" if character.isdecimal() else "letter" if is_letter else "")


def _get_last_run(text: str, kind: str) -> str:
    """The characters of one kind at the end of a text."""
    start = len(text)
    while start and _classify_character(text[start - 1]) == kind:
        start -= 1
    return text[start:]


def _is_word_beginning(run: str, following: str, kind: str, document: Document) -> bool:
    """Whether the article shows that these characters are the beginning of a word.

    A number always is. Of words with spaces around them it says the beginning
    alone nowhere. Where words are not parted, it goes on in the same way in most
    of the places.
    """
    if kind == "digit":
        return True
    written = "\n".join(block.text.content for block in document.blocks).casefold()
    run, longer = run.casefold(), (run + following).casefold()
    if kind == "letter":
        return not re.search(rf"(?<![^\W_'’]){re.escape(run)}(?![^\W_'’])", written)
    return 2 * written.count(longer) > written.count(run)
