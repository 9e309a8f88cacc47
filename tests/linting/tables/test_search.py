"""The rows of tables, as a run gets them."""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from endmark.document.reading import Reading
from endmark.errors import Problem
from endmark.linting.checking.file_check import read_source
from endmark.linting.files.discovery import Discovery
from endmark.linting.files.parts import FoundPart, TextsInFiles
from endmark.linting.tables.request import Field, TableRequest
from endmark.linting.tables.search import ScanTables, find_rows
from endmark.phrase import phrase
from endmark.ruleset.loading import load_settings
from endmark.ruleset.nearest import NearestSettings
from endmark.ruleset.settings_request import SettingsRequest

BY_SLUG = TableRequest("body", "slug")


def write(folder: Path, rows: Iterable[Mapping[str, Any]], name: str = "posts.jsonl") -> None:
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def find(
    folder: Path,
    request: TableRequest = BY_SLUG,
    *places: str,
    allow_empty: bool = False,
    elsewhere: ScanTables | None = None,
) -> Discovery:
    asked = SettingsRequest(cwd=folder)
    nearest = NearestSettings(load_settings(asked), asked, load_settings)
    places = places or ("posts.jsonl",)
    return find_rows(places, request, cwd=folder, nearest=nearest, allow_empty=allow_empty, elsewhere=elsewhere)


def read(found: Discovery) -> dict[str, str]:
    assert found.read is not None
    return {row.shown: read_source(row, found.read)[1].text for row in found.files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_a_row_is_a_file_with_the_name_of_its_table_and_its_own(folder: Path) -> None:
    write(folder, [{"slug": "b/c", "body": "Two."}, {"slug": "納屋", "body": "\ufeffOne."}])
    found = find(folder)
    assert read(found) == {"posts.jsonl#b/c": "Two.", "posts.jsonl#納屋": "One."}
    assert (found.problems, found.tables, found.whole) == ((), ("posts.jsonl",), False)
    row = found.files[0]
    assert row.to_path_below(str(folder.parent)) == f"{folder.name}/posts.jsonl#b/c"
    assert (row.folder, row.measure()) == (str(folder), 4)


def test_without_a_name_a_row_has_its_number(folder: Path) -> None:
    write(folder, [{"body": "One."}, {"body": "Two."}])
    assert read(find(folder, TableRequest("body"))) == {"posts.jsonl#1": "One.", "posts.jsonl#2": "Two."}


def test_fields_stand_before_the_text_and_its_lines_are_its_own(folder: Path) -> None:
    request = TableRequest("body", "slug", fields=(Field("reading_time", "minutes"), Field("title", "title")))
    write(
        folder, [{"slug": "a", "body": "One.", "minutes": 3, "title": None}, {"slug": "b", "body": "---\nx: 1\n---\n"}]
    )
    found = find(folder, request)
    assert read(found) == {
        "posts.jsonl#a": "---\nreading_time: 3\n---\nOne.",
        "posts.jsonl#b": "---\nx: 1\n---\n",
    }
    assert [row.beside for row in found.files] == [24, 0]


@pytest.mark.parametrize(
    ("config", "markup", "reading"),
    [
        ("", None, Reading("markdown")),
        ("", "html", Reading("html")),
        ("read_as: {'posts.jsonl': text}", None, Reading("text")),
        ("read_as: {'posts.jsonl': text}", "html", Reading("html")),
    ],
)
def test_what_texts_are_written_in(config: str, markup: Any, reading: Reading, folder: Path) -> None:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    write(folder, [{"body": "One."}])
    assert [row.reading for row in find(folder, TableRequest("body", markup=markup)).files] == [reading]


def test_the_order_of_rows_changes_nothing(folder: Path) -> None:
    rows: list[dict[str, Any]] = [{"slug": f"row-{number}", "body": f"Text {number}."} for number in range(60)]
    rows += [{"slug": f"row-{number}", "body": "Again."} for number in range(3)]
    rows += [{"slug": f"none-{number}", "body": None} for number in range(30)]
    write(folder, rows)
    first = find(folder)
    rows = [*rows[40:], *reversed(rows[:40])]
    write(folder, rows)
    again = find(folder)
    assert read(again) == read(first)
    assert again.problems == first.problems
    assert len(first.files) == 57


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([{"slug": "a", "body": None}], "posts.jsonl#a: there is nothing in the column 'body'."),
        ([{"slug": "a", "body": 5}], "posts.jsonl#a: what stands in the column 'body' is no text (int)."),
        ([{"slug": None, "body": "One."}], "posts.jsonl: row 1 has nothing in the column 'slug'."),
        ([{"slug": "", "body": "One."}], "posts.jsonl: row 1 has nothing in the column 'slug'."),
        (
            [{"slug": "a", "body": "One."}, {"slug": "a", "body": "Two."}],
            "posts.jsonl#a: 2 rows have this in the column 'slug': none is checked. Name with --id a column",
        ),
        ([{"slug": "a", "text": "One."}], "posts.jsonl: there is no column 'body'. It has these: slug, text."),
        ([{"slug": "a", "bodi": "One."}], "posts.jsonl: there is no column 'body'. Did you mean 'bodi'?"),
    ],
)
def test_a_row_that_cannot_be_checked_is_told_and_the_others_go_on(
    rows: list[dict[str, Any]], problem: str, folder: Path
) -> None:
    write(folder, rows)
    write(folder, [{"slug": "fine", "body": "Fine."}], "more.jsonl")
    found = find(folder, BY_SLUG, "posts.jsonl", "more.jsonl")
    assert [str(one)[: len(problem)] for one in found.problems] == [problem]
    assert [row.shown for row in found.files] == ["more.jsonl#fine"]


def test_of_many_rows_the_first_are_named(folder: Path) -> None:
    write(folder, [{"slug": f"row-{number:03}", "body": None} for number in range(100)])
    problems = find(folder).problems
    assert [problem.path for problem in problems[:20]] == [f"posts.jsonl#row-{number:03}" for number in range(20)]
    assert str(problems[20]) == "posts.jsonl: and 80 more. Mend those above first."
    assert len(problems) == 21


def test_a_table_without_rows_is_a_mistake_unless_it_is_allowed(folder: Path) -> None:
    (folder / "posts.csv").write_text("slug,body\n", "utf-8")
    assert "no row is in these tables" in str(find(folder, BY_SLUG, "posts.csv").problems[0])
    allowed = find(folder, BY_SLUG, "posts.csv", allow_empty=True)
    assert (allowed.problems, len(allowed.notices)) == ((), 1)


def test_a_table_is_read_once_and_found_by_patterns(folder: Path) -> None:
    write(folder, [{"slug": "a", "body": "One."}])
    assert list(read(find(folder, BY_SLUG, "*.jsonl", "posts.jsonl"))) == ["posts.jsonl#a"]
    assert "there is no such file" in str(find(folder, BY_SLUG, "drafts.jsonl").problems[0])


def test_a_folder_is_searched_for_tables(folder: Path) -> None:
    (folder / "endmark.yaml").write_text("exclude: [old/]", "utf-8")
    for name in ("a.jsonl", "2026/b.csv", "2026/c.ndjson.gz", "old/d.jsonl", ".kept/e.jsonl", "notes.md", "f.db"):
        path = folder / "dump" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"slug,body\n{name},Text.\n" if name.endswith("csv") else json.dumps({"slug": name, "body": "Text."})
        path.write_bytes(gzip.compress(text.encode()) if name.endswith("gz") else text.encode())
    found = find(folder, BY_SLUG, "dump")
    assert found.tables == ("dump/2026/b.csv", "dump/2026/c.ndjson.gz", "dump/a.jsonl")
    assert found.problems == ()
    (problem,) = find(folder, BY_SLUG, "dump/.kept/..", "dump/old").problems[:1]
    assert "nothing to check in dump/old: no table there" in str(problem)


@pytest.fixture
def place() -> Iterator[str]:
    """Tables in memory, by the address of their folder."""
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    rows = [
        {"slug": f"row-{number}", "body": f"Text {number}.", "lead": "Text.", "day": "2026-03-01"}
        for number in range(40)
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    system.pipe_file("/dump/a.jsonl", lines)
    system.pipe_file("/dump/2026/b.jsonl.gz", gzip.compress(lines))
    system.pipe_file("/dump/c.csv", b'slug,body\nd,"One.\n\nTwo."\ne,Three.\n')
    with duckdb.connect() as database:
        database.register_filesystem(system)
        lines_again = "read_json('memory:///dump/a.jsonl')"
        database.execute(f"COPY (FROM {lines_again}) TO 'memory:///dump/d.parquet' (ROW_GROUP_SIZE 2048)")
        numbered = "SELECT *, 7 AS file_row_number"
        database.execute(f"COPY (FROM {lines_again} {numbered}) TO 'memory:///dump/e.parquet'")
    yield "memory://dump"
    system.rm("/dump", recursive=True)


WITH_DAYS = TableRequest("body", "slug", fields=(Field("date", "day"),))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("", ["2026/b.jsonl.gz", "a.jsonl", "c.csv", "d.parquet", "e.parquet"]),
        ("/*.parquet", ["d.parquet", "e.parquet"]),
        ("/**/*.gz", ["2026/b.jsonl.gz"]),
        ("/c.csv", ["c.csv"]),
    ],
)
def test_tables_are_found_in_places(names: str, expected: list[str], place: str, folder: Path) -> None:
    found = find(folder, BY_SLUG, place + names)
    assert found.tables == tuple(f"memory:///dump/{name}" for name in expected)
    assert found.problems == ()
    assert len(read(found)) == sum(2 if name == "c.csv" else 40 for name in expected)
    row = found.files[0]
    assert row.to_path_below("/anywhere") == row.shown
    assert Path(row.folder) == Path.cwd()


def send(value: Any) -> Any:
    """What a worker gets."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes


def scan_here(scan: Any, files: Sequence[Any]) -> Iterator[Any]:
    """What workers do, done here, on what has travelled to them."""
    return map(send(scan), send(files))


@pytest.mark.parametrize("name", ["a.jsonl", "2026/b.jsonl.gz", "d.parquet", "e.parquet"])
def test_workers_take_the_same_texts_out_of_tables(name: str, place: str, folder: Path) -> None:
    here = find(folder, WITH_DAYS, f"{place}/{name}")
    there = find(folder, WITH_DAYS, f"{place}/{name}", elsewhere=scan_here)
    assert isinstance(there.read, TextsInFiles)
    assert [(row.shown, row.reading, row.beside, row.measure()) for row in there.files] == [
        (row.shown, row.reading, row.beside, row.measure()) for row in here.files
    ]
    texts = read(here)
    for some in (there.files[5:9], there.files[::7], there.files[-1:]):
        with send(there.read.open)(some) as taken:
            assert {row.shown: taken(row).decode() for row in some} == {row.shown: texts[row.shown] for row in some}
    assert there.read(there.files[3]).decode() == texts[there.files[3].shown]


def test_a_table_that_has_changed_since_is_told(place: str, folder: Path) -> None:
    import fsspec

    found = find(folder, BY_SLUG, f"{place}/a.jsonl", elsewhere=scan_here)
    fsspec.filesystem("memory").pipe_file("/dump/a.jsonl", b'{"slug": "row-0", "body": "Text."}\n')
    assert isinstance(found.read, TextsInFiles)
    with pytest.raises(OSError, match="the table has changed"):
        found.read(found.files[20])
    fsspec.filesystem("memory").pipe_file("/dump/a.jsonl", b"nothing")
    with pytest.raises(OSError, match="this table cannot be read"):
        found.read(found.files[0])


def test_what_is_wrong_with_tables_is_told_by_the_workers(place: str, folder: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe_file("/dump/f.parquet", b"PAR1 and nothing else")
    found = find(folder, TableRequest("lead"), place, elsewhere=scan_here)
    assert [str(problem)[:60] for problem in found.problems] == [
        "memory:///dump/c.csv: there is no column 'lead'. It has thes",
        "memory:///dump/f.parquet: this table cannot be read: Invalid",
    ]
    assert len(found.files) == 160

    def end_all(_scan: Any, files: Sequence[Any]) -> Iterator[Problem]:
        return (Problem(phrase("the workers came to an end."), file.shown) for file in files)

    ended = find(folder, BY_SLUG, f"{place}/c.csv", elsewhere=end_all)
    assert [str(problem) for problem in ended.problems] == ["memory:///dump/c.csv: the workers came to an end."]


def test_a_database_in_a_place_is_a_mistake(place: str, folder: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe_file("/dump/blog.db", b"SQLite format 3\0" + b"x" * 99)
    (problem,) = find(folder, BY_SLUG, f"{place}/blog.db").problems
    assert "a database cannot be read in such a place." in str(problem)


def test_tables_here_are_not_read_by_workers(folder: Path) -> None:
    write(folder, [{"slug": "a", "body": "One."}])
    found = find(folder, elsewhere=scan_here)
    (row,) = found.files
    assert isinstance(row, FoundPart)
    assert row.start == 0
