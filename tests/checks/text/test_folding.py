from __future__ import annotations

import pytest

from endmark.checks.text.folding import compute_weight, fold, fold_block, fold_source
from endmark.document.reader import read_document
from endmark.document.source import make_source


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AI チップ", "AIチップ"),
        ("４つの柱", "4つの柱"),
        ("「未来」へ。", "未来へ"),
        ("Straße", "STRASSE"),
        ("...and so on", "And so on!"),
        ("ﾊﾝｶｸ", "ハンカク"),
        ("a\nb", "a b"),
    ],
)
def test_texts_that_say_the_same_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("snake_case, 2 of 3", "snakecase2of3"),
        ("門_は、開く。", "門は開く"),
        ("Don’t — stop", "dontstop"),
        ("ｶﾞの４月①", "ガの4月1"),
        ("ÉCOLE d’été", "écoledété"),
        ("काम और कम", "कामऔरकम"),
        ("〜ー・ヽ々〆", "ーヽ々〆"),
    ],
)
def test_letters_and_digits_are_left(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["門が開く。 ", "Cafe\u0301 d’été. ", "ｶﾞの①_", "e\u0301\u0323\u0489"])
def test_a_long_text_is_folded_as_its_parts_are(text: str) -> None:
    assert fold(text * 30_000) == fold(text) * 30_000


def test_no_sign_is_left() -> None:
    signs = [character for character in map(chr, range(0x1FFFF)) if not character.isalnum()]
    assert fold("門が開く" + "".join(signs)) == "門が開く"


def test_inline_code_tells_blocks_apart() -> None:
    document = read_document(make_source("Call `useState` first.\n\nCall `useEffect` first.\n", "a.md"))
    one, other = (fold_block(block, document.source.text) for block in document.blocks)
    assert (one, other) == ("callusestatefirst", "calluseeffectfirst")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("![](walks/202602/bg2026022304.webp)", "![](walks/202602/bg2026022804.webp)", False),
        ("![A gate](gate.png)", '![門](gate.png "The gate")', True),
        ("![](a_(1).png)", "![](a_(2).png)", False),
        ("![][one]", "![][two]", False),
        ('See <img alt="" src="gate.png"> now', "See <img src='door.png'> now", False),
        ('See <img alt="" src="gate.png"> now', "See ![](gate.png) now", True),
    ],
)
def test_images_are_the_same_where_their_address_is(one: str, other: str, same: bool) -> None:
    assert (fold_source(one) == fold_source(other)) is same


def test_an_image_weighs_next_to_nothing() -> None:
    assert (
        compute_weight(fold_source("See ![The gate in spring](https://example.com/2026/02/gate.webp) now"))
        == len("seenow") + 1
    )


@pytest.mark.parametrize("text", ["![" * 9, "![a](" * 9, "<img src=" * 9, "![a](b(c", '![a](b "c)', "![a]"])
def test_what_is_no_image_is_text(text: str) -> None:
    assert fold_source(text).isprintable() or "]" in text


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("abc", 3), ("雨ab", 4), ("한국", 4), ("дождь", 5)])
def test_a_cjk_character_weighs_two_letters(text: str, expected: int) -> None:
    assert compute_weight(text) == expected
