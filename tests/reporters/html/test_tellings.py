from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.reporters.html.tellings import mark_differences


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The gate is open.", "The gate is shut.", ("The gate is <del>open</del>.", "The gate is <ins>shut</ins>.")),
        ("門は開いている。", "門は閉じている。", ("門は<del>開い</del>ている。", "門は<ins>閉じ</ins>ている。")),
        ("It ends.", "It ends. Truly.", ("It ends.", "It ends.<ins> Truly.</ins>")),
        ("Ворота открыты.", "Ворота закрыты.", ("Ворота <del>открыты</del>.", "Ворота <ins>закрыты</ins>.")),
        ("a < b", "a > b", ("a <del>&lt;</del> b", "a <ins>&gt;</ins> b")),
        ("", "new", ("", "<ins>new</ins>")),
    ],
)
def test_what_only_one_telling_says_is_marked(first: str, second: str, expected: tuple[str, str]) -> None:
    assert mark_differences(first, second) == expected


def test_signs_between_two_differences_belong_to_them() -> None:
    assert mark_differences("朝は晴れて夜は雨だ。", "昼は曇って夜は雨だ。")[0] == "<del>朝は晴れ</del>て夜は雨だ。"


def test_of_a_long_stretch_the_ends_are_shown() -> None:
    shown, other = mark_differences("same " * 400 + "a", "same " * 400 + "b")
    assert len(shown) < 300
    assert " […] " in shown
    assert other.endswith("<ins>b</ins>")


@given(st.text("ab c東京<&。", max_size=40), st.text("ab c東京<&。", max_size=40))
def test_both_tellings_are_there_as_they_are(read_page: Callable[[str], Any], first: str, second: str) -> None:
    for text, html in zip((first, second), mark_differences(first, second), strict=True):
        page = read_page(html)
        assert page.wrong == []
        assert page.words == text
    assert re.sub(r"<del>.*?</del>", "", mark_differences(first, second)[0]) == re.sub(
        r"<ins>.*?</ins>", "", mark_differences(first, second)[1]
    )
