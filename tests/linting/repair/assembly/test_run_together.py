"""Which sentences fall into titles and what ran together with them."""

from __future__ import annotations

import pytest

from endmark.document.markers import insert_markers
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
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


@pytest.mark.parametrize(
    ("head", "between", "rest"),
    [
        ("The gate is old. Behind it the keeper piles up the", "It rains.", "stones that fell off the wall."),
        ("門は古い。庭師はそれを実際の世話に落とし込み、堅", "雨が降る。", "牢な石垣を築き上げます。"),
        ("Das Tor ist alt. Dahinter stapelt der Wärter die", "Es regnet.", "Steine, die herabfielen."),
    ],
)
def test_what_breaks_off_at_a_marker_says_one_thing_with_its_rest(head: str, between: str, rest: str) -> None:
    whole = head + ("" if rest[0] == "牢" else " ") + rest
    source = make_source(f"{head}\n\n---END---\n\n{between}\n\n{rest}\n\n{whole}\n", "a.md")
    marker = source.text.index("---END---")
    document = insert_markers(read_document(source), [Span(marker, marker + len("---END---"))])
    cut = SpanSet([(marker - 4, marker - 2)])
    assert len(choose_tellings(document, SpanSet(), cut).parts[-1].sentences) == 2
