"""Tables that stop in the middle of a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.cuts import cut_row
from endmark.document.model import Document

Parted = Callable[[str], Document]

HEAD = "| Bed | Plants | Water |\n|---|---|---|\n"
ROW = "| 1 | Beans | Much |\n"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (f"{HEAD}{ROW}| 2\n", ("| 2", 1, 3)),
        (f"{HEAD}{ROW}| 2 | Pe", ("| 2 | Pe", 2, 3)),
        (f"{HEAD}| The old be\n", ("| The old be", 1, 3)),
        (f"{HEAD}{ROW}| 2 \\| 3\n\nThe end.\n", ("| 2 \\| 3", 1, 3)),
        (f"{HEAD}{ROW}| 2\n\n---END---\n\n{HEAD}{ROW}", ("| 2", 1, 3)),
        # Every cell is there, or the row is closed.
        (f"{HEAD}{ROW}| 2 | Peas | Li\n", None),
        (f"{HEAD}{ROW}| 2 |\n", None),
        # Rows that are not closed either, and lines that are no rows.
        (f"{HEAD}| 1 | Beans\n| 2\n", None),
        ("| Bed | Plants\n|---|---\n| 1\n", None),
        (f"{HEAD}{ROW}2\n", None),
        ("| Bed | Plants |\n|---|---|\n", None),
        # What is quoted, or an item, has signs of its own before each line.
        ("> | Bed | Plants |\n> |---|---|\n> | 1\n", None),
        (f"```\n{HEAD}| 2\n```\n", None),
    ],
)
def test_a_table_that_stops_in_the_middle_of_a_row(
    parted: Parted, table: str, expected: tuple[str, int, int] | None
) -> None:
    document = parted(table)
    found = list(cut_row.find(document, cut_row.Options(), Scope()))
    assert [(match.values["row"], match.values["cells"], match.values["columns"]) for match in found] == (
        [expected] if expected else []
    )
    assert all(document.source.get_excerpt(match.span) == match.values["row"] for match in found)


def test_only_tables_in_the_scope_are_judged(parted: Parted) -> None:
    assert list(cut_row.find(parted(f"{HEAD}| 2\n"), cut_row.Options(), Scope(frozenset({"paragraph"})))) == []
