"""Where an article states its own reading time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from endmark.checks.reading_time.minutes import parse_minutes
from endmark.checks.text.field_text import read_field_text
from endmark.checks.text.regex import Pattern, join_patterns
from endmark.document.blocks import PROSE, Text
from endmark.document.front_matter import FrontMatter
from endmark.document.model import Document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.violation import Edit

_HEAD_BLOCKS = 8
"""Blocks at the top of an article in which a stated time is its own, and not one the article speaks of."""

_LONGEST_NOTE = 160


class StatedTime(NamedTuple):
    """A stated time: where it stands, what it says, and the minutes that are (least, most).

    `written` has no pieces where its digits are no decimal number.
    """

    span: Span
    written: Text
    minutes: tuple[float, float]

    def map_to_source(self, edit: Edit, source: Source) -> Edit | None:
        """An edit of the words as an edit of the source; None where markup or an escape stands among them."""
        if not self.written.pieces:
            return None
        start, end = edit.span
        # An insertion stands behind the last character, inside whatever surrounds it.
        reach = self.written.map_span(min(start, end - 1), end)
        if source.get_excerpt(reach) != self.written.content[min(start, end - 1) : end]:
            return None
        return Edit(Span(reach.end - (end - start), reach.end), edit.replacement)


def iter_stated_times(document: Document, keys: Iterable[str], body: tuple[Pattern, ...]) -> Iterator[StatedTime]:
    """The times under these keys of the front matter, then those the patterns find at the top of the text."""
    if document.front_matter is not None:
        yield from _iter_front_matter_times(
            document.front_matter, frozenset(map(_normalise_key, keys)), document.source
        )
    head = [
        block
        for block in document.blocks[:_HEAD_BLOCKS]
        if block.kind in PROSE and len(block.text.content) <= _LONGEST_NOTE
    ]
    search = join_patterns(body)
    if search is None or not any(search.iter_spans("\n".join(block.text.content for block in head))):
        return
    for block in head:
        for pattern in body:
            for span in pattern.iter_spans(block.text.content):
                written = block.text.cut(span.start, span.end)
                if (minutes := parse_minutes(written.content)) is not None:
                    yield StatedTime(block.text.map_span(span.start, span.end), written, minutes)


def _iter_front_matter_times(front_matter: FrontMatter, keys: frozenset[str], source: Source) -> Iterator[StatedTime]:
    for entry in front_matter.fields:
        if entry.kind in ("mapping", "list", "boolean", "null"):
            continue
        path = [_normalise_key(part) for part in entry.name.split(".")]
        is_time = path[-1] in keys or (len(path) > 1 and path[-2] in keys and path[-1] in ("minutes", "text"))
        if is_time and (minutes := parse_minutes(entry.text)) is not None:
            written = read_field_text(entry, front_matter, source)
            plain = entry.kind != "number" or written.content.lstrip("+-").replace(".", "", 1).isdecimal()
            # 0x1F, 1e3 and 1_000 are numbers that nobody can change digit by digit.
            yield StatedTime(entry.value, written if plain else Text(written.content, ()), minutes)


def _normalise_key(key: str) -> str:
    return key.replace("_", "").replace("-", "").casefold()
