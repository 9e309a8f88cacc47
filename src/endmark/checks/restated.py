"""Whether a sentence is said again in nearly the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from endmark.checks.folding import fold
from endmark.document.blocks import Block
from endmark.document.sentences import sentences

_SIMILARITY = 85
"""Of a hundred letters, so many must two sentences share for one to stand for the other (rapidfuzz's `fuzz.ratio`)."""

_SIMILARITY_OF_PART = 90
"""The same for a sentence that stands in a longer one (`fuzz.partial_ratio`)."""

_LEAST_PART = 16
"""Letters from which a sentence can be recognised in a longer one."""

_NUMBER = re.compile(r"\d+")


def restated(folded: str, others: Sequence[str]) -> int | None:
    """The number of the folded sentence among `others` that comes nearest, when it is near enough to stand for it.

    It must name the same numbers: of two that differ, one is wrong, and only an
    editor knows which.
    """
    from rapidfuzz import fuzz, process

    numbers = _NUMBER.findall(folded)
    candidates = [other if _NUMBER.findall(other) == numbers else None for other in others]
    best = process.extractOne(folded, candidates, scorer=fuzz.ratio, score_cutoff=_SIMILARITY)
    if best is None and len(folded) >= _LEAST_PART:
        longer = [other if other is not None and len(other) >= len(folded) else None for other in candidates]
        best = process.extractOne(folded, longer, scorer=fuzz.partial_ratio, score_cutoff=_SIMILARITY_OF_PART)
    return best[2] if best is not None else None


def is_restated(block: Block, other: Block) -> bool:
    """Whether another block says every sentence of a block, word for word or nearly so."""
    whole = fold(other.text.content)
    said = [fold(text) for text in sentences_of(other)]
    folded = (fold(text) for text in sentences_of(block))
    return all(text in whole or restated(text, said) is not None for text in folded)


def sentences_of(block: Block) -> Sequence[str]:
    """The sentences a reader sees in a block."""
    content = block.text.content
    return [content[start:end] for start, end in sentences(content)]
