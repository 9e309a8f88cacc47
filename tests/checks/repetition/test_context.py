"""What is asked of an article as a whole before its repetitions are judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.work import count_lines

from endmark.checks.repetition.context import SaidSentences, _count_sections
from endmark.checks.repetition.runs import Pair
from endmark.checks.repetition.units import Units
from endmark.document.model import Document
from endmark.document.sentences import iter_sentences

Parted = Callable[[str], Document]


def count_work(number: int) -> int:
    """Of so many units that all say the same, each in a section of its own."""
    pairs = [Pair(copy, 0, strong=True, likeness="same") for copy in range(1, number)]
    paths = [(f"section {unit}",) for unit in range(number)]
    assert set(_count_sections(pairs, paths).values()) == {number}
    return count_lines(lambda: _count_sections(pairs, paths))


def test_sections_are_counted_once_for_all_that_say_the_same() -> None:
    assert count_work(400) <= 4 * count_work(100)


def test_a_long_block_is_read_once_for_all_that_repeat_parts_of_it(
    parted: Parted, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def spy(content: str, *, strict: bool) -> Iterator[tuple[int, int]]:
        read.append(content)
        return iter_sentences(content, strict=strict)

    monkeypatch.setattr("endmark.checks.repetition.context.iter_sentences", spy)
    blocks = ["It rains. It rains. The pond is full.", *(f"Pond {number} is full." for number in range(9))]
    units = Units(parted("\n\n".join(blocks) + "\n"))
    assert len(list(units.read())) == len(blocks)
    sentences = SaidSentences(units)
    for number in range(1, len(blocks)):
        assert sentences.count(number).total() == 1
        assert sentences.count(0) == {"itrains": 2, "thepondisfull": 1}
    assert sorted(read) == sorted(blocks)
