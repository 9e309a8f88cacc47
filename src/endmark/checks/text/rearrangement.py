"""Sentences that say in another order of words what others say: so does a pass that tells again what it read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from endmark.checks.text.decisive_words import ARTICLES
from endmark.checks.text.difference import are_akin, count_decisive, is_name
from endmark.checks.text.discourse_markers import drop_discourse_markers
from endmark.checks.text.folding import MARKS, compute_weight
from endmark.document.late_pattern import compile_late

_WORD = compile_late(
    rf"[\u30a1-\u30faー]+|[\u3400-\u4dbf\u4e00-\u9fff々〆]|(?:(?![\u3041-\u30ff\u3400-\u9fff々])[\w{MARKS}'’])+"
)
"""A word, of Chinese characters each; hiragana are particles and endings, which another order changes."""

_LEAST_WORDS = 6
"""Different words: fewer stand together in any two sentences about one thing."""

_LEAST = 20
"""Weight of those words: half of what a passage needs that stands twice, as the rest of it does so word for word."""

_MOST_TIMES = 3
"""As many times the words may stand in what is compared: in a page any word does."""

_LONGEST = 400
"""Words up to which sentences are compared."""


@lru_cache(maxsize=2048)
def read_words(text: str) -> Sequence[str]:
    """The words of a text, without articles and without what is written in hiragana."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text))
    return tuple(word.replace("’", "'") for word in words if word.casefold() not in ARTICLES)


def rearranges(sentence: str, others: str, around: str) -> bool:
    """Whether all words of a sentence, in whatever order, stand in others, which deny, limit and count the same.

    Names and numbers come in the same order: they say who does what. A name may stand only `around` the others,
    where these have a word such as "it" for it.
    """
    words, there = read_words(drop_discourse_markers(sentence)), read_words(others)
    if len({*words}) < _LEAST_WORDS or len(words) > 2 * len(there) or len(there) > _MOST_TIMES * len(words):
        return False
    missing = {*words}.difference(there)
    if len(missing) > len(words) // 2 or len(words) > _LONGEST or compute_weight("".join(words)) < _LEAST:
        return False
    beside = frozenset(read_words(around)) if missing else frozenset()
    known = {word.casefold() for word in there}
    return (
        all(
            any(are_akin(word.casefold(), other) for other in known) or (is_name(word, 1) and word in beside)
            for word in missing
        )
        and _name_in_one_order(words, there)
        and count_decisive(sentence) == count_decisive(others)
    )


def _name_in_one_order(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the names and numbers that two rows of words have in common come first in one order."""
    both = {word for word in {*one}.intersection(other) if word[0].isdecimal() or is_name(word, 1)}
    first, second = (list(dict.fromkeys(word for word in row if word in both)) for row in (one, other))
    return first == second
