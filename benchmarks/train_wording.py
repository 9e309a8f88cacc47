"""Trains the table of wordings on what `train_endings.py collect` wrote; `benchmarks/endings/README.md` says how."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from endings.collecting import LANGUAGES
from endings.fitting import Model, fit, hash_texts
from endings.packing import pack_models
from endings.wording import Wording, iter_wordings
from endmark.checks.cuts.wording_features import list_wording
from endmark.checks.cuts.wording_model import TABLE

REPORT = Path(__file__).parent / "endings" / "wording.json"
_TOLD_BY_ENDS = frozenset({"ko"})
"""Languages whose headings are told from sentences by their ends alone, if at all."""

_BITS = 18
_LEAST_SCALE = 0.4
"""Of what a regression says, what texts of other sources are worth: that of most languages is larger."""

_LOST = 0.05
"""Sentences that may be taken for headings, where it is measured how many of these are told."""

_SURE = 2.0
_FEWEST_TRIED = 50


def train(folder: Path, table: Path, report: Path) -> None:
    """Train all languages that may be, and write the table and what it was found to do."""
    models: dict[str, Model] = {}
    figures: dict[str, Any] = {}
    for language in (language for language in LANGUAGES if language not in _TOLD_BY_ENDS):
        wordings = list(iter_wordings(folder, language, seed=5))
        models[language], figures[language] = _train_language(wordings, language)
        print(language, json.dumps(figures[language]), flush=True)
    packed = pack_models(models)
    table.write_bytes(packed)
    facts = {"sha256": hashlib.sha256(packed).hexdigest(), "bytes": len(packed), "languages": figures}
    report.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _train_language(wordings: Sequence[Wording], language: str) -> tuple[Model, dict[str, Any]]:
    trained = [one for one in wordings if one.role == "train"]
    tried = [one for one in wordings if one.role != "train"]
    target = _is_sentence(trained)
    model, unseen = fit(_hash(trained, language), target, [one.source for one in trained], least_scale=_LEAST_SCALE)
    figures: dict[str, Any] = {"weights": int((model.weights != 0).sum()), "turns": _measure(unseen, target)}
    if (_is_sentence(tried) == 0).sum() >= _FEWEST_TRIED:
        figures["held_out"] = _measure(model.score(_hash(tried, language)), _is_sentence(tried))
    return model, figures


def _hash(wordings: Sequence[Wording], language: str) -> Any:
    return hash_texts((list_wording(one.text, language) for one in wordings), _BITS)


def _is_sentence(wordings: Sequence[Wording]) -> Any:
    return np.array([one.sentence for one in wordings], dtype=np.int8)


def _measure(scores: Any, target: Any) -> dict[str, float | int]:
    """How many there are, how many headings are told at the price of some sentences, and who is surely a sentence."""
    sentences, headings = scores[target == 1], scores[target == 0]
    return {
        "sentences": len(sentences),
        "headings": len(headings),
        "headings_told": round(float((headings < np.quantile(sentences, _LOST)).mean()), 3),
        "sentences_sure": round(float((sentences > _SURE).mean()), 3),
        "headings_sure": round(float((headings > _SURE).mean()), 3),
    }


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--report", type=Path, default=REPORT)
    arguments = parser.parse_args()
    train(arguments.sentences, arguments.table, arguments.report)


if __name__ == "__main__":
    main()
