"""The day on which an article appears."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.checks import Scope
from endmark.checks.text.field_text import iter_named_fields
from endmark.document.day import find_day_in_path, parse_day
from endmark.document.model import Document


def find_stated_day(document: Document, names: Sequence[str]) -> str:
    """The first day that one of the fields names, or the one in the path, as ISO 8601 has it; "" without any."""
    stated = (parse_day(text.content) for _, text in iter_named_fields(document, names, Scope()))
    day = next(filter(None, stated), None) or find_day_in_path(document.path)
    return day.isoformat() if day else ""


def is_compared(document: Document, names: Sequence[str], day: str) -> bool:
    """Whether it is an article among others: a file without a day may be a page or an index; no row of a table is."""
    return bool(day or not names or document.source.beside is not None)
