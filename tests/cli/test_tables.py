"""Articles in tables, from the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

BARN = "The library stands in a barn that nobody had used since the last miller left the village."
CUT = "The gate opens at dawn.\n\n---END---\n\nIt closes at dusk.\n"
TABLE = ("--column", "body", "--id", "slug", "posts.jsonl")


@pytest.fixture(autouse=True)
def table(folder: Path) -> Path:
    """A table of three posts, of which one holds a marker and two have a passage in common."""
    (folder / "cut.md").unlink()
    (folder / "whole.md").unlink()
    posts = [("barn", f"{BARN}\n"), ("cut", CUT), ("school", f"The school has its own books.\n\n{BARN}\n")]
    write(folder, [{"slug": slug, "body": body, "minutes": 20} for slug, body in posts])
    return folder


def write(folder: Path, rows: list[dict[str, Any]]) -> None:
    (folder / "posts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def find(endmark: Endmark, *arguments: str) -> list[dict[str, Any]]:
    result = endmark(*arguments, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["violations"]
    return found


def test_a_finding_names_the_row_and_its_place_in_the_text(endmark: Endmark) -> None:
    result = endmark("check", *TABLE)
    assert result.exit_code == 1
    assert "posts.jsonl#cut:3:1: error[stray-end-marker]" in result.stdout
    assert "fix: none, as endmark repairs files only, not texts in tables" in result.stdout
    found = find(endmark, "check", *TABLE)
    assert [(one["path"], one["table"], one["row"], one["line"], one["fix"]) for one in found] == [
        ("posts.jsonl#cut", "posts.jsonl", "cut", 3, None)
    ]


def test_other_columns_are_its_front_matter_and_move_no_line(endmark: Endmark) -> None:
    found = find(endmark, "check", *TABLE, "--field", "reading_time=minutes", "--field", "minutes")
    assert [(one["row"], one["rule"], one["line"], one["column"], one["excerpt"]) for one in found] == [
        ("barn", "reading-time-mismatch", 1, 1, ""),
        ("cut", "reading-time-mismatch", 1, 1, ""),
        ("cut", "stray-end-marker", 3, 1, "---END---"),
        ("school", "reading-time-mismatch", 1, 1, ""),
    ]


def test_comments_and_overrides_hold_in_rows_as_in_files(endmark: Endmark, table: Path) -> None:
    commented = CUT.replace("---END", "<!-- endmark-disable-next-line -->\n\n---END")
    write(table, [{"slug": "cut", "body": CUT}, {"slug": "news/cut", "body": CUT}, {"slug": "said", "body": commented}])
    (table / "endmark.yaml").write_text(
        "overrides: [{files: ['posts.jsonl#news/**'], rules: {stray-end-marker: off}}]", "utf-8"
    )
    fields = ("--field", "title=slug")
    assert [one["row"] for one in find(endmark, "check", *TABLE, *fields) if "suppressed" not in one] == ["cut"]


@pytest.mark.parametrize("output_format", ["text", "json", "jsonl", "html", "sarif"])
@pytest.mark.parametrize("fields", [(), ("--field", "reading_time=minutes")])
def test_order_jobs_and_what_is_kept_change_no_byte(
    output_format: str, fields: tuple[str, ...], endmark: Endmark, table: Path
) -> None:
    text = "\n\n".join(f"{BARN} It is number {number}." for number in range(40))
    rows = [{"slug": f"row-{number}", "body": f"{text}\n\n{CUT}", "minutes": 2} for number in range(12)]
    asked = ("check", *TABLE, *fields, "--format", output_format)
    write(table, rows)
    first = endmark(*asked, "--no-cache", "--jobs", "1").stdout
    rows = [*rows[7:], *reversed(rows[:7])]
    write(table, rows)
    for others in (("--jobs", "1"), ("--jobs", "2", "--no-cache"), ()):
        assert endmark(*asked, *others).stdout == first


def test_several_processes_read_the_same_rows(endmark: Endmark, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from endmark.linting.execution import pool
    from endmark.storage import spool

    monkeypatch.setattr(spool, "MEMORY", 100)
    monkeypatch.setattr(pool, "WORTHWHILE", {"fork": 0, "spawn": 0})
    write(table, [{"slug": f"{number:03}", "body": f"{BARN}\n" * (number % 7) + CUT} for number in range(150)])
    asked = ("check", *TABLE, "--no-cache", "--format", "jsonl")
    assert endmark(*asked, "--jobs", "2").stdout == endmark(*asked, "--jobs", "1").stdout


def test_a_whole_table_is_compared_and_what_is_known_of_it_is_used(endmark: Endmark, table: Path) -> None:
    for _ in range(2):
        found = find(endmark, "site", *TABLE)
        assert [(one["row"], one["line"], one["related"][0]["path"]) for one in found] == [
            ("school", 3, "posts.jsonl#barn")
        ]
    write(table, [{"slug": "school", "body": BARN}, {"slug": "door", "body": "The door is new."}])
    assert find(endmark, "site", *TABLE) == []


@pytest.mark.parametrize(
    ("arguments", "mistake"),
    [
        (("fix", *TABLE), "Texts in tables are not repaired"),
        (("check", "--fix", *TABLE), "Texts in tables are not repaired"),
        (("check", "--column", "body", "-"), "A table cannot be read from `-`"),
        (("check", "--staged", *TABLE), "--staged chooses files, and --column rows of tables"),
        (("check", "--changed-since", "HEAD", *TABLE), "--changed-since chooses files"),
        (("check", "--files-from", "x", *TABLE), "--files-from chooses files"),
        (("check", "--watch", *TABLE), "--watch watches files, and a row of a table is none"),
        (("site", "--changed", "a.md", "--column", "body"), "--changed names files, and a row of a table is none"),
        (("check", "--id", "slug", "posts.jsonl"), "--id only has a meaning together with --column"),
        (("check", "--table", "posts", "posts.jsonl"), "--table only has a meaning together with --column"),
        (("check", "--field", "title", "posts.jsonl"), "--field only has a meaning together with --column"),
        (("site", "--read-as", "html", "posts.jsonl"), "--read-as only has a meaning together with --column"),
        (("check", "posts.jsonl"), "say with `endmark check --column NAME` which of its columns has the articles"),
        (("check", "--column", "boby", "posts.jsonl"), "there is no column 'boby'. Did you mean 'body'?"),
    ],
)
def test_what_has_no_meaning_for_tables_is_refused(arguments: tuple[str, ...], mistake: str, endmark: Endmark) -> None:
    result = endmark(*arguments)
    assert result.exit_code == 2
    assert mistake in " ".join(result.stderr.split())


def test_without_a_name_the_tables_in_the_folder_are_read(endmark: Endmark, table: Path) -> None:
    found = find(endmark, "check", "--column", "body", "--id", "slug")
    assert [one["path"] for one in found] == ["posts.jsonl#cut"]
    (table / "posts.jsonl").unlink()
    assert "no table there" in endmark("check", "--column", "body").stderr


def test_a_report_never_replaces_the_table(endmark: Endmark, table: Path) -> None:
    before = (table / "posts.jsonl").read_bytes()
    assert endmark("check", *TABLE, "--output-file", "posts.jsonl").exit_code == 2
    assert (table / "posts.jsonl").read_bytes() == before


def test_without_the_library_it_is_said_what_to_install(endmark: Endmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = endmark("check", *TABLE)
    assert result.exit_code == 2
    assert "pip install 'endmark[tables]'" in result.stderr
