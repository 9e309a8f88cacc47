"""Near copies among the blocks of one document."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any

from endmark.checks.text.folding import CJK
from endmark.checks.text.likeness import is_spared, may_be_alike

_ROUNDING = 1e-9
"""So that a tenth of ten is one."""

_IMPRECISION = 1e-4
"""By how much rapidfuzz may miss what lies just at a cut-off."""

_FEW = 4
"""Texts that are compared one by one."""

_ALL_COMPARED = 50_000
"""Texts of so many letters together are all compared with each other; of more, only those that share a passage."""

LONGEST_PARAGRAPH = 8_000
"""Letters from which a text is no paragraph any more: the time to compare two grows with the square of their length."""

_PASSAGE_LETTERS = 10
"""Letters that two texts must share somewhere to be compared."""

_MOST_PASSAGES = 8
"""Passages by which a text is remembered, spread over its length, so that some are left where much was changed."""

_MOST_HOLDERS = 16
"""Texts that are remembered for one passage: the earliest, which are the originals."""

_MOST_COMPARED = 12
"""Earlier texts that one is compared with: those that share most with it."""


def find_near_copies(folded: Mapping[int, str], similarity: float) -> Iterator[tuple[int, int]]:
    """Pairs (copy, original) of texts at least `similarity` alike, each copy with its best match.

    `folded` maps block numbers to folded texts; the original has the lower
    number. Similarity is the normalized indel similarity (rapidfuzz's
    `fuzz.ratio` divided by 100). In more text than an article has a pair can be
    missed that shares none of a sample of passages; the time is then in
    proportion to the number of texts.
    """
    texts = {number: text for number, text in folded.items() if len(text) < LONGEST_PARAGRAPH}
    best: dict[int, tuple[float, int]] = {}
    for number, others in _iter_promising(texts, similarity):
        for score, other in _find_alike(texts[number], others, texts, similarity):
            original, copy = (number, other) if number < other else (other, number)
            known = best.get(copy)
            if known is None or score > known[0] or (score == known[0] and original < known[1]):
                best[copy] = score, original
    for copy, (_, original) in sorted(best.items()):
        yield copy, original


def _iter_promising(texts: Mapping[int, str], similarity: float) -> Iterator[tuple[int, Sequence[int]]]:
    """Each text with those that may be like it; no pair comes twice."""
    neighbours = _iter_neighbours(texts, similarity)
    if not is_spared(texts.values()):
        yield from neighbours
        return
    for number, others in neighbours:
        text = texts[number]
        if alike := [other for other in others if may_be_alike(text, texts[other], similarity)]:
            yield number, alike


def _iter_neighbours(texts: Mapping[int, str], similarity: float) -> Iterator[tuple[int, Sequence[int]]]:
    """Each text with those to compare it with; no pair comes twice."""
    few = sum(map(len, texts.values())) <= _ALL_COMPARED
    return _iter_like_length(texts, similarity) if few else _iter_sharing_passages(texts)


def _iter_like_length(texts: Mapping[int, str], similarity: float) -> Iterator[tuple[int, Sequence[int]]]:
    by_length = sorted((len(text), number) for number, text in texts.items())
    lengths = [length for length, _ in by_length]
    numbers = [number for _, number in by_length]
    # Texts in an alphabet all have nearly the same characters.
    longest = texts[numbers[-1]] if numbers else ""
    has_cjk = not longest.isascii() and CJK.search(longest) is not None
    bits = [_fingerprint_characters(texts[number]) for number in numbers] if has_cjk else []
    for place, (length, number) in enumerate(by_length):
        # Each pair is judged once, from its longer side.
        first = bisect_left(lengths, int(length * similarity / (2 - similarity) + _ROUNDING), hi=place)
        others = numbers[first:place]
        if has_cjk:
            most, own = int((1 - similarity) * 2 * length + _ROUNDING), bits[place]
            nearby = zip(others, bits[first:place], strict=True)
            others = [other for other, has in nearby if (own ^ has).bit_count() <= most]
        if others:
            yield number, others


_BYTES = bytes(range(256))
_ZEROS = b"0" * 256
_DIGITS = b"".join(b"0" if byte == ord("0") else b"1" for byte in _BYTES)
"""The binary digit of each byte, once those that are missing have become a "0"."""


def _fingerprint_characters(text: str) -> int:
    """A set of bits, one for all characters whose code points end in the same byte.

    One letter more or less changes at most one of them, so two texts differ in
    at least as many letters as bits. No loop over the letters in Python.
    """
    missing = _BYTES.translate(None, text.encode("utf-32-le")[::4])
    return int(bytes.maketrans(missing, _ZEROS[: len(missing)]).translate(_DIGITS), 2)


def _iter_sharing_passages(texts: Mapping[int, str]) -> Iterator[tuple[int, Sequence[int]]]:
    """Each text with the earlier ones of whose passages it holds most, wherever they stand in it."""
    first: dict[str, int] = {}
    further: dict[str, list[int]] = {}
    everywhere = [slice(start, start + _PASSAGE_LETTERS) for start in range(LONGEST_PARAGRAPH)]
    for number, text in texts.items():
        windows = map(text.__getitem__, islice(everywhere, max(0, len(text) - _PASSAGE_LETTERS + 1)))
        known = list(filter(first.__contains__, windows))
        if known:
            shared = Counter(first[window] for window in known)
            shared.update(chain.from_iterable(further.get(window, ()) for window in known))
            yield number, [other for other, _ in shared.most_common(_MOST_COMPARED)]
        step = max(_PASSAGE_LETTERS, (len(text) - _PASSAGE_LETTERS) // _MOST_PASSAGES + 1)
        for start in range(0, len(text) - _PASSAGE_LETTERS + 1, step):
            passage = text[start : start + _PASSAGE_LETTERS]
            if first.setdefault(passage, number) != number:
                holders = further.setdefault(passage, [])
                if len(holders) < _MOST_HOLDERS:
                    holders.append(number)


@cache
def _load_rapidfuzz() -> tuple[Any, Any, Any]:
    """What measures and what searches; imported when there is something to compare, and asked for once."""
    from rapidfuzz.distance import Indel, Levenshtein
    from rapidfuzz.process import extract

    return Indel.normalized_similarity, Levenshtein.distance, extract


def _find_alike(
    text: str, others: Sequence[int], texts: Mapping[int, str], similarity: float
) -> list[tuple[float, int]]:
    """How much those of `others` are like `text` that are at least `similarity` like it.

    Levenshtein's distance never exceeds the indel distance, so it can rule out
    pairs, and with a cut-off is some twenty times cheaper.
    """
    similar, levenshtein, extract = _load_rapidfuzz()
    compared = [texts[number] for number in others]
    # One that is like it may be longer, but not more than this.
    bound = int((1 - similarity) * len(text) * 2 / similarity) + 1
    # Not `extract_iter`, of which each call leaves a cycle in memory.
    near = extract(text, compared, scorer=levenshtein, score_cutoff=bound, limit=None)
    if not near:
        return []
    numbers = [others[place] for _, _, place in near]
    judged = [other for other, _, _ in near]
    if len(near) <= _FEW:  # mostly one, and a search takes longer to begin than to compare it
        scores = [(similar(text, other), number) for other, number in zip(judged, numbers, strict=True)]
    else:
        found = extract(text, judged, scorer=similar, score_cutoff=similarity - _IMPRECISION, limit=None)
        scores = [(score, numbers[place]) for _, score, place in found]
    return [scored for scored in scores if scored[0] >= similarity - _ROUNDING]
