"""The first matches of a rule in a text: a hostile one has a million, and nobody is shown more than some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from msgspec import Struct

from endmark.document.span import Span
from endmark.violation import Match


class FirstMatches(Struct, frozen=True):
    """The matches that stand first in the text, and how many of the others are certain, and are not."""

    matches: list[Match]
    others: Counter[bool]


def keep_first(matches: Iterable[Match], most: int, drop: Callable[[Match], object] | None = None) -> FirstMatches:
    """At most so many matches, the first in the text; of those at one place, the first that came.

    `drop` is called with each of the others.
    """
    kept: list[Match] = []
    others: Counter[bool] = Counter()
    for match in matches:
        kept.append(match)
        if len(kept) > 2 * most:  # sorted now and then, which takes no longer than once in the end
            _drop_last(kept, most, others, drop)
    _drop_last(kept, most, others, drop)
    return FirstMatches(kept, others)


def _drop_last(kept: list[Match], most: int, others: Counter[bool], drop: Callable[[Match], object] | None) -> None:
    if len(kept) > most:
        kept.sort(key=_get_span)
        others.update(match.certain for match in kept[most:])
        if drop:
            for match in kept[most:]:
                drop(match)
        del kept[most:]


def _get_span(match: Match) -> Span:
    return match.span
