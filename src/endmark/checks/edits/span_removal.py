"""Words that stand where they should not → the edits that take them out and leave the rest as it is."""

from __future__ import annotations

from endmark.checks.edits.block_removal import remove_blocks
from endmark.checks.edits.lines import find_next_line, get_line
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.scripts import LANGUAGES_WITHOUT_SPACES
from endmark.document.span import Span
from endmark.violation import Edit

_BLANKS = " \t"
_EMPHASIS = "*_~"
_CONTAINER_SIGNS = " \t>-*+#0123456789.)"
"""What may stand on a line before the text of a heading, a list item or a quotation."""

_WITHOUT_SPACE_BEFORE = ".,;:!?)]}»”\"'。、，．；：！？）」』"


_END_OF_WORDS = frozenset(_WITHOUT_SPACE_BEFORE) - set("\"'")


def remove_span(document: Document, span: Span, block: Block | None) -> tuple[Edit, ...]:
    """The edits: the whole block where the words fill it, their lines where they fill those, else with one space.

    Emphasis around the words goes with them. Where they end in what parts two words, such as a form feed, a space
    parts those.
    """
    text = document.source.text
    start, end = span
    while start and text[start - 1] in _EMPHASIS and text[start - 1] == text[end : end + 1]:
        start, end = start - 1, end + 1
    before = text[start - 1 : start] if block is None or start > block.span.start else ""
    if before and before not in _CONTAINER_SIGNS and not before.isspace():  # as at most of those that stand in words
        return (_cut_out(text, start, end, block),)
    if block is not None and _is_alone(text, block.span, start, end):
        edits = remove_blocks(document, [block])
        if edits:
            return edits
    first, last = get_line(text, start), get_line(text, end)
    if _is_alone(text, Span(first.start, last.end), start, end):
        return (Edit(Span(first.start, find_next_line(text, last.start)), ""),)
    left, right = (
        text[max(first.start, start - _NEARBY_CHARACTERS) : start],
        text[end : min(last.end, end + _NEARBY_CHARACTERS)],
    )
    before, after = left.rstrip(_BLANKS), right.lstrip(_BLANKS)
    opens = start - first.start <= _NEARBY_CHARACTERS and not left.strip(_CONTAINER_SIGNS)
    if opens or (left != before and right != after):
        return (Edit(Span(start, end + len(right) - len(after)), ""),)
    if not after or after[0] in _WITHOUT_SPACE_BEFORE:
        return (Edit(Span(start - len(left) + len(before), end), ""),)
    return (_cut_out(text, start, end, block),)


def _cut_out(text: str, start: int, end: int, block: Block | None) -> Edit:
    """What stands in a line goes, and leaves a space where it parted two words and nothing else does."""
    before, after = text[start - 1 : start], text[end : end + 1]
    behind_word = before.isalnum() or (before and before in _END_OF_WORDS)
    parts = (text[start].isspace() or text[end - 1].isspace()) and behind_word and bool(after.strip())
    if not parts or after in _WITHOUT_SPACE_BEFORE or (block and block.language in LANGUAGES_WITHOUT_SPACES):
        return Edit(Span(start, end), "")
    return Edit(Span(start, end), " ")


_NEARBY_CHARACTERS = 100
"""Characters on both sides of the words that are looked at: a line may be as long as an article."""


def _is_alone(text: str, whole: Span, start: int, end: int) -> bool:
    """Whether nothing else stands in a stretch: mostly something does, and near the words."""
    if (
        text[max(whole.start, start - _NEARBY_CHARACTERS) : start]
        + text[end : min(whole.end, end + _NEARBY_CHARACTERS)]
    ).strip():
        return False
    return not text[whole.start : start].strip() and not text[end : whole.end].strip()
