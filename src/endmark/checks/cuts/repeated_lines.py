"""Lines that are written again and again as they are, and parts of a sentence in paragraphs of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from endmark.checks.cuts import evidence
from endmark.checks.cuts.endings import DASHES
from endmark.checks.cuts.habits import Sort
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.last_words import JOINING_WORD
from endmark.checks.cuts.suspects import Suspect
from endmark.checks.text.terms import has_term_above
from endmark.violation import Piece, make_reason

_FRAME_SPACES = 2
"""Spaces in a frame of three words, the fewest that say something."""

_LINES: frozenset[Sort] = frozenset({"short", "middle", "remark"})
"""Sorts of what may be a note; a longer text that stands twice is a copy, and may be cut in both places."""


def weigh_repeated(promising: Sequence[Judged], text: str) -> list[Judged]:
    """The same; what is known of a text includes what stands here again: the line, its frame, its comma at the end."""
    notes = [judged.suspect.block.text.content for judged in promising if _may_be_note(judged.suspect)]
    counts = Counter(frame for content in notes for frame in _list_frames(content))
    enumerated = sum(_is_enumerated(judged.suspect, text) for judged in promising)
    ended = [judged.suspect for judged in promising if judged.suspect.ending.manner == "comma"]
    commas = sum(map(_ends_with_comma, ended))

    def weigh(suspect: Suspect) -> Iterator[Piece]:
        if _may_be_note(suspect) and any(counts[frame] > 1 for frame in _list_frames(suspect.block.text.content)):
            yield evidence.SAID_AGAIN.weigh(make_reason("evidence.said-again"))
        if enumerated > 1 and _is_enumerated(suspect, text):
            yield evidence.ENUMERATED.weigh(make_reason("evidence.enumerated"))
        elif commas > 1 and _ends_with_comma(suspect):
            yield from evidence.weigh_commas(commas - 1)

    return [judged.add(*weigh(judged.suspect)) for judged in promising]


def _list_frames(content: str) -> tuple[str, ...]:
    """A line, and what is left of it without its last word, which may be all that changes from one line to another."""
    words = content.rsplit(maxsplit=1)
    return (content, f"{words[0]} ") if len(words) > 1 and words[0].count(" ") >= _FRAME_SPACES else (content,)


def _is_enumerated(suspect: Suspect, text: str) -> bool:
    """Whether it may be one of the parts of a sentence that have a paragraph each, perhaps with a term above it."""
    content = suspect.block.text.content
    if suspect.at_marker or not (suspect.ending.manner == "comma" or JOINING_WORD.search(content)):
        return False
    if has_term_above(suspect.block, text):
        content = content[content.find("\n") + 1 :].lstrip()
    return content[:1].islower()


def _ends_with_comma(suspect: Suspect) -> bool:
    """Whether a comma is all that shows that it is cut, in the midst of the article."""
    return suspect.in_midst and suspect.ending.manner == "comma" and suspect.ending.last not in DASHES


def _may_be_note(suspect: Suspect) -> bool:
    """Whether it is a line that may be written again and again as it is."""
    return suspect.sort in _LINES and suspect.ending.manner == "bare" and not suspect.at_marker
