"""Where sentences end, in every script.

Written by hand: articles come from strangers, so time must grow with the text alone.
sentencex took twenty seconds for a Japanese paragraph of a megabyte, this takes some
forty thousandths of one, and knows brackets and all scripts besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from endmark.document.late_pattern import compile_late

TERMINALS = (
    ".!?։؝؞؟۔܀܁܂߹࠷࠹࠽࠾।॥৷၊။።፧፨᙮᜵᜶។៕᠃᠉᥄᥅᪨᪩᪪᪫᭎᭏᭚᭛᭞᭟᭽᭾᭿᰻᰼᱾᱿․‥…‼‽⁇⁈⁉⳹⳺⳻⸮⸼⹓⹔⹠⹡。꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫︒︙︕︖﹒﹖﹗！．？｡"
)
"""Characters with the Unicode property Sentence_Terminal (Unicode 17), the ellipses, and ৷, a numeral that Bengali and
Assamese texts have for the danda it looks like. Without those beyond the BMP, with which a search takes four times as
long: they belong to scripts of old manuscripts, and nobody takes them for letters."""

FULL_STOPS = ".。．｡।۔"
"""Those with which a statement ends, and no headline."""

COLONS = (":", "：")
"""Signs with which a text announces what follows it."""

INVISIBLE = "\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""What may follow a sign and is not seen, as a variation selector; for a class of characters in a pattern."""

PAIRS = dict(zip("([{（［｛「『【〔〈《〖〘〚｢“", ")]}）］｝」』】〕〉》〗〙〛｣”", strict=True))
"""Brackets and quotation marks that open and close with different characters."""

CLOSERS = "".join(PAIRS.values()) + "’»›“‘\"'"
"""What may stand between a full stop and the white space after it."""

_WIDE = "。！？｡．।॥৷؟۔‼⁇⁈⁉"
_BEHIND = f"[{re.escape(CLOSERS)}{INVISIBLE}]*"
_END = compile_late(rf"[{re.escape(TERMINALS)}]+{_BEHIND}(?:\s+|$)|[{_WIDE}]+{_BEHIND}\s*")
_ABBREVIATION = compile_late(
    r"(?:^|[\s(])(?:[A-Z]|[A-Za-z](?:\.[A-Za-z])+|e\.g|i\.e|etc|vs|cf|No|Nr|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Inc|Ltd|Co|Corp"
    r"|Fig|vol|pp|ed|approx|bzw|z\.B|d\.h|u\.a|usw|ca|Hr|Fr|Sr|Sra|p\.ej|M|Mme|Ver|ver)\.$"
)


def iter_sentences(text: str, *, strict: bool = False) -> Iterator[tuple[int, int]]:
    """The sentences of a text as (start, end) offsets; white space between them belongs to none.

    A full stop inside brackets or quotation marks does not end the sentence
    around them, and one before a small letter is an abbreviation's; `strict` takes
    it for an end, too. Newlines do not end sentences. What stands after the last
    terminal is yielded as the last piece. Linear in the length of the text.
    """
    if len(text) <= _LONGEST_REMEMBERED:
        return iter(_remember_sentences(text, strict))
    return _iter_sentences(text, strict=strict)


_LONGEST_REMEMBERED = 2_000
"""Characters of a text of which the sentences are remembered: several checks ask for those of one paragraph."""


@lru_cache(500)
def _remember_sentences(text: str, strict: bool) -> tuple[tuple[int, int], ...]:
    return tuple(_iter_sentences(text, strict=strict))


def _iter_sentences(text: str, *, strict: bool, start: int = 0, are_closed: bool = False) -> Iterator[tuple[int, int]]:
    """The sentences from an offset on; `are_closed`: what has no other half there counts no more."""
    if "„" in text:  # where „ opens, “ closes: PAIRS would count it twice
        text = text.replace("„", "«").replace("“", "»")
    depth, scanned, end = 0, start, start
    bracketed = _BRACKET.search(text) is not None
    for found in _END.finditer(text, start):
        begin, end = found.span()
        if bracketed:
            inside = max(0, depth + _count_balance(text, scanned, begin))
            # Most sentences end with one sign, which is no bracket.
            depth = inside if end - begin == 1 else max(0, inside + _count_balance(text, begin, end))
            scanned = end
            if end - start < _LONGEST_BRACKET and (depth or (inside and not _is_whole_quotation(text, start, end))):
                continue
            if depth and not are_closed:
                break
        if _is_abbreviation(text, start, found, strict=strict):
            continue
        depth = 0
        yield start, begin + len(found[0].rstrip())
        start = end
    if depth and not are_closed and (end == len(text) or end - start >= _LONGEST_BRACKET):
        # It is very long, or ends as a sentence does: what was never closed holds none of them.
        yield from _iter_sentences(_drop_unclosed(text, start), strict=strict, start=start, are_closed=True)
        return
    tail = text[start:].rstrip()
    if tail:
        yield start, start + len(tail)


def _drop_unclosed(text: str, start: int) -> str:
    """The text with another sign for each bracket and quotation mark that opens from an offset on and none closes."""
    open_: list[int] = []
    for found in _BRACKET.finditer(text, start):
        if found[0] in PAIRS:
            open_.append(found.start())
        elif open_:
            open_.pop()
    signs = list(text)
    for place in open_:
        signs[place] = "«"
    return "".join(signs)


def _is_whole_quotation(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is a quotation that nothing introduces and nothing continues."""
    return text[start] in PAIRS and (end == len(text) or text[end] in PAIRS or text[end - 1].isspace())


def _is_abbreviation(text: str, start: int, found: re.Match[str], *, strict: bool) -> bool:
    if not strict and found.end() < len(text) and text[found.end()].islower():
        return found[0][0] in ".…"
    return text[found.start()] == "." and bool(
        _ABBREVIATION.search(text, max(start, found.start() - _LONGEST_ABBREVIATION), found.start() + 1)
    )


_LONGEST_ABBREVIATION = 8
_LONGEST_BRACKET = 400
"""A bracket still open after so many characters was never closed: sentences end again."""

_BRACKET = compile_late(f"[{re.escape(''.join(PAIRS) + ''.join(PAIRS.values()))}]")


def _count_balance(text: str, start: int, end: int) -> int:
    depth = 0
    for found in _BRACKET.finditer(text, start, end):
        depth += 1 if found[0] in PAIRS else -1
    return depth


def is_one_sentence(text: str) -> bool:
    """Whether it holds no more than one."""
    end = _END.search(text)
    if end is None or end.end() == len(text):
        return True
    sentences = iter_sentences(text)
    next(sentences, None)
    return next(sentences, None) is None
