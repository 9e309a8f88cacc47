"""What the last words of a text say of its end."""

from __future__ import annotations

from endmark.checks.cuts import evidence
from endmark.checks.cuts.ending_model import judge_ending
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.looks import LOOSE, MARKED_OFF, is_separated
from endmark.checks.cuts.suspects import Suspect
from endmark.document.language import is_common_word
from endmark.document.role_words import get_role_words
from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES
from endmark.violation import make_reason

LOOSE_WORDS = 1.8
"""The most that they say for a cut of what may be no sentence."""

PROMISES, _HARDLY = -2.0, -3.0
"""What the table of endings says of words after which more must come, and of such that even a list hardly ends with."""

_SHOWN_LETTERS = 4
"""Characters of an ending that are named, in scripts without spaces."""

_OBJECT = frozenset("を")


def ask_words(judged: Judged) -> Judged:
    """The same with what the table of endings says."""
    suspect = judged.suspect
    if suspect.sort == "heading" and _may_end_title(suspect):
        return judged  # the table was made of sentences: to it, every title breaks off
    words = judge_ending(suspect.block.text.content, suspect.block.language)
    if words is None:
        return judged
    last = suspect.ending.last
    if suspect.block.language in LANGUAGES_WITH_SUFFIXES:
        last = last[-_SHOWN_LETTERS:]
    judged = judged._replace(words=words).add(evidence.weigh_words(words, last, find_most_of_words(suspect)))
    if words < _HARDLY and suspect.at_marker and suspect.sort in MARKED_OFF:
        judged = judged.add(evidence.MARKER_AND_WORDS.weigh(make_reason("evidence.marker-and-words")))
    return judged


def _may_end_title(suspect: Suspect) -> bool:
    """Whether a title may well end with a word: a name of something does, a preposition or a particle does not."""
    last = suspect.ending.last
    return not ("\u3041" <= last[-1:] <= "\u309f" or is_common_word(last.lower(), suspect.block.language))


def find_most_of_words(suspect: Suspect) -> float:
    """The most that the last words of a text can say for a cut."""
    if suspect.nominal:
        return 0.0  # the table was made of sentences: to it, every title breaks off
    if suspect.ending.manner == "comma":  # which the table sees, too
        return 0.0 if is_separated(suspect) else LOOSE_WORDS
    return LOOSE_WORDS if suspect.in_midst and _is_loose(suspect) else evidence.MOST_WORDS


def _is_loose(suspect: Suspect) -> bool:
    """Whether the words of a text say less, since it may be no sentence.

    Items may be joined by their last word; the last of a list, when worded as a sentence, is one.
    """
    if suspect.sort == "item":
        return suspect.phrase or (suspect.following is not None and suspect.following.kind == "list-item")
    return suspect.sort in LOOSE or (suspect.phrase and suspect.block.language == "ja")


def ends_in_particle(judged: Judged) -> bool:
    """Whether a text ends with a particle, after which more must come; else as the table of endings says."""
    block = judged.suspect.block
    if particles := get_role_words(block.language, block.script).particles:
        return block.text.content[-1] in particles | _OBJECT
    return (judged.words or 0.0) < _HARDLY
