"""Conditions on the front matter of an article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from endmark.document.day import parse_day
from endmark.document.front_matter import FrontMatter
from endmark.document.language import LANGUAGE_KEYS
from endmark.document.language_tag import covers, read_stated_tag

DATE_KEYS = ("date", "pubDate", "publishDate", "published", "published_at")
"""Where the date of an article is looked for, in this order; last, at the start of its file name, as Jekyll does."""


class Condition(Struct, frozen=True):
    """What must hold for an article; everything that is given must.

    `when` gives for a dotted key the values it may have. `since` is the first
    day that counts, `before` the first that does not. An article without a date
    is neither since nor before any day.
    """

    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    before: date | None = None

    def __bool__(self) -> bool:
        return bool(self.when) or self.since is not None or self.before is not None

    def holds(self, front_matter: FrontMatter | None, path: str) -> bool:
        """Whether an article at this path, with this front matter, is meant."""
        if not all(_has_value(front_matter, key, values) for key, values in self.when.items()):
            return False
        if self.since is None and self.before is None:
            return True
        day = find_date(front_matter, path)
        if day is None:
            return False
        return (self.since is None or self.since <= day) and (self.before is None or day < self.before)


def find_date(front_matter: FrontMatter | None, path: str) -> date | None:
    """The date of an article, None when it states none."""
    fields = [front_matter.get(key) for key in DATE_KEYS] if front_matter else []
    stated = [entry.text for entry in fields if entry is not None]
    for text in (*stated, path.rpartition("/")[2]):
        if day := parse_day(text):
            return day
    return None


def _has_value(front_matter: FrontMatter | None, key: str, values: tuple[str, ...]) -> bool:
    """Whether the value of a key, or one of its list, is among the values; capital letters do not count.

    A language is among them that one of them covers, however both are written.
    """
    entry = front_matter.get(key) if front_matter else None
    if entry is None:
        return False
    wanted = {value.casefold() for value in values}
    texts = entry.items if entry.kind == "list" else (entry.text,)
    if any(text.casefold() in wanted for text in texts):
        return True
    if key.rpartition(".")[2].lower() not in LANGUAGE_KEYS:
        return False
    tags = list(filter(None, map(read_stated_tag, values)))
    return any(covers(tag, stated) for stated in filter(None, map(read_stated_tag, texts)) for tag in tags)
