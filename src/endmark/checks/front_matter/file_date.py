"""A date in the front matter that the name of the file contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.field_text import iter_named_fields
from endmark.document.day import find_day_in_path, has_time_of_day, parse_day
from endmark.document.model import Document
from endmark.violation import Match, make_reason

KIND: CheckKind = "metadata"
NEEDS: frozenset[Need] = frozenset({"front matter"})
VALUES = frozenset({"field", "stated", "named"})

_WHO_KNOWS = make_reason("file-date.who-knows")


class Options(Struct, frozen=True):
    """Which fields hold the date of an article.

    `fields` are their dotted names. Where an article has several of them, one
    that agrees with the name of its file is enough. A file may be named by its
    day, as in `2026-01-31-walk.md`, or lie in folders that are, as in
    `2026/01/31/walk.md` and `2026-01-31-walk/index.md`.
    """

    fields: tuple[str, ...]


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the first of the dates when none of them is the day that the path names."""
    named = find_day_in_path(document.path) if document.front_matter else None
    if named is None:
        return
    dates = [
        (entry, text, day)
        for entry, text in iter_named_fields(document, options.fields, scope)
        if (day := parse_day(text.content))
    ]
    if not dates or any(_is_same_day(text.content, day, named) for _, text, day in dates):
        return
    entry, text, day = dates[0]
    values = {"field": entry.name, "stated": day.isoformat(), "named": named.isoformat()}
    yield Match(text.map_span(0, len(text.content)), values, no_fix_reason=_WHO_KNOWS)


def _is_same_day(text: str, day: date, named: date) -> bool:
    return abs((day - named).days) <= has_time_of_day(text)
