"""A text → a few keys, of which alike texts have one in common."""

from __future__ import annotations

from collections.abc import Iterator

_GRAM = 4
"""Letters of a piece of text; alike texts have most of their pieces in common."""

_BANDS, _ROWS = 20, 3
"""Keys, and values of the sketch in each. Of texts that have four fifths of all their pieces in common, one pair in two
million shares no key, and with half of them one in fifteen; with a tenth, one in fifty shares one by chance."""

_LONGEST = 20_000
"""Letters that are looked at: no paragraph is so long but by mistake."""

_PRIME = 0x100000001B3
_SIGN = 1 << 63
_ALL = (1 << 64) - 1


def sketch_text(folded: str) -> tuple[int, ...]:
    """Signed keys of 64 bits for a folded text, which depend on nothing else.

    They are the bands of a MinHash of its pieces of four letters: whether texts are
    alike that share one is to be proven.
    """
    from rensa import RMinHash

    text = folded[:_LONGEST]
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=1)
    sketch.update([text[start : start + _GRAM] for start in range(max(1, len(text) - _GRAM + 1))])
    return tuple(_make_keys(sketch.digest()))


def _make_keys(values: list[int]) -> Iterator[int]:
    for band in range(_BANDS):
        key = band + 1
        for value in values[band * _ROWS : (band + 1) * _ROWS]:
            key = (key ^ value) * _PRIME & _ALL
            key ^= key >> 29
        yield key - _SIGN
