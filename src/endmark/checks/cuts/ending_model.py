"""How likely it is that a sentence ends after the last letters and words of a text.

The weights were learned from whole sentences; `benchmarks/endings/` holds the script, the list of the
texts, and what came out of it.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from endmark.checks.cuts.ending_features import iter_features

TABLE = Path(__file__).with_name("ending_weights.bin")
"""Signature, number of languages, an `ENTRY` for each, then the weights of each language as signed bytes, deflated."""

SIGNATURE = b"endings1"
ENTRY = struct.Struct("<2sBxffII")
"""Language, bits of an index, nats of one step, bias in nats, where the weights begin, and their length."""

MOST = 6.0
"""Nats either way. The trial texts are too few to tell one in 400 from one in 4,000."""


class EndingWeights(NamedTuple):
    """What was learned of one language: a weight for each hash of a feature, in steps of `step` nats."""

    weights: memoryview
    step: float
    bias: float


def judge_ending(text: str, language: str) -> float | None:
    """The log-odds, in nats, that a sentence ends where `text` ends; None for languages that nothing is known of.

    Above zero a sentence may well end here, as far as its words tell; below, it goes on. Whole endings and cuts at
    random places are taken to be equally common: add the log-odds that they have where the text stands. Full stops
    at the end are passed over, since the question is how the text would stand without them; a text without words is
    no evidence, 0. `language` is a BCP 47 primary subtag.
    """
    if language not in read_entries():
        return None
    # Encoded together, which is quicker; a line end stands in none of them.
    features = "\n".join(iter_features(text, language)).encode("utf-8", "surrogatepass")
    if not features:
        return 0.0
    weights, step, bias = load_weights(language)
    indices = map((len(weights) - 1).__and__, map(zlib.crc32, features.split(b"\n")))
    total = sum(map(weights.__getitem__, indices))
    return max(-MOST, min(MOST, bias + step * total))


def hash_feature(feature: str) -> int:
    """The number of a feature, the same in every process; its last bits are the index of its weight."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


@cache
def read_entries() -> dict[str, list[Any]]:
    """What the head of the table says of each language."""
    with TABLE.open("rb") as file:
        count = file.read(len(SIGNATURE) + 1)[-1]
        return {name.decode(): rest for name, *rest in ENTRY.iter_unpack(file.read(count * ENTRY.size))}


@cache
def load_weights(language: str) -> EndingWeights:
    """The weights of one language; those of the others stay packed."""
    bits, step, bias, start, length = read_entries()[language]
    with TABLE.open("rb") as file:
        file.seek(start)
        packed = file.read(length)
    return EndingWeights(memoryview(zlib.decompress(packed, bufsize=1 << bits)).cast("b"), step, bias)
