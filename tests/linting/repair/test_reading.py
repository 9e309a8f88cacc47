"""What is read in another way after some edits, and what of that is meant."""

from __future__ import annotations

import pytest

from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.repair.edit_map import splice
from endmark.linting.repair.reading import find_read_otherwise
from endmark.linting.repair.span_set import SpanSet

BEANS = "##Beans\n\n##Peas\n"
"""Two headings, as two paragraphs: a blank makes each what it should be."""


class Counted(SpanSet):
    """Counts how often it is asked."""

    asked = 0

    def get_first(self, span: Span) -> Span | None:
        self.asked += 1
        return super().get_first(span)


def read_otherwise(text: str, edits: list[tuple[int, int, str]], meant: SpanSet) -> list[int]:
    after, _ = splice(text, edits)
    cut = [Span(start, end) for start, end, _ in edits]
    put, moved = [], 0
    for start, end, written in edits:
        put.append(Span(start + moved, start + moved + len(written)))
        moved += len(written) - (end - start)
    one, other = (read_document(make_source(each, "a.md")) for each in (text, after))
    return list(find_read_otherwise(one, lambda: cut, other, lambda: put, lambda: meant))


@pytest.mark.parametrize(
    ("text", "edits", "meant", "found"),
    [
        (BEANS, [(2, 2, " "), (11, 11, " ")], [(0, 7), (9, 15)], []),
        (BEANS, [(2, 2, " "), (11, 11, " ")], [(0, 7)], [9, 10, 11, 12, 13, 14]),
        (BEANS, [(2, 2, " "), (11, 11, " ")], [(0, 4), (9, 15)], [4, 5, 6]),
        (BEANS, [(2, 2, " ")], [(0, 7)], []),
        # What is taken out in the midst of what is meant moves nothing into it.
        ("##Broad beans\n", [(2, 2, " "), (4, 9, "")], [(0, 6)], [9, 10, 11, 12]),
        ("A gate.\n\nA pond.\n", [(0, 0, "    ")], [], [0, 2, 3, 4, 5, 6]),
    ],
)
def test_what_is_read_otherwise_and_was_not_meant(
    text: str, edits: list[tuple[int, int, str]], meant: list[tuple[int, int]], found: list[int]
) -> None:
    assert read_otherwise(text, edits, SpanSet(meant)) == found


def test_of_what_is_meant_no_single_character_is_asked_about() -> None:
    number, length = 50, len("##Runner\n")
    edits = [(length * line + 2, length * line + 2, " ") for line in range(number)]
    meant = Counted((length * line, length * line + length - 1) for line in range(number))
    assert read_otherwise("##Runner\n" * number, edits, meant) == []
    assert meant.asked <= 2 * number
