from __future__ import annotations

from endmark.reporters.table import align_table


def test_words_are_flush_left_and_numbers_flush_right_by_display_width() -> None:
    assert align_table([("name", "n"), ("庭", "10"), ("a", "3")], words=1) == "name   n\n庭    10\na      3"


def test_no_line_ends_in_spaces() -> None:
    assert align_table([("a", "long"), ("b", "")], words=2) == "a  long\nb"
