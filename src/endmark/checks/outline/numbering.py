"""Numbers of headings that skip, come twice or go back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.outline.numbered_headings import NumberedHeading, iter_numberings
from endmark.document.model import Document
from endmark.violation import Match, Reason, Related, make_reason

if TYPE_CHECKING:
    from endmark.checks.outline.number_places import Places

KIND: CheckKind = "layout"
NEEDS: frozenset[Need] = frozenset({"several headings", "bold letters"})
VALUES = frozenset({"what"})

_MOST_MISSING = 3
"""So many numbers may be missing in a row: where more are, the headings count something else, or were chosen."""

_MOST_ALTERNATIVES = 20
"""Headings before one among which that is looked for which a reader sees together with it."""


class Options(Struct, frozen=True):
    """How many headings make a numbering, and who says the same with more certainty.

    `min_headings` with the same parent, the same level and the same word before the number make one. Where one of the
    rules `surer` finds something at a heading, its number is not told.
    """

    min_headings: Annotated[int, Meta(ge=3)] = 3
    surer: frozenset[str] = frozenset()


def list_surer(options: Options) -> frozenset[str]:
    """The rules to which findings are left where they speak, too."""
    return options.surer


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each heading whose number does not follow the one before it.

    A line in bold letters is a heading, too. A numbering begins again with one, and of alternatives, such as two tabs,
    each goes on for itself. No number is missing that stands between the two at the beginning of any heading or
    paragraph, as a translation may write it in another way. Headings in quotations and lists are left alone, and so
    are two with the same number that both end in brackets, such as `Step 2 (Linux)`.
    """
    places = cache(partial(_find_places, document))
    for group in iter_numberings(document, options.min_headings):
        for number, one in enumerate(group):
            last = _find_before(document, group, number)
            if last and one.block in scope and (what := _compare(document, last, one, places)):
                yield Match(
                    one.block.span, {"what": what}, (Related(last.block.span, make_reason("numbering.before")),)
                )


def _find_places(document: Document) -> Places:
    from endmark.checks.outline.number_places import find_places  # few numberings have a gap

    return find_places(document)


def _find_before(document: Document, group: Sequence[NumberedHeading], number: int) -> NumberedHeading | None:
    """The heading that comes before one of the group where a reader sees both."""
    if not document.branches:
        return group[number - 1] if number else None
    from endmark.document.branches import are_alternatives

    start = group[number].block.span.start
    for other in reversed(group[max(0, number - _MOST_ALTERNATIVES) : number]):
        if not are_alternatives(document.branches, other.block.span.start, start):
            return other
    return None


def _compare(
    document: Document, before: NumberedHeading, one: NumberedHeading, get_places: Callable[[], Places]
) -> Reason | None:
    """What is wrong with the number of a heading behind another; None where nothing is."""
    number, last = one.ordinal.number, before.ordinal.last
    line = document.find_line(before.block.span.start)
    if number == last:
        both = (before.block.text.content, one.block.text.content)
        told_apart = all(text.endswith((")", "）")) for text in both)
        return None if told_apart else make_reason("numbering.again", number=number, line=line)
    if number < last:
        return make_reason("numbering.back", number=number, before=last, line=line) if number > 1 else None
    missing = range(last + 1, number)
    if not 1 <= len(missing) <= _MOST_MISSING:
        return None
    from endmark.checks.outline.number_places import stands_between

    places = get_places()
    if any(stands_between(places.get(other, ()), before.block.span.start, one.block.span.start) for other in missing):
        return None
    first, count = missing[0], len(missing)
    return make_reason(
        "numbering.missing", number=number, before=last, line=line, first=first, last=missing[-1], count=count
    )
