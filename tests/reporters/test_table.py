from __future__ import annotations

from endmark.reporters.table import align_rows, align_table


def test_words_are_flush_left_and_numbers_flush_right_by_display_width() -> None:
    assert align_table([("name", "n"), ("庭", "10"), ("a", "3")], words=1) == "name   n\n庭    10\na      3"


def test_no_line_ends_in_spaces() -> None:
    assert align_table([("a", "long"), ("b", "")], words=2) == "a  long\nb"


ROWS = (("gate", "It is opened at dawn, before anybody comes."), ("庭", "Frogs."))


def test_the_last_cells_are_broken_at_words_for_a_screen() -> None:
    broken = ["gate  It is opened at dawn,", "      before anybody comes.", "庭    Frogs."]
    assert align_rows(ROWS, screen=28) == broken
    assert max(map(len, broken)) <= 28


def test_a_table_is_not_broken_where_nothing_or_too_little_is_known_of_the_screen() -> None:
    whole = ["gate  It is opened at dawn, before anybody comes.", "庭    Frogs."]
    assert align_rows(ROWS) == align_rows(ROWS, screen=25) == whole


def test_a_table_may_have_no_rows() -> None:
    assert align_rows([]) == align_rows([], screen=80) == []
