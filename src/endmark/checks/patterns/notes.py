"""Notes between two passes: set apart from the text, they say which part of it ends, follows or was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from endmark.checks.patterns.cues import OF_NOTES, KeptCues, LanguageCues, Seen, fold_words
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.blocks import ATOM, Block
from endmark.document.line_pattern import LinePattern
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from

_SET_APART = LinePattern(
    # One sign after the blanks refuses most lines at once.
    r"[ \t]*(?=[>*_\[(（［【〔{-])(?:>.*$"
    r"|[*_]{0,3}(?:\[.*\](?!\()|[(（].*[)）]|［.*］|【.*】|〔.*〕|\{.*\}|-{2,}.*-{2,})[*_]{0,3}[ \t.。]*$"
    r"|([*_]{1,3})[^\s*_].*[^\s*_]\1[ \t]*$)"
)
"""A line all in brackets, between dashes, emphasised or quoted."""

_MOST = 100
"""So many such lines are looked at: an article in which there are more has its own use for them."""

_EXCHANGE = ("replies", "offers")
"""Who speaks of the next message, or offers more, speaks to whoever ordered the text: that counts twice."""

_MISSING = ("rest", "absence", "limit")
_ABOUT = ("part", "piece", "structure")
_NOTED = (*OF_NOTES, *_EXCHANGE, *_ABOUT[1:], "public")

_LEAST = 3
"""Two may come together by chance, as in “(continued in part two)”."""

_LEAST_MISSING = 2
"""And of what is missing two, where nobody is spoken to: any document has a limit in it, or an end."""


def iter_notes(document: Document, cues: Sequence[LanguageCues | KeptCues], most: int) -> Iterator[tuple[Block, Seen]]:
    """The notes with at most so many letters, each with the cues that tell.

    What makes one are three of these: the exchange with somebody, which counts twice, a limit, an absence,
    a rest, and a part of the text; the first and the last, or one of the others and the last, are said of any text.
    """
    seen_at = set()
    for line in islice(_SET_APART.finditer(document.source.text), _MOST):
        number = find_from(document.blocks, line.end()) - 1
        if number < 0 or number in seen_at:
            continue
        seen_at.add(number)
        block = document.blocks[number]
        content = block.text.content
        if not content or ATOM in content or "\n" in content or compute_weight(fold(content)) > most:
            continue
        words = fold_words(content)
        for of_language in cues:
            if of_language.language not in (block.language, document.language):
                continue
            seen = of_language.search.find(words, _NOTED)
            if "public" not in seen and _count(seen) >= _LEAST:
                yield block, seen
                break


def _count(seen: Seen) -> int:
    missing = sum(family in seen for family in _MISSING)
    exchange = any(family in seen for family in _EXCHANGE)
    if not missing or (missing < _LEAST_MISSING and not exchange):
        return 0
    about = any(family in seen for family in _ABOUT)
    return 2 * exchange + about + missing
