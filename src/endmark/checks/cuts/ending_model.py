"""How likely it is that a sentence ends after the last letters and words of a text.

The weights were learned from whole sentences; `benchmarks/endings/` holds the script, the list of the
texts, and what came out of it.
"""

from __future__ import annotations

from pathlib import Path

from endmark.checks.cuts.ending_features import iter_features
from endmark.checks.text.weight_table import weigh_features

TABLE = Path(__file__).with_name("ending_weights.bin")
MOST = 6.0
"""Nats either way. The trial texts are too few to tell one in 400 from one in 4,000."""


def judge_ending(text: str, language: str) -> float | None:
    """The log-odds, in nats, that a sentence ends where `text` ends; None for languages that nothing is known of.

    Above zero a sentence may well end here, as far as its words tell; below, it goes on. Whole endings and cuts at
    random places are taken to be equally common: add the log-odds that they have where the text stands. Full stops
    at the end are passed over, since the question is how the text would stand without them; a text without words is
    no evidence, 0. `language` is a BCP 47 primary subtag.
    """
    total = weigh_features(TABLE, iter_features(text, language), language)
    return None if total is None else max(-MOST, min(MOST, total))
