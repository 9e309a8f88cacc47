"""Models → the table that the package reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from zopfli.zlib import compress

from endings.fitting import Model
from endmark.checks.text.weight_table import ENTRY, SIGNATURE, load_weights


def pack_models(models: Mapping[str, Model]) -> bytes:
    """The table: a signature, how many languages, an entry for each, and their weights, each packed alone.

    Zopfli writes what zlib reads, a tenth smaller.
    """
    packed = {language: compress(model.weights.tobytes()) for language, model in sorted(models.items())}
    start = len(SIGNATURE) + 1 + len(packed) * ENTRY.size
    head = [SIGNATURE, bytes([len(packed)])]
    for language, weights in packed.items():
        model = models[language]
        bits = len(model.weights).bit_length() - 1
        head.append(ENTRY.pack(language.encode(), bits, model.step, model.bias, start, len(weights)))
        start += len(weights)
    return b"".join([*head, *packed.values()])


def unpack_model(table: Path, language: str) -> Model:
    """The model of a language as a table of the package has it."""
    found = load_weights(table, language)
    return Model(np.frombuffer(found.weights, dtype=np.int8), found.step, found.bias)
