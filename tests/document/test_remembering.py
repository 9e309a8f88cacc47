"""What is said again of the same short text costs nothing."""

from __future__ import annotations

import pytest

from endmark.document.remembering import remember_short


@pytest.mark.parametrize(("text", "calls"), [("雨", 1), ("abc", 1), ("abcd", 2)])
def test_short_texts_alone_are_remembered(text: str, calls: int) -> None:
    asked: list[str] = []

    @remember_short(longest=3, kept=2)
    def spell(text: str, between: str) -> str:
        asked.append(text)
        return between.join(text)

    assert spell(text, "-") == spell(text, "-") == "-".join(text)
    assert len(asked) == calls
    assert spell(text, "+") == "+".join(text)
