"""Near copies among the blocks of one document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

_ROUNDING = 1e-9
"""So that a tenth of ten is one."""


def near_copies(folded: Mapping[int, str], similarity: float) -> Iterator[tuple[int, int]]:
    """Pairs (copy, original) of texts at least `similarity` alike, each copy with its best match.

    `folded` maps block numbers to folded texts; the original has the lower
    number. Similarity is the normalized indel similarity (rapidfuzz's
    `fuzz.ratio` divided by 100). Levenshtein's distance never exceeds the indel
    distance, so it can rule out pairs, and with a cut-off is some twenty times
    cheaper.
    """
    by_length = sorted((len(text), number) for number, text in folded.items())
    lengths = [length for length, _ in by_length]
    texts = [folded[number] for _, number in by_length]
    best: dict[int, tuple[float, int]] = {}
    for place, (length, number) in enumerate(by_length):
        # Each pair is judged once, from its longer side.
        first = bisect_left(lengths, int(length * similarity / (2 - similarity) + _ROUNDING), hi=place)
        for position, score in _alike(texts[place], texts[first:place], similarity):
            original, copy = sorted((number, by_length[first + position][1]))
            best[copy] = max(best.get(copy, (0.0, 0)), (score, -original))
    for copy, (_, original) in sorted(best.items()):
        yield copy, -original


def _alike(text: str, others: Sequence[str], similarity: float) -> Iterator[tuple[int, float]]:
    """Which of `others`, none of them longer, are at least `similarity` like `text`, and how much."""
    if not others:
        return
    from rapidfuzz.distance import Indel, Levenshtein
    from rapidfuzz.process import extract_iter

    bound = int((1 - similarity) * 2 * len(text)) + 1
    for other, _, position in extract_iter(text, others, scorer=Levenshtein.distance, score_cutoff=bound):
        both = len(text) + len(other)
        most = int((1 - similarity) * both + _ROUNDING)
        distance = Indel.distance(text, other, score_cutoff=most)
        if distance <= most:
            yield position, 1 - distance / both
