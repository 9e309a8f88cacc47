"""Days, as articles write them."""

from __future__ import annotations

from datetime import date

from endmark.document.late_pattern import compile_late

_DAY = compile_late(r"\s*(\d{4})([-/._年])(\d{1,2})(?:\2|月)(\d{1,2})(?!\d)")
_IN_PATH = compile_late(r"(?:^|/)(?P<day>\d{4}([-_/])\d{2}\2\d{2})(?=[-_/.])")
_CLOCK = compile_late(r"[日\s]*[T\s]\s*\d{1,2}:\d{2}")


def parse_day(text: str) -> date | None:
    """The day that a text begins with, year first; None when it begins with none that there is."""
    found = _DAY.match(text)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        return None


def find_day_in_path(path: str) -> date | None:
    """The day in the name of a file, or in the folder right above it: `2026-01-31-walk.md`, `2026/01/31/walk.md`."""
    found = list(_IN_PATH.finditer(path))
    if not found or path.count("/", found[-1].end()) > 1:
        return None
    return parse_day(found[-1]["day"])


def has_time_of_day(text: str) -> bool:
    """Whether a time follows the day that a text begins with: in another time zone it may be another day."""
    found = _DAY.match(text)
    return found is not None and _CLOCK.match(text, found.end()) is not None
