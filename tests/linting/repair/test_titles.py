from __future__ import annotations

import pytest

from endmark.linting.repair.titles import Titles


@pytest.mark.parametrize(
    ("titles", "said", "expected"),
    [
        (["gate", "gateway", "pond"], "gatewayandpond", ["gateway", "gate"]),
        (["gate", "gate"], "gate", ["gate"]),
        (["gateway"], "gate", []),
        (["", "pond"], "gate", []),
        (["門", "門番"], "門番が来る", ["門番", "門"]),
    ],
)
def test_titles_are_found_at_the_beginning_the_longest_first(titles: list[str], said: str, expected: list[str]) -> None:
    assert [said[:end] for end in Titles(titles).iter_ends(said)] == expected
    assert [end - 2 for end in Titles(titles).iter_ends(f"x {said}", 2)] == list(map(len, expected))
