"""What makes a match sure: its pattern, its place, its share of the block, and where in a sentence it begins."""

from __future__ import annotations

import pytest

from endmark.checks.patterns.edges import PatternPlace
from endmark.checks.patterns.sureness import CERTAIN, FOUND, Position, Standing
from endmark.document.span import Span

NOTE = "[The rest follows here.]"
SHORT = "The pond was dug by hand."
OPENED = "The pond was dug by hand, and nobody knows by whom"
LONG = f"{SHORT} " * 8


def weigh(text: str, place: PatternPlace, position: Position) -> int:
    start = text.index(NOTE)
    return Standing(text).weigh(Span(start, start + len(NOTE)), place, position)


@pytest.mark.parametrize(
    ("text", "position", "found", "certain"),
    [
        # Alone in its block.
        (NOTE, "edge", "anywhere sentence apart edge", "anywhere sentence apart edge"),
        (NOTE, "inside", "anywhere sentence apart", "anywhere sentence"),
        (NOTE, "letter", "anywhere sentence", "anywhere sentence"),
        # A sentence of its own behind another, and before one.
        (f"{SHORT} {SHORT} {NOTE}", "edge", "anywhere sentence apart edge", "anywhere sentence apart"),
        (f"{SHORT} {SHORT} {NOTE}", "inside", "anywhere sentence", "anywhere"),
        (f"{NOTE} {SHORT} {SHORT}", "inside", "anywhere sentence", "anywhere"),
        # Behind an opening, a colon, and at the beginning of a line.
        (f"Now, for your garden's pond: {NOTE} {SHORT}", "inside", "anywhere sentence", "anywhere"),
        (f"{OPENED}: {NOTE} {SHORT}", "inside", "anywhere sentence", "anywhere"),
        (f"{OPENED}\n{NOTE} {SHORT}", "inside", "anywhere sentence", "anywhere"),
        ("池を掘るのは大変です、" + NOTE + SHORT, "inside", "anywhere sentence", "anywhere"),
        # In the middle of a sentence.
        (f"{OPENED} {NOTE}.", "inside", "anywhere", ""),
        (f"{OPENED} {NOTE}.", "edge", "anywhere sentence apart", "anywhere sentence"),
        (f"池はだれかが手で掘りました、だれも知りません{NOTE}。{SHORT}", "inside", "anywhere", ""),
        (f"{'~' * 90}, {NOTE} {SHORT} {SHORT} {SHORT}", "inside", "anywhere sentence", "anywhere"),
        # In the middle of one, in a long paragraph.
        (f"{LONG}{OPENED} {NOTE}.", "inside", "", ""),
        (f"{LONG}{OPENED} {NOTE}.", "edge", "anywhere sentence", "anywhere"),
    ],
)
def test_signs_are_added_up(text: str, position: Position, found: str, certain: str) -> None:
    places: tuple[PatternPlace, ...] = ("anywhere", "sentence", "apart", "edge")
    sure = {place: weigh(text, place, position) for place in places}
    assert " ".join(place for place in places if sure[place] >= FOUND) == found
    assert " ".join(place for place in places if sure[place] >= CERTAIN) == certain


def test_a_long_text_is_cut_into_sentences_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def iter_one(text: str) -> list[tuple[int, int]]:
        asked.append(text)
        return [(0, len(text))]

    monkeypatch.setattr("endmark.checks.patterns.sureness.iter_sentences", iter_one)
    standing = Standing(LONG * 20)
    for start in range(20, 1000, 20):
        standing.weigh(Span(start, start + 5), "sentence", "inside")
    assert len(asked) == 1
