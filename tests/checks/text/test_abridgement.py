"""Sentences that have all words of another one."""

from __future__ import annotations

import pytest

from endmark.checks.text.abridgement import abridges

MILL = "The mill by the weir has ground the corn of the valley since the war."


@pytest.mark.parametrize(
    ("short", "full"),
    [
        # A clause of its own; a word that names something; a number with what it counts.
        (MILL, "The mill by the weir has ground the corn of the valley since the war, and it may do so for long."),
        (MILL, "As the old people say, the mill by the weir has ground the corn of the valley since the war."),
        (
            MILL,
            "The mill by the weir has ground all day long, as nobody else could, the corn of the valley since the war.",
        ),
        (MILL, "The old mill by the weir has ground the corn of the valley since the war."),
        (MILL, "The mill by the weir has ground the corn of 30 farms of the valley since the war."),
        (
            "この会社は世界で約125棟の倉庫を自分で動かしています。",
            "この会社は世界約30都市で約125棟の倉庫を自分で動かしています。",
        ),
        (
            "倉庫の屋根には太陽電池が並び、昼のあいだは電気を買わずに済みます。",
            "倉庫の屋根には太陽電池が並び、昼のあいだは電気を買わずに済みますし、夜も蓄えた電気を使えるかもしれません。",
        ),
        (
            "Das Lager am Hafen kauft seinen Strom seit drei Jahren aus dem Wind.",
            "Das Lager am Hafen kauft seinen Strom seit drei Jahren aus dem Wind, der vor der Küste nie nachlässt.",
        ),
        ("仓库的屋顶上装满了太阳能电池板，白天不需要买电。", "仓库的屋顶上装满了黑色的太阳能电池板，白天不需要买电。"),
    ],
)
def test_fuller_sentence_has_all_words(short: str, full: str) -> None:
    assert abridges(short, full)
    assert not abridges(full, short)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        # A word that denies, limits or doubts.
        (MILL, MILL.replace("has", "has never")),
        (MILL, MILL.replace("has", "has perhaps")),
        (MILL, MILL.replace("the corn", "some of the corn")),
        (
            "倉庫の屋根には太陽電池が並び、昼は電気を買います。",
            "倉庫の屋根には太陽電池が並び、昼だけは電気を買います。",
        ),
        (
            "Das Lager am Hafen kauft seinen Strom aus dem Wind.",
            "Das Lager am Hafen kauft seinen Strom nicht aus dem Wind.",
        ),
        ("仓库的屋顶上装满了太阳能电池板，白天需要买电。", "仓库的屋顶上装满了太阳能电池板，白天不需要买电。"),
        # An ending, or a slip.
        ("倉庫の屋根には太陽電池が並んでいるはずです。", "倉庫の屋根には太陽電池が並んでいるはずですます。"),
        # Part of a number.
        (
            "この会社は世界で約125棟の倉庫を自分で動かしています。",
            "この会社は世界で約3 125棟の倉庫を自分で動かしています。",
        ),
        # Other words, another order, the same words.
        (MILL, MILL.replace("corn", "rye and oats")),
        (MILL, "Since the war the mill by the weir has ground the corn of the valley of the wells."),
        (MILL, MILL),
        # A few words stand in any long sentence; half of one is no abridgement; nor are words from all over.
        ("The mill has ground the corn.", "The mill by the weir has ground the corn."),
        (MILL, f"{MILL[:-1]}, and {MILL.lower()[:-1]}, and so on it went, day by day."),
        (MILL, "The old mill by the low weir has long ground the good corn of the valley since the war."),
    ],
)
def test_other_sentences_are_no_abridgement(short: str, full: str) -> None:
    assert not abridges(short, full)


def test_very_long_sentences_are_not_compared() -> None:
    words = " ".join(f"word{'x' * (number % 7)}" for number in range(500))
    assert not abridges(words, f"{words} more")
