from __future__ import annotations

import pytest

from endmark.checks.folding import fold, fold_block, weight
from endmark.document.reader import read
from endmark.document.source import from_text


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


def test_inline_code_tells_blocks_apart() -> None:
    document = read(from_text("Call `useState` first.\n\nCall `useEffect` first.\n", "a.md"))
    one, other = (fold_block(block, document.source.text) for block in document.blocks)
    assert (one, other) == ("callusestatefirst", "calluseeffectfirst")


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("abc", 3), ("雨ab", 4), ("한국", 4), ("дождь", 5)])
def test_a_cjk_character_weighs_two_letters(text: str, expected: int) -> None:
    assert weight(text) == expected
