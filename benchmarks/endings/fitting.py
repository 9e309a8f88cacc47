"""Weights from examples: logistic regression on hashed features, calibrated on sources it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from endings.cutting import Example
from endmark.checks.cuts.ending_features import iter_features
from endmark.checks.cuts.ending_model import hash_feature

BITS = 19
"""Of the hash of a feature; half a million weights, nearly all of them zero."""

STEP = 0.1
"""Nats that the weights are rounded to."""

_LARGEST = 127
_STRENGTH = 1.0
"""C of the regression; 0.3 to 3 make no difference of more than a few in a hundred."""

_LEAST_COUNT = 3
_FOLDS = 3


@dataclass(frozen=True)
class Model:
    """Weights in steps of `step` nats for each hash, and what is added to their sum, in nats."""

    weights: Any
    step: float
    bias: float

    def score(self, matrix: Any) -> Any:
        """The log-odds of each row, in nats."""
        return self.step * (matrix @ self.weights.astype(np.float64)) + self.bias


def hash_examples(examples: Sequence[Example], language: str) -> Any:
    """A sparse row for each example, as the package hashes its features."""
    indices: list[int] = []
    ends = [0]
    mask = (1 << BITS) - 1
    for example in examples:
        features = iter_features(example.text, language)
        indices.extend(hash_feature(feature) & mask for feature in features)
        ends.append(len(indices))
    ones = np.ones(len(indices), dtype=np.float32)
    matrix = csr_matrix((ones, np.array(indices, dtype=np.int32), np.array(ends)), shape=(len(examples), 1 << BITS))
    matrix.sum_duplicates()
    return matrix


def is_whole(examples: Sequence[Example]) -> Any:
    """1 for each whole ending, 0 for each cut."""
    return np.array([example.cut is None for example in examples], dtype=np.int8)


def fit(examples: Sequence[Example], matrix: Any) -> tuple[Model, Any]:
    """A calibrated model, and the log-odds of the examples, each by a model that did not see its source.

    The scale comes from those, too: what a regression says of texts like its own is too sure for others.
    """
    whole = is_whole(examples)
    folds = _part_sources(examples)
    unseen = np.zeros(len(examples))
    for fold in range(_FOLDS):
        weights, bias = _fit_weights(matrix[folds != fold], whole[folds != fold])
        unseen[folds == fold] = matrix[folds == fold] @ weights + bias
    scale, offset = _fit_scale(unseen, whole)
    weights, bias = _fit_weights(matrix, whole)
    steps = np.clip(np.rint(weights * scale / STEP), -_LARGEST, _LARGEST).astype(np.int8)
    return Model(steps, STEP, bias * scale + offset), unseen * scale + offset


def _part_sources(examples: Sequence[Example]) -> Any:
    """A fold for each example: the largest source goes where there is least."""
    sizes = Counter(example.source for example in examples)
    filled = [0] * _FOLDS
    fold_of: dict[str, int] = {}
    for source, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[source] = filled.index(min(filled))
        filled[fold_of[source]] += size
    return np.array([fold_of[example.source] for example in examples])


def _fit_weights(matrix: Any, whole: Any) -> tuple[Any, float]:
    counts = np.asarray(matrix.sum(axis=0)).ravel()
    kept = np.nonzero(counts >= _LEAST_COUNT)[0]
    regression = LogisticRegression(
        C=_STRENGTH, l1_ratio=1, solver="liblinear", class_weight="balanced", tol=0.003, random_state=0
    )
    regression.fit(matrix[:, kept], whole)
    weights = np.zeros(1 << BITS)
    weights[kept] = regression.coef_[0]
    return weights, float(regression.intercept_[0])


def _fit_scale(scores: Any, whole: Any) -> tuple[float, float]:
    regression = LogisticRegression(C=1e6, class_weight="balanced")
    regression.fit(scores.reshape(-1, 1), whole)
    return float(regression.coef_[0][0]), float(regression.intercept_[0])
