"""What helps with a mistake."""

from __future__ import annotations

import pytest

from endmark.errors import suggest

RULES = ("duplicate-heading", "duplicate-paragraph", "empty-section", "stray-end-marker", "truncated-sentence")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("empty-sections", "Did you mean 'empty-section'?"),
        ("Empty-Section", "Did you mean 'empty-section'?"),
        ("dup", "Did you mean one of these: duplicate-heading, duplicate-paragraph?"),
        ("Marker", "Did you mean 'stray-end-marker'?"),
        ("en", None),  # it stands in many words
        ("poems", None),
    ],
)
def test_what_was_meant(word: str, said: str | None) -> None:
    assert suggest(word, RULES) == suggest(word, reversed(RULES)) == said


def test_a_part_of_many_names_is_no_help() -> None:
    assert suggest("rule", [f"own-rule-of-the-house-{number}" for number in range(6)]) is None
