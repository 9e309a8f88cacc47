"""By what terms texts are judged: what an editor adds to what is known, and how much evidence matters."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from endmark.checks.cuts import evidence
from endmark.checks.cuts.habits import Sort
from endmark.checks.cuts.looks import LOOSE
from endmark.checks.cuts.votes import LIKELY
from endmark.document.language import LanguageCode

_NO_SENTENCES = LOOSE - {"short", "lead-in"}


class Terms(Struct, frozen=True):
    """What an editor adds to what is known of languages, and from which sum on a block matters.

    `last_words` are words that no sentence ends with, `last_predicates` endings that close one, by language;
    `unpunctuated` names languages without full stops. A text of less than `min_weight` letters is judged only
    before a marker and at the end of the file. Below `least` nats nobody asks.
    """

    last_words: Mapping[LanguageCode, tuple[str, ...]]
    last_predicates: Mapping[LanguageCode, tuple[str, ...]]
    unpunctuated: tuple[LanguageCode, ...]
    min_weight: int
    least: float

    def get_least(self, sort: Sort) -> float:
        """The least sum, without what others say, of a text of that sort that is found or speaks for others."""
        others = evidence.MOST_OF_OTHERS if is_told_by_others(sort) else 0.0
        return min(self.least - others, LIKELY)


def is_told_by_others(sort: Sort) -> bool:
    """Whether cut sentences elsewhere say something of a text of that sort."""
    return sort not in _NO_SENTENCES
