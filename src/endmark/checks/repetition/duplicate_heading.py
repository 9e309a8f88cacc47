"""The same heading twice under the same parent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import compute_weight, fold_block
from endmark.checks.text.meaning import normalize_block
from endmark.document.blocks import SHOWN
from endmark.document.branches import are_alternatives
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, select_kinds
from endmark.document.spelling_out import spell_out
from endmark.violation import Match, Related, Value, make_reason

KIND: CheckKind = "echo"
MARKUPS = frozenset({"markdown", "html", "notebook"})
VALUES = frozenset({"heading", "original"})


@dataclass(frozen=True, slots=True)
class Options:
    """How short a heading may be to count.

    `min_weight` is in letters, a Chinese, Japanese or Korean character counting
    as two: one-word headings are repeated on purpose.
    """

    min_weight: int = field(default=8, metadata={"min": 1})


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each heading that repeats a sibling and says something else below it.

    Where the text below is the same, too, the whole passage is a repetition,
    which the check for duplicates reports as one. Headings inside quotes and
    lists belong to what is quoted.
    """
    if "heading" not in find_kinds(document.blocks):
        return
    source = document.source.text
    blocks = select_kinds(document.blocks, SHOWN - {"marker"})
    parents: list[tuple[int, int]] = []
    seen: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.kind != "heading" or block.depth:
            continue
        while parents and parents[-1][0] >= block.level:
            parents.pop()
        said = normalize_block(block, source)
        # The hash alone is kept: an article may be all headings.
        number = seen.setdefault(hash((parents[-1][1] if parents else -1, block.level, said)), index)
        if (
            number != index
            and block in scope
            and compute_weight(fold_block(block, source)) >= options.min_weight
            and normalize_block(first := blocks[number], source) == said
            and not are_alternatives(document.branches, first.span.start, block.span.start)
        ):
            original, copy = (
                fold_block(blocks[place + 1], source) if place + 1 < len(blocks) else "" for place in (number, index)
            )
            if original != copy:
                line = document.find_line(first.span.start)
                original_line = make_reason("duplicate-heading.line", line=line)
                heading = spell_out(block.text, source, 0, len(block.text.content))
                values: dict[str, Value] = {"heading": heading, "original": original_line}
                yield Match(block.span, values, (Related(first.span, make_reason("duplicate-heading.original-here")),))
        parents.append((block.level, block.span.start))
