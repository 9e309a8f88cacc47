"""Trains the table of sentence endings; `benchmarks/endings/README.md` says how, and what came out."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from endings.collecting import LANGUAGES, collect
from endings.cutting import Example, Sentence, iter_examples, load_sentences
from endings.fitting import Model, fit, hash_texts
from endings.measuring import is_whole, measure, measure_sources
from endings.packing import pack_models, unpack_model
from endings.reporting import write_tables
from endings.styles import iter_styles
from endmark.checks.cuts.ending_features import iter_features
from endmark.checks.cuts.ending_model import TABLE

HERE = Path(__file__).parent / "endings"
REPORT = HERE / "report.json"
PAGE = HERE / "README.md"

_BITS = 19
"""Of the hash of a feature; half a million weights, nearly all of them zero."""

_LEAST_STEPS = 2
"""Of a weight: those of one step are a fifth of all, and a sixth of the size of the table."""

_CUTS = 5
_MOST_TRIED = 3_000
"""Sentences of each held-out source."""


def train(sentences: Path, table: Path, report: Path, languages: Sequence[str]) -> None:
    """Train languages, write the table and what it was found to do; the others stay as they are."""
    figures: dict[str, Any] = {}
    models: dict[str, Model] = {}
    for language in LANGUAGES:
        if language in languages:
            models[language], figures[language] = train_language(sentences, language)
            print(language, json.dumps(figures[language]["turns"]), flush=True)
        else:
            models[language] = unpack_model(TABLE, language)
            figures[language] = json.loads(report.read_text(encoding="utf-8"))["languages"][language]
    packed = pack_models(models)
    table.write_bytes(packed)
    facts = {"sha256": hashlib.sha256(packed).hexdigest(), "bytes": len(packed), "languages": figures}
    report.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def train_language(folder: Path, language: str) -> tuple[Model, dict[str, Any]]:
    """The model of a language, and its figures: each source held out in turn, and those that always are."""
    sentences = load_sentences(folder, language)
    trained = iter_styles((sentence for sentence in sentences if sentence.role == "train"), language, seed=4)
    examples = list(iter_examples(trained, language, cuts=_CUTS, seed=1))
    sources = [example.source for example in examples]
    model, unseen = fit(_hash(examples, language), is_whole(examples), sources, least_steps=_LEAST_STEPS)
    tried = list(iter_examples(_sample_held_out(sentences), language, cuts=2, seed=2))
    scores = model.score(_hash(tried, language))
    return model, {
        "sentences": sum(example.cut is None for example in examples),
        "weights": int((model.weights != 0).sum()),
        "turns": measure(examples, unseen),
        "held_out": dict(measure_sources(tried, scores)),
    }


def _hash(examples: Sequence[Example], language: str) -> Any:
    return hash_texts((iter_features(example.text, language) for example in examples), _BITS)


def _sample_held_out(sentences: list[Sentence]) -> list[Sentence]:
    rng = random.Random(3)  # noqa: S311
    held_out = [sentence for sentence in sentences if sentence.role == "held-out"]
    chosen: list[Sentence] = []
    for source in sorted({sentence.source for sentence in held_out}):
        ours = [sentence for sentence in held_out if sentence.source == source]
        chosen += rng.sample(ours, min(len(ours), _MOST_TRIED))
    return chosen


def main() -> None:
    """Run one of the three steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    step = steps.add_parser("collect", help="sentences from the unpacked sources")
    step.add_argument("unpacked", type=Path)
    step.add_argument("sentences", type=Path)
    step = steps.add_parser("train", help="the table and its figures")
    step.add_argument("sentences", type=Path)
    step.add_argument("languages", nargs="*", default=LANGUAGES, help="all, unless some are named")
    step.add_argument("--table", type=Path, default=TABLE)
    step.add_argument("--report", type=Path, default=REPORT)
    steps.add_parser("report", help="the figures into the page")
    arguments = parser.parse_args()
    if arguments.step == "collect":
        collect(arguments.unpacked, arguments.sentences)
    elif arguments.step == "train":
        train(arguments.sentences, arguments.table, arguments.report, arguments.languages)
    else:
        write_tables(REPORT, PAGE)


if __name__ == "__main__":
    main()
