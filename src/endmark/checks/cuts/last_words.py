"""What the last words of a text say of its end."""

from __future__ import annotations

from endmark.checks.cuts import evidence
from endmark.checks.cuts.ending_model import judge_ending
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.looks import LOOSE, MARKED_OFF, QUOTATION_ENDS, is_separated
from endmark.checks.cuts.surroundings import follows_open_item, is_link
from endmark.checks.cuts.suspects import Suspect, completes_lead_in, leads_on
from endmark.document.blocks import Block, Kind
from endmark.document.language import is_common_word
from endmark.document.late_pattern import compile_late
from endmark.document.role_words import get_role_words
from endmark.document.scripts import CJK_SCRIPTS, LANGUAGES_WITH_SUFFIXES
from endmark.violation import make_reason

LOOSE_WORDS = 1.8
"""The most that they say for a cut of what may be no sentence."""

PROMISES, _HARDLY = -2.0, -3.0
"""What the table of endings says of words after which more must come, and of such that even a list hardly ends with."""

_SHOWN_LETTERS = 4
"""Characters of an ending that are named, in scripts without spaces."""

_OBJECT = frozenset("を")
_OF_VERBS = frozenset("をがにで")
"""Particles of Japanese that tell what a noun is to a verb. Nouns that hold these letters are judged as others."""

_BREAKS_OFF = -4.0
"""What the table says of words that even a lead-in hardly ends with; it was made of whole sentences."""

JOINING_WORD = compile_late(r"[,;،؛]\s+[^\W\d_]{1,4}$")
"""The `and` or `or` behind the comma of an item, before the next."""

_COMPLETED: frozenset[Kind] = frozenset({"list-item", "code", "html", "quote"})
"""What completes a sentence when it is shown below it."""


def ask_words(judged: Judged) -> Judged:
    """The same with what the table of endings says."""
    suspect = judged.suspect
    if suspect.sort == "heading" and _may_end_title(suspect):
        return judged  # the table was made of sentences: to it, every title breaks off
    words = _judge_ending(suspect.block)
    leads_in = _may_lead_in(suspect, words)
    if leads_in:
        judged = judged.add(evidence.LEAD_IN.weigh(make_reason("evidence.lead-in")))
    if words is None:
        return judged
    last = suspect.ending.last
    if suspect.block.language in LANGUAGES_WITH_SUFFIXES:
        last = last[-_SHOWN_LETTERS:]
    linked = any(piece.seen.code == "evidence.link" for piece in judged.pieces)
    # The table knows the word that is written with the same letters, as `mit`.
    most = 0.0 if leads_in or linked or is_acronym(last) else find_most_of_words(suspect)
    judged = judged._replace(words=words).add(evidence.weigh_words(words, last, most))
    if words < _HARDLY and suspect.at_marker and suspect.sort in MARKED_OFF and not _names_thing(suspect):
        judged = judged.add(evidence.MARKER_AND_WORDS.weigh(make_reason("evidence.marker-and-words")))
    if words < PROMISES and suspect.following is None and suspect.sort == "short" and not _is_signature(suspect, last):
        judged = judged.add(evidence.LAST_AND_WORDS.weigh(make_reason("evidence.last-and-words")))
    return judged


def _judge_ending(block: Block) -> float | None:
    """What the table says; a few words in other letters have the language of the text around them, and say nothing."""
    if block.language in CJK_SCRIPTS and block.text.content.isascii():
        return None
    return judge_ending(block.text.content, block.language)


def _may_lead_in(suspect: Suspect, words: float | None) -> bool:
    """Whether what is shown below may complete a text, of whose last words the table of endings says so much.

    Articles, conjunctions and most prepositions ask for a word of the same sentence; nouns, verbs, and some others do
    not: `Open the file with`, `The options are`.
    """
    block, following, ending = suspect.block, suspect.following, suspect.ending
    manner, last = ending.manner, ending.last
    if following is None or not (following.kind in _COMPLETED or completes_lead_in(following)):
        # An address on a line by itself completes what `at` or `from` leads into it.
        return following is not None and manner == "bare" and leads_on(suspect) and is_link(following)
    if suspect.sort != "lead-in" and not (following.kind == block.kind and following.depth > block.depth):
        return False
    if manner == "comma" or (following.kind == "list-item" and _joins_items(block, following)):
        return manner != "open"
    if manner != "bare":
        return False
    if leads_on(suspect):
        return True
    if block.language in LANGUAGES_WITH_SUFFIXES:
        return words is not None and words > PROMISES
    last = last.casefold()
    asks = last in get_role_words(block.language, block.script).clauses or is_common_word(last, block.language)
    return words is not None and words > _BREAKS_OFF and not asks


def _joins_items(block: Block, item: Block) -> bool:
    """Whether the item continues the sentence, by its small letter, or a word behind a comma joins the two."""
    return item.text.content[:1].islower() or JOINING_WORD.search(block.text.content) is not None


def _may_end_title(suspect: Suspect) -> bool:
    """Whether a title may well end with a word: a name of something does, a preposition or a particle does not."""
    last = suspect.ending.last
    return not ("\u3041" <= last[-1:] <= "\u309f" or is_common_word(last.lower(), suspect.block.language))


def find_most_of_words(suspect: Suspect) -> float:
    """The most that the last words of a text can say for a cut."""
    if suspect.nominal or _names_thing(suspect):
        return 0.0  # the table was made of sentences: to it, every title breaks off
    if suspect.ending.manner == "closed" and not suspect.at_marker and suspect.ending.last not in QUOTATION_ENDS:
        return 0.0  # they stand in brackets
    if _is_name(suspect) and not suspect.at_marker:
        return 0.0
    if suspect.ending.manner == "comma":  # which the table sees, too
        return 0.0 if is_separated(suspect) or _may_begin_anew(suspect.following) else LOOSE_WORDS
    return LOOSE_WORDS if suspect.in_midst and _is_loose(suspect) else evidence.MOST_WORDS


def _may_begin_anew(following: Block | None) -> bool:
    """Whether nobody can tell by the first letter of the next paragraph whether it goes on behind a comma.

    Where there are no capitals, a comma may stand there for a full stop, too.
    """
    if following is None or following.kind != "paragraph" or following.role == "label":
        return False
    first = following.text.content.lstrip()[:1]
    return first.isalpha() and first.lower() == first.upper()


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals alone, as in the name of a licence."""
    return len(word) > 1 and word.isupper() and word.isascii()


def _is_name(suspect: Suspect) -> bool:
    """Whether it is a title in bold, a caption or a term: what is worded as a sentence is of another sort."""
    return suspect.sort in {"caption", "term"} or (suspect.sort == "label" and bool(suspect.block.marks))


def _is_signature(suspect: Suspect, last: str) -> bool:
    """Whether a short text at the end of the file is a name, after which nothing must come."""
    return is_acronym(last) or _names_sender(suspect.block)


def _names_sender(block: Block) -> bool:
    """Whether nothing in a Japanese text depends on a verb, as in a signature (`水車小屋の仲間より`)."""
    return block.language == "ja" and _OF_VERBS.isdisjoint(block.text.content)


def _names_thing(suspect: Suspect) -> bool:
    """Whether it is a Japanese item of nouns alone below another open item: a list of plums (`庭のすもも`) and cats.

    Nothing in it depends on a verb, and it ends in no particle, after which another noun must come.
    """
    block = suspect.block
    if block.language != "ja" or suspect.sort != "item" or not suspect.phrase or suspect.ending.manner != "bare":
        return False
    if not follows_open_item(suspect):
        return False
    content = block.text.content.rstrip()
    return _OF_VERBS.isdisjoint(content) and content[-1] not in get_role_words("ja", block.script).particles - {"も"}


def _is_loose(suspect: Suspect) -> bool:
    """Whether the words of a text say less, since it may be no sentence.

    Items may be joined by their last word; the last of a list, when worded as a sentence, is one, but in Korean, where
    they end in nouns.
    """
    if suspect.block.language == "ko" and suspect.sort in {"item", "items"}:
        return True
    if suspect.sort == "item":
        return suspect.phrase or (suspect.following is not None and suspect.following.kind == "list-item")
    return suspect.sort in LOOSE or (suspect.phrase and suspect.block.language == "ja")


def ends_in_particle(judged: Judged) -> bool:
    """Whether a text ends with a particle, after which more must come; else as the table of endings says."""
    block = judged.suspect.block
    if particles := get_role_words(block.language, block.script).particles:
        return block.text.content[-1] in particles | _OBJECT
    return (judged.words or 0.0) < _HARDLY
