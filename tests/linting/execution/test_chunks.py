from __future__ import annotations

from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.linting.execution.chunks import (
    EACH_FILE,
    LARGEST,
    SMALLEST,
    measure_cost,
    split_chunks,
    split_parts,
)
from endmark.linting.files.discovery import FoundFile
from endmark.linting.files.parts import FoundPart


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([], []),
        ([7], [(0,)]),
        ([1, 2, 3], [(2, 1, 0)]),
        ([SMALLEST, 1, 2 * SMALLEST], [(2,), (0,), (1,)]),
        ([SMALLEST // 2] * 4, [(0, 1), (2, 3)]),
        ([5 * LARGEST, LARGEST], [(0,), (1,)]),
    ],
)
def test_small_files_share_a_chunk_and_large_ones_come_first(
    weights: list[int], expected: list[tuple[int, ...]]
) -> None:
    assert list(split_chunks(weights, 2)) == expected


def test_chunks_are_as_large_as_they_may_be_while_much_is_left() -> None:
    sizes = [len(chunk) for chunk in split_chunks([LARGEST // 10] * 400, 2, largest=3 * LARGEST)]
    assert (sizes[0], max(sizes), sum(sizes)) == (30, 30, 400)


@given(st.lists(st.integers(0, 2 * LARGEST)), st.integers(1, 9))
def test_every_file_is_in_one_chunk(weights: list[int], jobs: int) -> None:
    assert sorted(chain.from_iterable(split_chunks(weights, jobs))) == list(range(len(weights)))


def test_chunks_grow_smaller_towards_the_end() -> None:
    weights = [10_000] * 3000
    sizes = [sum(weights[index] for index in chunk) for chunk in split_chunks(weights, 2)]
    assert (sizes[0], max(sizes)) == (LARGEST, LARGEST)
    assert all(before >= after for before, after in pairwise(sizes))
    assert sizes[-2] < 2 * SMALLEST


def make_parts(*numbers: int, place: str = "a.jsonl") -> list[FoundPart]:
    return [FoundPart(place, f"{place}#{number}", number=number) for number in numbers]


def test_parts_of_a_file_are_read_in_one_go() -> None:
    parts = [*make_parts(4, 1, 3, 2), *make_parts(1, 2, place="b.jsonl")]
    assert list(split_parts(parts, [SMALLEST // 2] * 6, 2)) == [(1, 3), (2, 0), (4, 5)]
    parts = make_parts(*range(1000))
    chunks = list(split_parts(parts, [LARGEST] * 1000, 100))
    assert max(map(len, chunks)) == 40  # for a hundred processes four each, of which one is needed
    assert max(map(len, split_parts(parts, [LARGEST] * 1000, 8))) == 63
    assert list(chain.from_iterable(chunks)) == list(range(1000))
    assert max(map(len, split_parts(parts, [10 * LARGEST] * 1000, 100))) == 7


def test_a_file_weighs_its_bytes_and_a_little_more(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"12345")
    assert measure_cost(FoundFile(str(path), "a.md")) == EACH_FILE + 5
    assert measure_cost(FoundFile(str(tmp_path / "gone.md"), "gone.md")) == EACH_FILE
