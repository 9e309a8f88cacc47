"""Where an article states its own reading time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from endmark.checks.text.field_text import read_field_text
from endmark.checks.text.regex import Pattern
from endmark.document.blocks import PROSE, Block, Text
from endmark.document.front_matter import FrontMatter
from endmark.document.model import Document
from endmark.document.sentences import TERMINALS
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.violation import Edit

_LONGEST_NOTE = 160
"""Characters of a block that states the time of its article; in a longer one somebody speaks of times."""

_HEAD_PARAGRAPHS = 3
"""Paragraphs of sentences after which an article is under way: no longer is a time that is stated its own."""

_HEAD_BLOCKS = 40
"""Blocks at most: an article of nothing but short lines has no beginning that ends."""

_ENDS = frozenset(TERMINALS)


class StatedTime(Struct, frozen=True):
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
    head = list(_iter_head(document.blocks))
    text = "\n".join([block.text.content for block in head])
    occurring = [pattern for pattern in body if pattern.may_occur(text)]
    for block in head if occurring else ():
        from endmark.checks.reading_time.minutes import parse_minutes  # few articles state a time

        for pattern in occurring:
            for span in pattern.iter_spans(block.text.content):
                written = block.text.cut(span.start, span.end)
                if (minutes := parse_minutes(written.content)) is not None:
                    yield StatedTime(block.text.map_span(span.start, span.end), written, minutes)


def _iter_head(blocks: Sequence[Block]) -> Iterator[Block]:
    """The short blocks that stand before the article is under way: bylines, dates, notes, a few lines of a summary."""
    paragraphs = 0
    for block in blocks[:_HEAD_BLOCKS]:
        text = block.text.content
        if block.kind in PROSE and len(text) <= _LONGEST_NOTE:
            yield block
        if block.kind == "paragraph" and block.role == "prose" and text.rstrip()[-1:] in _ENDS:
            paragraphs += 1
            if paragraphs == _HEAD_PARAGRAPHS:
                return


def _iter_front_matter_times(front_matter: FrontMatter, keys: frozenset[str], source: Source) -> Iterator[StatedTime]:
    for entry in front_matter.fields:
        if entry.kind in ("mapping", "list", "boolean", "null"):
            continue
        path = [_normalise_key(part) for part in entry.name.split(".")]
        is_time = path[-1] in keys or (len(path) > 1 and path[-2] in keys and path[-1] in ("minutes", "text"))
        if not is_time:
            continue
        from endmark.checks.reading_time.minutes import parse_minutes

        if (minutes := parse_minutes(entry.text)) is not None:
            written = read_field_text(entry, front_matter, source)
            plain = entry.kind != "number" or written.content.lstrip("+-").replace(".", "", 1).isdecimal()
            # 0x1F, 1e3 and 1_000 are numbers that nobody can change digit by digit.
            yield StatedTime(entry.value, written if plain else Text(written.content, ()), minutes)


def _normalise_key(key: str) -> str:
    return key.replace("_", "").replace("-", "").casefold()
