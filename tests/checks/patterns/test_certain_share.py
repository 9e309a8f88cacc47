"""How much of its block a match must be to be certain."""

from __future__ import annotations

import pytest

from endmark.api import Linter

HANDOVER = "Here is the revised version of your text:"
REST = "The pond is old, and nobody knows who dug it or why it never dries up in summer."


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (f"{HANDOVER}\n\n{REST}\n", "error"),
        (f"{REST} {HANDOVER}\n", "error"),
        (f"{REST} {REST} {REST} {REST} {HANDOVER}\n", "warning"),
        (f'---\ndescription: "{HANDOVER} {REST} {REST} {REST} {REST}"\n---\n\n{REST}\n', "error"),
    ],
)
def test_a_few_words_in_a_long_paragraph_may_be_said_of_something_else(text: str, severity: str) -> None:
    linter = Linter.from_config(use_config=False, select=["assistant-voice"])
    assert [found.severity.label for found in linter.check(text).violations] == [severity]
