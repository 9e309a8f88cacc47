"""The findings as a table: a row for each, the places of others in it, and nothing where it cannot be written whole."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from endmark.document.span import Position, Span
from endmark.linting.file_result import FileResult
from endmark.linting.report import Report
from endmark.linting.results import pack_results
from endmark.reporters import parquet
from endmark.reporters.parquet import write_parquet
from endmark.violation import Region, RelatedRegion, Severity, Violation

pytestmark = pytest.mark.skipif(find_spec("pyarrow") is None, reason="the extra `cluster` is not installed")


def make_region(line: int) -> Region:
    return Region(Span(0, 4), Position(line, 1), Position(line, 5))


FOUND = Violation("a.md", "one", Severity.ERROR, "It is cut.", make_region(3), "村の図", "村の図書館", "f1")
OTHER = Violation(
    "b.md",
    "two",
    Severity.WARNING,
    "It stands twice.",
    make_region(9),
    "barn",
    "barn",
    "f2",
    (RelatedRegion(make_region(5), "here, too", "a.md"),),
    suppressed="meant",
)
ROWS = [
    {
        "path": "a.md",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 5,
        "rule": "one",
        "severity": "error",
        "message": "It is cut.",
        "excerpt": "村の図",
        "fingerprint": "f1",
        "suppressed": None,
        "baselined": False,
        "related": [],
    },
    {
        "path": "b.md",
        "line": 9,
        "column": 1,
        "end_line": 9,
        "end_column": 5,
        "rule": "two",
        "severity": "warning",
        "message": "It stands twice.",
        "excerpt": "barn",
        "fingerprint": "f2",
        "suppressed": "meant",
        "baselined": False,
        "related": [{"path": "a.md", "line": 5, "column": 1, "end_line": 5, "end_column": 5, "message": "here, too"}],
    },
]


def make_report(*found: Violation) -> Report:
    results = pack_results({one.path: FileResult(violations=(one,)) for one in found})
    return Report(results.paths, results, (), None)


@pytest.mark.parametrize("at_once", [1, 5_000])
def test_each_finding_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    from pyarrow.parquet import read_table

    monkeypatch.setattr(parquet, "_AT_ONCE", at_once)
    target = tmp_path / "found.parquet"
    write_parquet(make_report(FOUND, OTHER), str(target))
    assert read_table(target).to_pylist() == ROWS


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    from pyarrow.parquet import read_table

    target = tmp_path / "found.parquet"
    write_parquet(make_report(), target.as_uri())
    table = read_table(target)
    assert (table.num_rows, table.column_names) == (0, [*ROWS[0]])


def test_a_table_that_cannot_be_written_whole_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "found.parquet"
    target.write_bytes(b"what was there")
    monkeypatch.setattr(parquet, "_name_place", lambda _: 1 / 0)
    with pytest.raises(OSError, match="division by zero"):
        write_parquet(make_report(FOUND), str(target))
    assert target.read_bytes() == b"what was there"


@pytest.mark.parametrize("place", ["nowhere/found.parquet", "unheard-of://bucket/found.parquet"])
def test_a_place_that_does_not_exist_is_an_error_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError, match=r"No such file|Protocol not known"):
        write_parquet(make_report(FOUND), place)
