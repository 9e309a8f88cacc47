"""What is asked of an article as a whole before its repetitions are judged."""

from __future__ import annotations

from tests.work import count_lines

from endmark.checks.repetition.context import _count_sections
from endmark.checks.repetition.runs import Pair


def count_work(number: int) -> int:
    """Of so many units that all say the same, each in a section of its own."""
    pairs = [Pair(copy, 0, strong=True, likeness="same") for copy in range(1, number)]
    paths = [(f"section {unit}",) for unit in range(number)]
    assert set(_count_sections(pairs, paths).values()) == {number}
    return count_lines(lambda: _count_sections(pairs, paths))


def test_sections_are_counted_once_for_all_that_say_the_same() -> None:
    assert count_work(400) <= 4 * count_work(100)
