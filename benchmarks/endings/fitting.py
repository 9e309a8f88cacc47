"""Weights from examples: logistic regression on hashed features, calibrated on sources it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from endmark.checks.text.weight_table import hash_feature

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


def hash_texts(texts: Iterable[Iterable[str]], bits: int) -> Any:
    """A sparse row for the features of each text, hashed to so many bits as the package does."""
    indices: list[int] = []
    ends = [0]
    mask = (1 << bits) - 1
    for features in texts:
        indices.extend(hash_feature(feature) & mask for feature in features)
        ends.append(len(indices))
    ones = np.ones(len(indices), dtype=np.float32)
    matrix = csr_matrix((ones, np.array(indices, dtype=np.int32), np.array(ends)), shape=(len(ends) - 1, 1 << bits))
    matrix.sum_duplicates()
    return matrix


def fit(
    matrix: Any, target: Any, sources: Sequence[str], *, least_scale: float = 0.0, least_steps: int = 1
) -> tuple[Model, Any]:
    """A calibrated model, and the log-odds of the examples, each by a model that did not see its source.

    The scale comes from those, too: what a regression says of texts like its own is too sure for others. It is at
    least `least_scale`, where the largest source holds nearly all there is. Weights of fewer than `least_steps` are
    left out.
    """
    folds = _part_sources(sources)
    unseen = np.zeros(len(target))
    for fold in sorted(set(folds)):
        weights, bias = _fit_weights(matrix[folds != fold], target[folds != fold])
        unseen[folds == fold] = matrix[folds == fold] @ weights + bias
    scale, offset = _fit_scale(unseen, target)
    scale = max(scale, least_scale)
    weights, bias = _fit_weights(matrix, target)
    steps = np.clip(np.rint(weights * scale / STEP), -_LARGEST, _LARGEST).astype(np.int8)
    steps[np.abs(steps) < least_steps] = 0
    return Model(steps, STEP, bias * scale + offset), unseen * scale + offset


def _part_sources(sources: Sequence[str]) -> Any:
    """A fold for each example: the largest source goes where there is least."""
    sizes = Counter(sources)
    filled = [0] * _FOLDS
    fold_of: dict[str, int] = {}
    for source, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[source] = filled.index(min(filled))
        filled[fold_of[source]] += size
    return np.array([fold_of[source] for source in sources])


def _fit_weights(matrix: Any, target: Any) -> tuple[Any, float]:
    counts = np.asarray(matrix.sum(axis=0)).ravel()
    kept = np.nonzero(counts >= _LEAST_COUNT)[0]
    regression = LogisticRegression(
        C=_STRENGTH, l1_ratio=1, solver="liblinear", class_weight="balanced", tol=0.003, random_state=0
    )
    regression.fit(matrix[:, kept], target)
    weights = np.zeros(matrix.shape[1])
    weights[kept] = regression.coef_[0]
    return weights, float(regression.intercept_[0])


def _fit_scale(scores: Any, target: Any) -> tuple[float, float]:
    regression = LogisticRegression(C=1e6, class_weight="balanced")
    regression.fit(scores.reshape(-1, 1), target)
    return float(regression.coef_[0][0]), float(regression.intercept_[0])
