"""How likely it is that a text is said to whoever had an article made, rather than to its readers.

The weights were learned from both; `benchmarks/remarks/` holds the script, the texts and what came out of it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import starmap
from pathlib import Path

from msgspec import Struct

from endmark.checks.leftovers.remark_features import compute_scale, join_notions, list_remark, list_word, list_words
from endmark.checks.leftovers.remark_notions import list_notions, list_notions_of_runs, pair_notions
from endmark.checks.leftovers.remarks import LONGEST, RemarkPlace
from endmark.checks.text.weight_table import Weights, hash_feature, load_weights, weigh_features
from endmark.document.remembering import remember_short

TABLE = Path(__file__).with_name("remark_weights.bin")
ALL_LANGUAGES = "--"
"""What the table calls them: it has one model for all, so that languages that are kin learn from each other."""


_UNSEEN, _UNSEEN_LETTERS = 2.3, 5.3
"""Nats that pairs of words and the shape of a text add to its words, or longer runs of letters to pairs of them where
no spaces part the words: of 3,400 remarks two in a hundred have more, and of published paragraphs three to five in a
hundred are looked at more closely."""

_OF_NOTIONS = 3.0
"""Nats that pairs of notions add to words: of 7,500 remarks two in a hundred have more."""

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
    of_words = list(map(_weigh_word, words))
    count = sum([known.count for known in of_words]) + len(words) + _GRAMS_A_PAIR * len(pairs)
    weight = sum([known.weight for known in of_words]) + _GRAMS_A_PAIR * sum(map(_weigh_pair, pairs))
    learned = _load()
    enough = least - (_UNSEEN_LETTERS if pairs else _UNSEEN) - learned.bias
    if compute_scale(count) * learned.step * weight < enough - _OF_NOTIONS:
        return False
    notions = {notion for known in of_words for notion in known.notions}
    together = pair_notions(notions | list_notions_of_runs(pairs))
    count += len(together)
    weight += sum(starmap(_weigh_together, together))
    return compute_scale(count) * learned.step * weight >= enough


class _Word(Struct, frozen=True):
    """How many features a word has, what they weigh, in steps, and its notions."""

    count: int
    weight: int
    notions: tuple[str, ...]


@lru_cache(maxsize=2048)
def _weigh_word(word: str) -> _Word:
    features = list_word(word)
    return _Word(len(features), sum(map(_weigh, features)), list_notions(word))


@lru_cache(maxsize=4096)
def _weigh_pair(pair: str) -> int:
    return _weigh(f"l{pair}")


@lru_cache(maxsize=2048)
def _weigh_together(one: str, other: str) -> int:
    return _weigh(join_notions(one, other))


def _weigh(feature: str) -> int:
    weights = _load().weights
    return weights[hash_feature(feature) & len(weights) - 1]


@cache
def _load() -> Weights:
    return load_weights(TABLE, ALL_LANGUAGES)


@remember_short(longest=LONGEST, kept=100)  # after each edit, and each step of a repair, nearly all texts are the same
def _judge(text: str, place: RemarkPlace, without: frozenset[str]) -> float:
    features = known = list_remark(text, place)
    if without:
        known = list_remark(text, place, without)  # the scale stays that of the whole text
    return weigh_features(TABLE, known, ALL_LANGUAGES, compute_scale(len(features))) or 0.0
