"""Brackets and quotation marks that two joined halves open or close without the other."""

from __future__ import annotations

import re

from endmark.document.sentences import PAIRS, TERMINALS, is_one_sentence, iter_sentences

_OPENED_BY = {closing: opening for opening, closing in PAIRS.items()}
_SIGN = re.compile(f"[{re.escape(''.join(PAIRS) + ''.join(_OPENED_BY))}]")
_LABEL = re.compile(r"(?<!\w)\w{1,2}\)|[:;]-?\)")
"""What closes nothing: the number of an item, a face."""

_FACE = re.compile(r"[:;]-?\((?!\w)")


def find_unpaired(text: str, joint: int) -> int | None:
    """Where the sentence over a joint opens what it never closes, before the joint, or closes what nothing opened.

    A quotation may go on in the sentences behind. What breaks off again may close it where it goes on.
    """
    if "„" in text:  # it opens what “ closes
        text = text.replace("„", "«").replace("“", "»")
    _, end = next(iter_sentences(text[joint:]), (0, 0))
    opened: list[int] = []
    for found in _SIGN.finditer(text):
        sign, place = found[0], found.start()
        if sign in PAIRS:
            if not _FACE.match(text, max(0, place - 2)) and not _FACE.match(text, max(0, place - 1)):
                opened.append(place)
        elif opened and text[opened[-1]] == _OPENED_BY[sign]:
            opened.pop()
        elif joint <= place < joint + end and not _is_label(text, place):
            return place
    before = [place for place in opened if place < joint]
    if not before or not is_one_sentence(text[before[-1] + 1 : joint]):
        return None
    breaks_off = joint + end >= len(text.rstrip()) and not text.rstrip().endswith((*TERMINALS, *_OPENED_BY))
    return None if breaks_off else before[-1]


def _is_label(text: str, place: int) -> bool:
    start = max(0, place - _LONGEST_LABEL)
    return any(found.end() == place + 1 for found in _LABEL.finditer(text, start, place + 1))


_LONGEST_LABEL = 3
