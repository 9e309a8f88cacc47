"""The rows of tables, as a run gets them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from endmark.document.reading import Reading
from endmark.linting.checking.file_check import read_source
from endmark.linting.files.discovery import Discovery
from endmark.linting.tables.request import Field, TableRequest
from endmark.linting.tables.search import find_rows
from endmark.ruleset.loading import load_settings
from endmark.ruleset.nearest import NearestSettings
from endmark.ruleset.settings_request import SettingsRequest

BY_SLUG = TableRequest("body", "slug")


def write(folder: Path, rows: Iterable[Mapping[str, Any]], name: str = "posts.jsonl") -> None:
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def find(folder: Path, request: TableRequest = BY_SLUG, *places: str, allow_empty: bool = False) -> Discovery:
    asked = SettingsRequest(cwd=folder)
    nearest = NearestSettings(load_settings(asked), asked, load_settings)
    return find_rows(places or ("posts.jsonl",), request, cwd=folder, nearest=nearest, allow_empty=allow_empty)


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
