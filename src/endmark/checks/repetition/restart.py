"""An article that starts again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.blocks import ATOM, PROSE, Block
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.span import Span
from endmark.violation import Match, Related, make_reason

KIND: CheckKind = "repetition"
VALUES = frozenset({"title"})


@dataclass(frozen=True, slots=True)
class Options:
    """When a repeated title means a restart.

    `min_weight` is the least weight of a title, in letters, a Chinese, Japanese
    or Korean character counting as two: a short one is often a name that the
    text begins a sentence with. `after` is how many blocks of prose may stand
    before the title is said for the first time.
    """

    min_weight: int = field(default=32, metadata={"min": 1})
    after: int = field(default=3, metadata={"min": 1})


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each block that begins with the title when the article is long under way.

    What stands in a quotation or a list says the title of something else, or on
    purpose. The heading of a section may say what the front matter has for a
    title; it counts where the text has shown its title before.
    """
    title = _find_title(document)
    if title is None or compute_weight(folded := fold(title[0])) < options.min_weight:
        return
    prose = (block for block in document.blocks if block.kind in PROSE and block.text.content)
    size = 2 * len(title[0])
    beginning = title[0].split(maxsplit=1)[0][:_BEGINNING]
    shown = any(_begins_with_title(folded, block, beginning, size) for block in list(islice(prose, options.after)))
    for block in prose:
        if block.depth or block not in scope or block.span == title[1] or (block.level > 1 and not shown):
            continue
        if _begins_with_title(folded, block, beginning, size):
            end = min(len(block.text.content), len(title[0]))
            related = (Related(title[1], make_reason("restart.title-here")),)
            yield Match(block.text.map_span(0, end), {"title": _spell_title(title, document)}, related)


def _begins_with_title(title: str, block: Block, beginning: str, size: int) -> bool:
    """Whether a block begins with the folded title; only as much is looked at as can hold it."""
    content = block.text.content[:size]
    return beginning in content and fold(content).startswith(title)


_BEGINNING = 4
"""Characters of the title's first word that are looked for before anything is folded."""


def _find_title(document: Document) -> tuple[str, Span] | None:
    """The title and its place: in the front matter, or else the first heading of the first level."""
    entry = document.front_matter.get("title") if document.front_matter else None
    if entry is not None and entry.text:
        return entry.text, entry.value
    first = next((block for block in select_kinds(document.blocks, {"heading"}) if block.level == 1), None)
    return (first.text.content, first.span) if first is not None else None


def _spell_title(title: tuple[str, Span], document: Document) -> str:
    return document.source.get_excerpt(title[1]) if ATOM in title[0] else title[0]
