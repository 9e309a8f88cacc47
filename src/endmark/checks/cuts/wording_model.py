"""How likely it is that a text is worded as sentences are, cut or whole, rather than as headings are.

The weights were learned from both; `benchmarks/endings/` holds the script, the list of the texts, and what
came out of it.
"""

from __future__ import annotations

from pathlib import Path

from endmark.checks.cuts.wording_features import list_wording
from endmark.checks.text.weight_table import weigh_features

TABLE = Path(__file__).with_name("wording_weights.bin")
MOST = 6.0
"""Nats either way, as in the table of endings."""


def judge_wording(text: str, language: str) -> float | None:
    """The log-odds, in nats, that a text is the beginning of a sentence; None for languages that nothing is known of.

    Below zero it is rather a heading. Both are taken to be equally common. How it ends counts little: that is what
    `judge_ending` is for. `language` is a BCP 47 primary subtag.
    """
    total = weigh_features(TABLE, list_wording(text, language), language)
    return None if total is None else max(-MOST, min(MOST, total))
