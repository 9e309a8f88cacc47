"""How well log-odds tell cuts from whole endings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from endings.cutting import Example

LOST = 0.05
"""Whole endings that may be taken for cuts, where recall is measured."""

_SURE = -2.0
_LEAST_WHOLE = 50
_BINS = 10


def is_whole(examples: Sequence[Example]) -> Any:
    """1 for each whole ending, 0 for each cut."""
    return np.array([example.cut is None for example in examples], dtype=np.int8)


def measure(examples: Sequence[Example], scores: Any) -> dict[str, float | int]:
    """Figures for some examples; a cut after a comma is not counted, since the comma tells it.

    `recall` is the share of cuts below the log-odds that LOST of the whole endings are below. `calibration_error` is
    the mean difference between what is said and what is so, in ten bins of the probability, both classes weighing the
    same. `cuts_below` and `whole_below` are the shares under -2 nats.
    """
    cuts = np.array([example.cut or "" for example in examples])
    counted = cuts != "after-comma"
    scores, cuts = np.clip(scores[counted], -6, 6), cuts[counted]
    whole = cuts == ""
    threshold = np.quantile(scores[whole], LOST)
    figures: dict[str, float | int] = {
        "whole": int(whole.sum()),
        "cuts": int((~whole).sum()),
        "recall": _share(scores[~whole] < threshold),
    }
    for kind in ("between-words", "inside-word"):
        if (cuts == kind).any():
            figures[f"recall_{kind.replace('-', '_')}"] = _share(scores[cuts == kind] < threshold)
    figures["cuts_below"] = _share(scores[~whole] < _SURE)
    figures["whole_below"] = _share(scores[whole] < _SURE)
    figures["calibration_error"] = _find_calibration_error(scores, whole)
    return figures


def measure_sources(examples: Sequence[Example], scores: Any) -> Iterator[tuple[str, dict[str, float | int]]]:
    """The same for each source with enough whole endings."""
    sources = np.array([example.source for example in examples])
    whole = is_whole(examples) == 1
    for source in sorted(set(sources)):
        chosen = sources == source
        if (chosen & whole).sum() >= _LEAST_WHOLE:
            yield source, measure([example for example in examples if example.source == source], scores[chosen])


def _share(chosen: Any) -> float:
    return round(float(chosen.mean()), 3)


def _find_calibration_error(scores: Any, whole: Any) -> float:
    weights = np.where(whole, 0.5 / whole.sum(), 0.5 / (~whole).sum())
    said = 1 / (1 + np.exp(-scores))
    bins = np.minimum((said * _BINS).astype(int), _BINS - 1)
    return round(sum(abs(float((weights * (whole - said))[bins == index].sum())) for index in range(_BINS)), 3)
