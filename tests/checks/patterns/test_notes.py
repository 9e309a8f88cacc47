"""Notes between two passes, set apart from the text."""

from __future__ import annotations

import pytest

from endmark.checks import Scope
from endmark.checks.patterns.cues import Cues, LanguageCues
from endmark.checks.patterns.remark import Options, find
from endmark.document.reader import read_document
from endmark.document.source import make_source

ENGLISH = LanguageCues(
    "en",
    Cues(
        replies=("next message",),
        offers=("shall I",),
        piece=("text",),
        part=("part", "section"),
        rest=("continu*", "rest"),
        absence=("omitted", "end of"),
        limit=("brevity",),
        public=("in the comments",),
    ),
)


def is_told(note: str) -> bool:
    """Whether a text in the middle of an article is a note between two passes."""
    article = f"# Pond\n\nThe pond is old.\n\nFrogs live in it.\n\n{note}\n\nHerons come.\n\nThey wait.\n\nThey fly.\n"
    return bool(list(find(read_document(make_source(article, "a.md")), Options((ENGLISH,)), Scope())))


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("[End of part 1. Shall I continue?]", True),
        ("[Section omitted for brevity]", True),
        ("（Section omitted for brevity）", True),
        ("(Continued in the next message)", True),
        ("*The text continues in the next message.*", True),
        ("**Section omitted for brevity**", True),
        ("> The rest of the section is omitted.", True),
        ("--- section omitted for brevity ---", True),
        # Two of these cues, or only the exchange and the text.
        ("(Continued in part two)", False),
        ("[Omitted for brevity]", False),
        ("[Shall I change the text?]", False),
        # Not set apart, a link, and several lines.
        ("The section was omitted for brevity.", False),
        ("[Section omitted for brevity](pond.md)", False),
        ("> The rest of the section\n> is omitted.", False),
        # Said to all readers.
        ("(Shall I continue? Tell me in the comments.)", False),
        # Too long for a note.
        (f"[Section omitted for brevity, {'as is all that is said of the pond ' * 6}]", False),
    ],
)
def test_a_note_speaks_of_passes_and_stands_apart(note: str, expected: bool) -> None:
    assert is_told(note) == expected


def test_an_article_with_very_many_such_lines_has_its_own_use_for_them() -> None:
    links = "\n\n".join("[Herons]" for _ in range(101))
    assert is_told("[Section omitted for brevity]")
    assert not is_told(f"{links}\n\n[Section omitted for brevity]")
    assert is_told(f"[Section omitted for brevity]\n\n{links}")
