"""Labels in bold: the fields of forms that people fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from endmark.document.blocks import Block

_MOST_LABEL = 40
_FORM_ENTRIES = 3


def get_label(block: Block) -> str | None:
    """The words in bold with which a block begins, when a colon ends or follows them."""
    content = block.text.content
    for mark in block.marks:
        if mark.kind == "Strong" and mark.start == 0 and mark.end <= _MOST_LABEL:
            label = content[: mark.end + 1].rstrip()
            return label.rstrip(":： ").casefold() if label.endswith((":", "：")) else None
    return None


def find_forms(blocks: Iterable[Block]) -> frozenset[str]:
    """The labels under which at least three different things are said."""
    entries: dict[str, set[str]] = {}
    for block in blocks:
        if label := get_label(block):
            entries.setdefault(label, set()).add(block.text.content)
    return select_forms(entries)


def select_forms(entries: Mapping[str, AbstractSet[str]]) -> frozenset[str]:
    """Of the labels, each with what is said under it, those under which at least three different things are."""
    return frozenset(label for label, texts in entries.items() if len(texts) >= _FORM_ENTRIES)
