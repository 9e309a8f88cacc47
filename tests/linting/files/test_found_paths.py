"""Paths that were found are the same, and in the same order, wherever they wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.linting.files import found_paths
from endmark.linting.files.found_paths import FoundPath, FoundPaths

NAMES = st.sampled_from(["a", "b", "b/a", "b-a", "b\udcff", "é", "\U00010000", "\uffff"])
PATHS = st.lists(st.tuples(NAMES, NAMES, st.integers(0, 2)))


def find(paths: list[tuple[str, str, int]], *, few: int) -> list[tuple[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(found_paths, "FEW", few)
        patch.setattr(found_paths, "_AT_ONCE", 2)
        found = FoundPaths()
        turns = sorted(paths, key=lambda one: one[2])
        count = found.add(FoundPath(real, path, path, turn, own=real == path) for real, path, turn in turns)
        assert count == len(paths)
        return list(found)


@given(PATHS)
def test_many_are_found_as_few_are(paths: list[tuple[str, str, int]]) -> None:
    assert find(paths, few=0) == find(paths, few=3) == find(paths, few=100)


def test_a_file_has_its_own_name_or_the_last_one_that_leads_to_it() -> None:
    paths = [("b", "link", 0), ("b", "b", 0), ("b", "z", 0), ("c", "x", 0), ("c", "y", 0), ("c", "c", 1)]
    for few in (0, 100):
        assert find(paths, few=few) == [("b", "b"), ("y", "y")]


@pytest.mark.parametrize("few", [1, 100])
def test_paths_in_order_need_no_database(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_paths, "_open_database", None)
    paths = [(name, name, 0) for name in ("a", "b", "b-a", "b/a", "c")]
    assert find(paths, few=few) == [(name, name) for name, *_ in paths]
