"""Labels in bold: the fields of forms that people fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from endmark.document.blocks import Block
from endmark.document.sentences import COLONS, TERMINALS

_MOST_LABEL = 40
_FORM_ENTRIES = 3
_FEW_SENTENCES = 3
"""One entry in so many with a full stop shows that they are sentences."""


def get_label(block: Block) -> str | None:
    """The words in bold with which a block begins, when a colon ends or follows them."""
    content = block.text.content
    for mark in block.marks:
        if mark.kind == "Strong" and mark.start == 0 and mark.end <= _MOST_LABEL:
            label = content[: mark.end + 1].rstrip()
            return label.rstrip(":： ").casefold() if label.endswith(COLONS) else None
    return None


def find_forms(blocks: Iterable[Block]) -> frozenset[str]:
    """The labels under which at least three different things are said, few of them in sentences with a full stop."""
    entries: dict[str, set[str]] = {}
    for block in blocks:
        if label := get_label(block):
            entries.setdefault(label, set()).add(block.text.content)
    forms = select_forms(entries)
    return frozenset(label for label in forms if not _are_sentences(entries[label]))


def _are_sentences(texts: AbstractSet[str]) -> bool:
    return _FEW_SENTENCES * sum(text.rstrip().endswith(tuple(TERMINALS)) for text in texts) >= len(texts)


def select_forms(entries: Mapping[str, AbstractSet[str]]) -> frozenset[str]:
    """Of the labels, each with what is said under it, those under which at least three different things are."""
    return frozenset(label for label, texts in entries.items() if len(texts) >= _FORM_ENTRIES)
