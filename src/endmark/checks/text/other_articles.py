"""The other articles that a finding of a whole site names."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.violation import Reason, make_reason

MOST_SHOWN = 20
"""Of more articles that say the same only so many are named: nobody reads on, and the number tells the rest."""


def name_others(paths: Sequence[str]) -> Reason:
    """The first of the articles, for which some reports have no other place, and how many more there are."""
    first, more = paths[0], len(paths) - 1
    if not more:
        return make_reason("other-articles.article", path=first)
    if len(paths) > MOST_SHOWN:
        return make_reason("other-articles.articles-in-part", path=first, count=more, shown=MOST_SHOWN)
    return make_reason("other-articles.articles", path=first, count=more)
