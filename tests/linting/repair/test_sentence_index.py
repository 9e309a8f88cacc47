"""Where what a repair took out is still said."""

from __future__ import annotations

import pytest

from endmark.document.model import Document
from endmark.document.reader import read
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.linting.repair.pieces import sentences_in
from endmark.linting.repair.sentence_index import Removed, Said
from endmark.linting.repair.span_set import Places

GATE = "The gate in the wall opens at dawn."
HERON = "A grey heron waits by the pond until noon."
BENCH = "Every bench was painted green in the autumn of 1907."
REPAINTED = "Every bench was repainted green in the autumn of 1907."


def document(*blocks: str) -> Document:
    return read(Source("article.md", "\n\n".join(blocks) + "\n"))


@pytest.mark.parametrize(
    ("left", "taken", "expected"),
    [
        ([GATE, HERON], [GATE], [Removed(GATE, 1)]),
        ([GATE, HERON], [HERON, GATE], [Removed(HERON, 3), Removed(GATE, 1)]),
        ([GATE, f"{BENCH} {HERON}"], [HERON], [Removed(HERON, 3)]),
        ([GATE, f"- **{HERON}**"], [HERON], [Removed(HERON, 3)]),
        ([HERON, BENCH], [REPAINTED], [Removed(REPAINTED, 3, BENCH)]),
        ([HERON, BENCH], [BENCH.replace("1907", "1908")], []),  # another number
        ([HERON], [GATE], []),
        ([], [GATE], []),
        (["門は朝に開きます。", "鷺が待っています。"], ["鷺が待っています。"], [Removed("鷺が待っています。", 3)]),
        # A sentence that goes from one block to the next stands where it begins.
        ([GATE, "# Herons", HERON], [f"Herons {HERON}"], [Removed(f"Herons {HERON}", 3)]),
    ],
)
def test_what_was_taken_out_still_stands_somewhere(left: list[str], taken: list[str], expected: list[Removed]) -> None:
    assert list(Said(document(*left)).still(sentences_in(document(" ".join(taken))))) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 4, [GATE]),
        (0, 36, [GATE]),
        (34, 38, [GATE, HERON]),
        (35, 37, []),  # the empty line between them
        (4, 4, []),
        (40, 41, [HERON]),
    ],
)
def test_which_sentences_a_span_meets(start: int, end: int, expected: list[str]) -> None:
    places = Places([Span(start, end)] if start < end else [])
    assert [sentence.content for sentence in sentences_in(document(GATE, HERON), places)] == expected
