"""How likely it is that a text is said to whoever had an article made, rather than to its readers.

The weights were learned from both; `benchmarks/remarks/` holds the script, the texts and what came out of it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from endmark.checks.leftovers.remark_features import compute_scale, list_remark, list_word, list_words
from endmark.checks.leftovers.remarks import LONGEST, RemarkPlace
from endmark.checks.text.weight_table import hash_feature, load_weights, weigh_features
from endmark.document.remembering import remember_short

TABLE = Path(__file__).with_name("remark_weights.bin")
ALL_LANGUAGES = "--"
"""What the table calls them: it has one model for all, so that languages that are kin learn from each other."""


_UNSEEN = 4.0
"""Nats that pairs of words and the shape of a text add to its words: of 1,600 remarks two in a hundred have more, and
of published paragraphs six in a hundred are looked at more closely."""

_GRAMS_A_PAIR = 3
"""Of two, three and four letters there are as many; the longer ones say much the same."""


def judge_remark(text: str, place: RemarkPlace, without: frozenset[str] = frozenset()) -> float:
    """The log-odds, in nats, that a text is a remark; words whose stems are `without` count for nothing.

    They are those of the texts it learned from, where remarks are far more common than in articles: what they are
    worth is the share of published texts above a value, see `Options` of `said-to-the-editor`.
    """
    return _judge(text, place, without)


def may_be_remark(text: str, least: float) -> bool:
    """Whether the single words of a text leave it possible that its log-odds are `least`: a quick look.

    Most paragraphs are none by far, and most of their words were met before.
    """
    words, pairs = list_words(text)
    known = list(map(_weigh_word, words))
    count = sum(count for count, _ in known) + len(words) + _GRAMS_A_PAIR * len(pairs)
    weight = sum(weight for _, weight in known) + _GRAMS_A_PAIR * sum(map(_weigh_pair, pairs))
    learned = load_weights(TABLE, ALL_LANGUAGES)
    return learned.bias + compute_scale(count) * learned.step * weight >= least - _UNSEEN


@lru_cache(maxsize=2048)
def _weigh_word(word: str) -> tuple[int, int]:
    """How many features one word has, and what they weigh, in steps."""
    features = list_word(word)
    return len(features), sum(map(_weigh, features))


@lru_cache(maxsize=2048)
def _weigh_pair(pair: str) -> int:
    return _weigh(f"l{pair}")


def _weigh(feature: str) -> int:
    weights = load_weights(TABLE, ALL_LANGUAGES).weights
    return weights[hash_feature(feature) & len(weights) - 1]


@remember_short(longest=LONGEST, kept=100)  # after each edit, and each step of a repair, nearly all texts are the same
def _judge(text: str, place: RemarkPlace, without: frozenset[str]) -> float:
    features = known = list_remark(text, place)
    if without:
        known = list_remark(text, place, without)  # the scale stays that of the whole text
    return weigh_features(TABLE, known, ALL_LANGUAGES, compute_scale(len(features))) or 0.0
