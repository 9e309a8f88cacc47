from __future__ import annotations

import pytest

from endmark.checks.markup.flanking import can_close, can_open, is_cjk


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("", "a", True, False),
        ("a", "", False, True),
        (" ", "a", True, False),
        ("a", " ", False, True),
        ("a", "b", True, True),
        ("a", "(", False, True),
        (")", "a", True, False),
        (".", "(", True, True),
        ("", "(", True, False),
        (" ", " ", False, False),
        ("", "", False, False),
        ("」", "だ", True, False),
        ("は", "「", False, True),
        ("、", "「", True, True),
        ("€", "a", True, False),
    ],
)
def test_commonmark_looks_at_both_sides_of_a_run(before: str, after: str, left: bool, right: bool) -> None:
    assert (can_open(before, after), can_close(before, after)) == (left, right)


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("」", "だ", True, True),
        ("は", "「", True, True),
        (")", "は", True, True),
        ("の", "[", True, True),
        (")", "를", True, True),
        ("。", "a", True, True),
        # Without such a letter or sign nothing is different.
        (")", "a", True, False),
        ("a", "(", False, True),
        (" ", "「", True, False),
        # An emoji is wide, and no letter of theirs.
        (")", "😀", True, True),
        ("😀", "a", True, False),
    ],
)
def test_cjk_friendly_renderers_let_punctuation_stand_beside_cjk_letters(
    before: str, after: str, left: bool, right: bool
) -> None:
    assert (can_open(before, after, cjk_friendly=True), can_close(before, after, cjk_friendly=True)) == (left, right)


def test_the_end_of_a_text_is_no_letter() -> None:
    assert not is_cjk("")
