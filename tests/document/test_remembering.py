"""What is said again of the same short text costs nothing."""

from __future__ import annotations

import pytest

from endmark.document import remembering
from endmark.document.remembering import remember_short, remember_within


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


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        (("ab", "ab", "c", "ab", "c"), ["ab", "c"]),
        (("ab", "c", "de", "ab"), ["ab", "c", "de", "ab"]),  # three are too many: it began anew
        (("a much longer text",) * 2, ["a much longer text"] * 2),
    ],
    ids=["said again", "begun anew", "too long"],
)
def test_texts_are_remembered_as_long_as_there_is_room(
    texts: tuple[str, ...], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "_EACH", 1)
    heard: list[str] = []

    @remember_within(12)
    def spell(text: str, more: str) -> list[str]:
        heard.append(text)
        return [*text, more]

    assert [spell(text, "!") for text in texts] == [[*text, "!"] for text in texts]
    assert heard == asked


def test_what_much_is_said_of_takes_much_room() -> None:
    heard: list[str] = []

    @remember_within(100_000)
    def spell(text: str) -> list[str]:
        heard.append(text)
        return list(text)

    for _ in range(2):
        assert spell("a" * 1_000)
    assert len(heard) == 2
