"""Sentences that end a paragraph, and the article again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from endmark.checks import Scope
from endmark.checks.repetition import repeated_ending
from endmark.checks.repetition.repeated_ending import Options
from endmark.document.model import Document

Parted = Callable[[str], Document]

TEXTS = {
    "en": (
        "Bed {number} lies behind the wall. It was dug in the year {number}.",
        "The gate is open. {}",
        "Let us all see to it that the garden will flower for another century.",
        "So let us see to it that the garden will flower for another century.",
    ),
    "ja": (
        "{number}番の畝は塀の裏にあります。掘られたのは{number}年です。",
        "門は開いています。{}",
        "この庭がこれからも花をつけるのを、ぜひ一緒に見守っていきましょう。",
        "この庭がこれからも花をつけるのを、一緒に見守っていきませんか。",
    ),
    "de": (
        "Beet {number} liegt hinter der Mauer. Es wurde im Jahr {number} gegraben.",
        "Das Tor ist offen. {}",
        "Sorgen wir gemeinsam dafür, dass der Garten auch im nächsten Jahr blüht.",
        "Sorgen wir also gemeinsam dafür, dass der Garten auch im nächsten Jahr blüht.",
    ),
}


def make_article(language: str, number: int, places: Sequence[int], *, again: str = "", said: str = "") -> list[str]:
    """Paragraphs of which those at the places, from 0, end with one sentence, and the last one with it again."""
    paragraph, frame, sentence, other = TEXTS[language]
    blocks = [paragraph.format(number=one) for one in range(number)]
    for place in places:
        blocks[place] = frame.format(said or sentence)
    blocks[-1] = frame.format(again or other)
    return blocks


def find(parted: Parted, blocks: Sequence[str], options: Options | None = None) -> list[tuple[int, int]]:
    """The paragraphs in which something is found, from 0, each with that in which it is said again."""
    document = parted("\n\n".join(blocks) + "\n")
    return [
        (document.find_line(match.span.start) // 2, document.find_line(match.related[0].span.start) // 2)
        for match in repeated_ending.find(document, options or Options(), Scope())
    ]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (10, [3], [3]),
        (10, [2, 5], [2, 5]),
        # What the article promises at its beginning.
        (10, [0], []),
        (10, [1], []),
        # What leads into its end, or is a part of it.
        (10, [6], [6]),
        (10, [7], []),
        (10, [8], []),
        (40, [31], [31]),
        (40, [32], []),
        # A turn of phrase.
        (20, [3, 5, 7], []),
        # A short article.
        (5, [2], []),
        (6, [2], [2]),
    ],
)
def test_where_a_sentence_is_an_end_told_too_early(
    parted: Parted, language: str, number: int, places: list[int], expected: list[int]
) -> None:
    assert find(parted, make_article(language, number, places)) == [(place, number - 1) for place in expected]


@pytest.mark.parametrize(
    ("said", "again"),
    [
        # Nothing of it, or less than four fifths.
        ("Let us all see to it that the garden will flower for another century.", "The wall is to be built anew."),
        ("Let us all see to it that the garden will flower for another century.", "Let us all see what will flower."),
        # Little is said, or where more is found.
        ("Let us all see to it.", "Let us all see to it."),
        (
            "[Let us all see to it that the garden](a.md) will flower.",
            "Let us all see to it that the garden will flower.",
        ),
        ("Let us all see to it that the `garden` will flower.", "Let us all see to it that the garden will flower."),
    ],
)
def test_other_sentences_are_none(parted: Parted, said: str, again: str) -> None:
    assert find(parted, make_article("en", 10, [3], said=said, again=again)) == []


def test_only_paragraphs_of_several_sentences_end_so(parted: Parted) -> None:
    blocks = make_article("en", 10, [3])
    alone = TEXTS["en"][2]
    assert find(parted, [*blocks[:3], alone, *blocks[4:]]) == []
    assert find(parted, [*blocks[:-1], alone]) == []
    assert find(parted, [*blocks[:3], f"- {blocks[3]}", *blocks[3:]]) == [(4, 10)]
    assert find(parted, [*blocks[:3], f"{alone} The gate is open.", *blocks[4:]]) == []


@pytest.mark.parametrize(("least", "found"), [(55, True), (56, False)])
def test_a_sentence_weighs_enough(parted: Parted, least: int, found: bool) -> None:
    said = TEXTS["en"][2]
    assert bool(find(parted, make_article("en", 10, [3], again=said), Options(min_weight=least))) is found


@pytest.mark.parametrize(("least", "found"), [(90, True), (99, False)])
def test_sentences_are_similar_enough(parted: Parted, least: int, found: bool) -> None:
    assert bool(find(parted, make_article("en", 10, [3]), Options(min_similarity=least))) is found
