"""Trains the table of remarks; `benchmarks/remarks/README.md` says how, and on what."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import diags
from sklearn.linear_model import LogisticRegression

from endings.fitting import Model, hash_texts
from endings.packing import pack_models
from endmark.checks.leftovers.remark_features import compute_scale, list_remark
from endmark.checks.leftovers.remark_model import ALL_LANGUAGES, TABLE
from remarks.examples import Example, iter_composed, iter_of_rules, iter_written
from remarks.notions import pack_notions
from remarks.published import Published, iter_published

REPORT = Path(__file__).parent / "remarks" / "report.json"
_BITS = 18
"""Of the index of a weight: with 17 one remark in five more is missed, with 19 none is found in addition."""

_STRENGTH = 1.0
"""C of the regression; 0.3 to 3 find as many, within three in a hundred."""

_TOLERANCE = 0.01
"""When the regression ends: ten times as much finds the same."""

_MOST_INSIDE = 8
"""Paragraphs within a published document that are learned from; all of those that are only tried are tried."""

_LEAST_COUNT = 2
_STEP, _LEAST_STEPS, _LARGEST = 0.01, 4, 127
"""Nats of one step; smaller weights are left out, which costs nothing that was seen and a third of the table."""

_WEIGHTS = {"texts": 2.0, "frames": 2.0, "rules": 0.7, "look-alikes": 1.0, "published": 1.0}
_OF_LOTS = 2.0
"""What one example counts for: examples of rules are many and alike."""

_PARTS = 5
"""Of the languages, each left out in turn."""

_RATES = (0.02, 0.05, 0.1)
"""False findings for 1,000 blocks."""


class _Data(NamedTuple):
    """All examples as rows, with what is known of each."""

    matrix: Any
    said: Any
    weights: Any
    hands: Any
    languages: Any
    articles: Any
    learned: Any
    inside: Any


def train(folders: Sequence[Path], table: Path, report: Path) -> None:
    """Train on all hands, and write the table and what those are worth that leave one out."""
    pack_notions()
    written = [*iter_written(), *iter_composed(), *iter_of_rules()]
    published = list(iter_published(folders))
    data = _make_rows(list(dict.fromkeys(written)), published)
    blocks = sum(one.blocks for one in published if not one.learned)
    figures: dict[str, Any] = {
        "published": {
            "learned": sum(one.learned for one in published),
            "tried": sum(not one.learned for one in published),
            "blocks_tried": blocks,
        },
        "hands": {},
        "languages": {},
    }
    for hand in sorted({hand for hand in data.hands if hand.startswith("lot")}):
        figures["hands"][hand] = _leave_out(data, data.hands == hand, blocks)
        print(hand, json.dumps(figures["hands"][hand]), flush=True)
    of_lots = np.array([hand.startswith("lot") for hand in data.hands])
    languages = sorted(set(data.languages[of_lots & data.said]))
    for part in range(_PARTS):
        chosen = languages[part::_PARTS]
        left_out = np.isin(data.languages, chosen) & (data.hands != "published")
        figures["languages"][" ".join(chosen)] = _leave_out(data, left_out, blocks, tried=left_out & of_lots)
    model = _fit(data, data.learned)
    figures["thresholds"] = _find_thresholds(data, model.score(data.matrix), blocks)
    packed = pack_models({ALL_LANGUAGES: model}, deflated=False)
    table.write_bytes(packed)
    figures = {"sha256": hashlib.sha256(packed).hexdigest(), "bytes": len(packed), **figures}
    report.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(len(packed), figures["thresholds"])


def _make_rows(written: Sequence[Example], published: Sequence[Published]) -> _Data:
    rows = [(one.text, one.place, one.said, one.hand, one.language, True, one.article) for one in written]
    seen = set()
    for document in published:
        inside = [one for one in document.texts if one[1] == "inside"]
        others = [one for one in document.texts if one[1] != "inside"]
        if document.learned:
            inside = inside[:: -(-len(inside) // _MOST_INSIDE) or 1]
        for text, place, _ in (*others, *inside):
            if (text, place) not in seen:
                seen.add((text, place))
                rows.append((text, place, False, "published", document.language, document.learned, ""))
    hands = np.array([row[3] for row in rows])
    features = [list_remark(text, place) for text, place, *_ in rows]
    scales = diags([compute_scale(len(one)) for one in features])
    return _Data(
        (scales @ hash_texts(features, _BITS)).tocsr(),
        np.array([row[2] for row in rows]),
        np.array([_WEIGHTS.get(hand, _OF_LOTS) for hand in hands]),
        hands,
        np.array([row[4] for row in rows]),
        np.array([f"{row[3]} {row[6]}" for row in rows]),
        np.array([row[5] for row in rows]),
        np.array([row[1] == "inside" for row in rows]),
    )


def _leave_out(data: _Data, left_out: Any, blocks: int, tried: Any = None) -> dict[str, Any]:
    """In how many articles a model finds remarks that it never saw, and takes others for some, at each rate."""
    scores = _fit(data, data.learned & ~left_out).score(data.matrix)
    tried = left_out if tried is None else tried
    said, others = tried & data.said, tried & ~data.said
    found = {}
    for rate, (least, least_inside) in _find_thresholds(data, scores, blocks).items():
        likely = scores >= np.where(data.inside, least_inside, least)
        # The lists say of each text where it stands; most of those that stand at an end may stand within, too.
        found[rate] = [len(set(data.articles[kind & likely & ~data.inside])) for kind in (said, others)]
    return {"articles": len(set(data.articles[said])), "look_alikes": len(set(data.articles[others])), "found": found}


def _find_thresholds(data: _Data, scores: Any, blocks: int) -> dict[str, tuple[float, float]]:
    """The log-odds above which no more published texts are than a rate allows, of those that were not learned.

    The first is that of texts at the edges and notes, the second that of paragraphs within.
    """
    tried = (data.hands == "published") & ~data.learned
    kinds = [np.sort(scores[tried & kind])[::-1] for kind in (~data.inside, data.inside)]
    first, second = ([round(float(kind[int(rate * blocks / 1000)]), 2) for rate in _RATES] for kind in kinds)
    return {str(rate): both for rate, both in zip(_RATES, zip(first, second, strict=True), strict=True)}


def _fit(data: _Data, chosen: Any) -> Model:
    counts = np.asarray((data.matrix[chosen] > 0).sum(axis=0)).ravel()
    kept = np.nonzero(counts >= _LEAST_COUNT)[0]
    regression = LogisticRegression(
        C=_STRENGTH, l1_ratio=0, solver="liblinear", dual=True, tol=_TOLERANCE, random_state=0
    )
    regression.fit(data.matrix[chosen][:, kept], data.said[chosen], sample_weight=data.weights[chosen])
    steps = np.zeros(data.matrix.shape[1], dtype=np.int8)
    steps[kept] = np.clip(np.rint(regression.coef_[0] / _STEP), -_LARGEST, _LARGEST)
    steps[np.abs(steps.astype(np.int16)) < _LEAST_STEPS] = 0
    return Model(steps, _STEP, float(regression.intercept_[0]))


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="published documents")
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--report", type=Path, default=REPORT)
    arguments = parser.parse_args()
    train(arguments.folders, arguments.table, arguments.report)


if __name__ == "__main__":
    main()
