"""How likely it is that a text is said to whoever had an article made, rather than to its readers.

The weights were learned from both; `benchmarks/remarks/` holds the script, the texts and what came out of it.
"""

from __future__ import annotations

from pathlib import Path

from endmark.checks.leftovers.remark_features import compute_scale, list_remark
from endmark.checks.leftovers.remarks import LONGEST, RemarkPlace
from endmark.checks.text.weight_table import weigh_features
from endmark.document.remembering import remember_short

TABLE = Path(__file__).with_name("remark_weights.bin")
ALL_LANGUAGES = "--"
"""What the table calls them: it has one model for all, so that languages that are kin learn from each other."""


def judge_remark(text: str, place: RemarkPlace, without: frozenset[str] = frozenset()) -> float:
    """The log-odds, in nats, that a text is a remark; words whose stems are `without` count for nothing.

    They are those of the texts it learned from, where remarks are far more common than in articles: what they are
    worth is the share of published texts above a value, see `Options` of `said-to-the-editor`.
    """
    return _judge(text, place, without)


@remember_short(longest=LONGEST, kept=100)  # after each edit, and each step of a repair, nearly all texts are the same
def _judge(text: str, place: RemarkPlace, without: frozenset[str]) -> float:
    features = known = list_remark(text, place)
    if without:
        known = list_remark(text, place, without)  # the scale stays that of the whole text
    return weigh_features(TABLE, known, ALL_LANGUAGES, compute_scale(len(features))) or 0.0
