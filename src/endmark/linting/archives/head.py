"""The head of a page → what it says of the page: its title, its day, of which other page it is a copy."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple, TypeAlias

Fields: TypeAlias = tuple[tuple[str, str], ...]
"""Names of fields of front matter, and their values."""

_MOST = 65_536
"""Characters in which a head is looked for."""

_NAMES: Mapping[str, str] = {
    "og:title": "title",
    "description": "description",
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
    "dcterms.date": "date",
}
"""What pages say in `meta` under which name or property, and what authors of front matter call that."""


class Head(NamedTuple):
    """What a page says of itself as fields of front matter, and the address of its original, else ""."""

    fields: Fields
    original: str


def read_head(text: str) -> Head:
    """What the head of a page says; what it leaves open is not there."""
    end = text.find("</head", 0, _MOST)
    parser = _Parser()
    parser.feed(text[: end if end >= 0 else _MOST])
    said = parser.said
    # The title of a window has the name of the site behind it, on every page.
    said.setdefault("title", " ".join("".join(parser.title).split()))
    fields = tuple((name, said[name]) for name in ("title", "description", "date") if said.get(name))
    return Head(fields, parser.original)


class _Parser(HTMLParser):
    """Reads the elements of a head; what is not closed there is of no interest."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.title: list[str] = []
        self.original = ""
        self._in_title = False

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Where `<![if …` ends: at the next `>`, as in browsers. The library fails at those that it does not know."""
        return self.parse_bogus_comment(i, bool(report))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}  # the first one counts
        if tag == "title":
            self._in_title = not self.title
        elif tag == "meta":
            name = _NAMES.get((values.get("property") or values.get("name", "")).lower())
            if name and (content := " ".join(values.get("content", "").split())):
                self.said.setdefault(name, content)
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.original = self.original or values.get("href", "").strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
