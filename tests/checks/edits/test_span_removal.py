"""Words are taken out of a line, and what stood beside them does not run together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.edits.span_removal import remove_span
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.repair.edit_map import apply_edits

Parted = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        # Nothing but what goes parted the words.
        ("The gate opens\x0bat dawn.\n", "\x0b", "The gate opens at dawn.\n"),
        ("Das Tor öffnet\x0cbei Tag.\n", "\x0c", "Das Tor öffnet bei Tag.\n"),
        ("Ворота открыты.\x85Вечером нет.\n", "\x85", "Ворота открыты. Вечером нет.\n"),
        ("In 1931\x1c5 gates stood.\n", "\x1c", "In 1931 5 gates stood.\n"),
        ("It is green.[seen] It is old.\n", "[seen] ", "It is green. It is old.\n"),
        # A sign follows, or a blank, or the end; or these words are never parted.
        ("The gate opens\x0b, says she.\n", "\x0b", "The gate opens, says she.\n"),
        ("The gate opens \x0bat dawn.\n", "\x0b", "The gate opens at dawn.\n"),
        ("The gate opens\x0b\nat dawn.\n", "\x0b", "The gate opens\nat dawn.\n"),
        ("The ga\x07te opens at dawn.\n", "\x07", "The gate opens at dawn.\n"),
        ("門は朝に\x0b開きます。\n", "\x0b", "門は朝に開きます。\n"),
        ("ประตูสวน\x0cเปิดตอนเช้า และปิดตอนเย็น\n", "\x0c", "ประตูสวนเปิดตอนเช้า และปิดตอนเย็น\n"),
        ("It is green[seen more] and old.\n", "[seen more]", "It is green and old.\n"),
    ],
)
def test_two_words_are_not_made_one(parted: Parted, text: str, gone: str, left: str) -> None:
    document = parted(text)
    start = document.source.text.index(gone)
    edits = remove_span(document, Span(start, start + len(gone)), document.blocks[0])
    assert apply_edits(document.source.text, edits)[0] == left
