"""Tables of weights that were learned from text: how they are kept, and how they are asked.

`benchmarks/endings/` and `benchmarks/remarks/` hold the scripts, the lists of the texts, and what came out of them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

SIGNATURE = b"endings1"
ENTRY = struct.Struct("<2sBxffII")
"""Language, bits of an index, nats of one step, bias in nats, where the weights begin, and their length.

A table is a signature, the number of languages, an entry for each, then the weights of each as signed bytes. These
are deflated where they are shorter than that.
"""


class Weights(Struct, frozen=True):
    """What was learned of one language: a weight for each hash of a feature, in steps of `step` nats."""

    weights: memoryview
    step: float
    bias: float


def weigh_features(table: Path, features: Iterable[str], language: str, scale: float = 1.0) -> float | None:
    """The log-odds of a text with these features, in nats, by what a table says of its language.

    0 where it has none, None where the language is not in the table. What the features weigh together is multiplied
    by `scale`.
    """
    if language not in read_entries(table):
        return None
    # Encoded together, which is quicker; a line end stands in none of them.
    encoded = "\n".join(features).encode("utf-8", "surrogatepass")
    if not encoded:
        return 0.0
    learned = load_weights(table, language)
    indices = map((len(learned.weights) - 1).__and__, map(zlib.crc32, encoded.split(b"\n")))
    return learned.bias + scale * learned.step * sum(map(learned.weights.__getitem__, indices))


def hash_feature(feature: str) -> int:
    """The number of a feature, the same in every process; its last bits are the index of its weight."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


@cache
def read_entries(table: Path) -> dict[str, list[Any]]:
    """What the head of a table says of each language."""
    with table.open("rb") as file:
        count = file.read(len(SIGNATURE) + 1)[-1]
        return {name.decode(): rest for name, *rest in ENTRY.iter_unpack(file.read(count * ENTRY.size))}


@cache
def load_weights(table: Path, language: str) -> Weights:
    """The weights of one language; those of the others stay packed."""
    bits, step, bias, start, length = read_entries(table)[language]
    with table.open("rb") as file:
        file.seek(start)
        weights = file.read(length)
    if length < 1 << bits:
        weights = zlib.decompress(weights, bufsize=1 << bits)
    return Weights(memoryview(weights).cast("b"), step, bias)
