from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.work import count_lines

from endmark.reporters import line_matcher
from endmark.reporters.diff import _iter_unified
from endmark.reporters.line_matcher import LineMatcher
from shapes import SHAPES, word


def rebuild(before: list[str], after: list[str]) -> list[str]:
    """The second text, out of the first and what the matcher says is not the same."""
    lines: list[str] = []
    for tag, first, last, start, end in LineMatcher(before, after).get_opcodes():
        lines += before[first:last] if tag == "equal" else after[start:end]
    return lines


LINES = st.lists(st.sampled_from([*"abcdefgh", ""]), max_size=30)


@given(before=LINES, after=LINES)
def test_what_is_the_same_is_the_same_in_order(before: list[str], after: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_matcher, "_FEW_LINES", -1)
        patch.setattr(line_matcher, "_FEW_BETWEEN", 4)
        assert rebuild(before, after) == after


@given(before=LINES, after=LINES)
def test_short_texts_are_left_to_difflib(before: list[str], after: list[str]) -> None:
    assert LineMatcher(before, after).get_opcodes() == SequenceMatcher(None, before, after).get_opcodes()


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("abcdef", "abdef", "abdef"),
        ("abcxef", "abyef", "abef"),
        ("aabbaab", "aabab", "aabab"),  # no line stands once, but few stand between
        ("abcde", "cdeab", "cde"),
        ("abc", "", ""),
    ],
)
def test_as_much_as_can_be_is_the_same(monkeypatch: pytest.MonkeyPatch, before: str, after: str, same: str) -> None:
    monkeypatch.setattr(line_matcher, "_FEW_LINES", -1)
    blocks = LineMatcher(list(before), list(after)).get_matching_blocks()
    assert "".join(before[block.a : block.a + block.size] for block in blocks) == same


def test_a_long_diff_shows_what_was_taken_out_and_nothing_else() -> None:
    before = [f"{line}\n" for line in SHAPES["markers"](60_000).split("\n")]
    after = [line for line in before if line != "---END---\n"]
    shown = [line for line in _iter_unified(before, after, "a.md") if line[0] in "-+" and "a.md" not in line]
    assert shown == ["----END---\n"] * (len(before) - len(after))


def test_four_times_the_changes_are_four_times_the_work() -> None:
    def compare(number: int) -> None:
        before = [line for index in range(number) for line in (f"{word(index)}\n", "\n", "---END---\n", "\n")]
        after = [line for index in range(number) for line in (f"{word(index)}\n", "\n")]
        assert rebuild(before, after) == after

    assert count_lines(lambda: compare(8_000)) <= 5 * count_lines(lambda: compare(2_000))
