"""Which sentences fall into titles and what ran together with them."""

from __future__ import annotations

import pytest

from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.linting.repair.assembly.choosing import choose_tellings
from endmark.linting.repair.span_set import SpanSet


def split(*blocks: str) -> list[str]:
    """The sentences of the last block."""
    document = read_document(make_source("\n\n".join(blocks) + "\n", "a.md"))
    return [one.content for one in choose_tellings(document, SpanSet(), SpanSet()).parts[-1].sentences]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["# Gates", "It rings.", "Gates It rings."], ["Gates", "It rings."]),
        # Titles alone, the last of them too.
        (["# Gates", "## Red ones", "Gates ## Red ones"], ["Gates", "Red ones"]),
        # What leads into a list.
        (
            ["# Gates", "All of them:", "It rings.", "Gates All of them: It rings."],
            ["Gates", "All of them:", "It rings."],
        ),
        (["# Gates", "All of them:", "All of them: Gates"], ["All of them:", "Gates"]),
        # The rest stands nowhere.
        (["# Gates", "It rings.", "Gates are red."], ["Gates are red."]),
        # A title ends where a word does.
        (["# Gate", "Swim.", "Gateswim."], ["Gateswim."]),
        # The head of a cut sentence is no lead-in, though a title says how it goes on.
        (
            ["# Gates in the wall", "Behind it are the", "Behind it are the gates in the wall"],
            ["Behind it are the gates in the wall"],
        ),
    ],
)
def test_titles_that_ran_together(blocks: list[str], expected: list[str]) -> None:
    assert split(*blocks) == expected
