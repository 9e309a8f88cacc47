"""A rule that compares files, from the command line: groups, comments, overrides, the baseline, parts of a site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Endmark = Callable[..., Result]
ONLY = ("--select", "repeated-field,unused-suppression")
HOLD = "<!-- endmark-disable-file repeated-field -- a series -->\n"


def post(title: str = "A library in a barn", *, more: str = "", body: str = "") -> str:
    return f"---\ntitle: {title}\n{more}---\n\n{body}\nIt took a year, and all of us were in the barn.\n"


@pytest.fixture(autouse=True)
def site(folder: Path) -> Path:
    """A folder with a config and three posts of one title."""
    (folder / "cut.md").unlink()
    (folder / "whole.md").unlink()
    (folder / "endmark.yaml").write_text("fail_on: warning\n", "utf-8")
    (folder / "posts").mkdir()
    for day in (14, 15, 16):
        write(folder, day, post())
    return folder


def write(site: Path, day: int, text: str) -> None:
    (site / "posts" / f"2026-03-{day}.md").write_text(text, "utf-8")


def check(endmark: Endmark, *arguments: str, code: int | None = None) -> dict[str, Any]:
    result = endmark("check", *ONLY, "--format", "json", *arguments)
    assert result.exit_code == code if code is not None else result.exit_code < 2, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def groups(report: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """For each finding the days of its path and of those of the others; a suppressed one begins with `-`."""
    return [
        (
            "-" * ("suppressed" in one) + "+" * one.get("baselined", False) + one["path"][14:16],
            [place["path"][14:16] for place in one["related"]],
        )
        for one in report["violations"]
        if one["rule"] == "repeated-field"
    ]


def unused(report: dict[str, Any]) -> list[str]:
    return [one["path"][14:16] for one in report["violations"] if one["rule"] == "unused-suppression"]


def test_one_finding_names_all_places(endmark: Endmark) -> None:
    report = check(endmark, code=1)
    assert groups(report) == [("16", ["14", "15"])]
    (found,) = report["violations"]
    assert (found["line"], found["column"], found["excerpt"]) == (2, 8, "A library in a barn")
    assert found["message"] == "The `title` is also that of posts/2026-03-14.md and one more article."
    assert found["reasons"]["others"]["code"] == "other-articles.articles"
    assert [(place["line"], place["message"]) for place in found["related"]] == [(2, "the same title")] * 2


def test_its_findings_stand_among_others_in_the_order_of_the_text(endmark: Endmark, site: Path) -> None:
    write(site, 16, post(more="excerpt: TODO\n", body="---END---"))
    result = endmark("check", "--select", "repeated-field,stray-end-marker", "--format", "concise")
    assert [line.split(" ")[:2] for line in result.stdout.splitlines()[:2]] == [
        ["posts/2026-03-16.md:2:8:", "warning[repeated-field]"],
        ["posts/2026-03-16.md:6:1:", "error[stray-end-marker]"],
    ]


@pytest.mark.parametrize(
    "hold",
    [
        {"body": HOLD},
        {"more": "endmark: {disable: [repeated-field], reason: a series}\n"},
    ],
)
@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([14], [("-14", ["16", "15"]), ("16", ["15"])]),
        ([16], [("15", ["14"]), ("-16", ["14", "15"])]),
        ([14, 15], [("-14", ["16", "15"]), ("-15", ["16", "14"])]),
        ([14, 15, 16], [("-14", ["16", "15"]), ("-15", ["16", "14"]), ("-16", ["14", "15"])]),
    ],
)
def test_a_comment_takes_its_article_out(
    hold: dict[str, str], days: list[int], found: list[tuple[str, list[str]]], endmark: Endmark, site: Path
) -> None:
    for day in days:
        write(site, day, post(**hold))
    report = check(endmark)
    assert groups(report) == found
    assert report["summary"]["suppressed"] == len(days)
    assert {one["suppressed"]["reason"] for one in report["violations"] if "suppressed" in one} == {"a series"}
    assert unused(report) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [((), ["14"]), ((".",), ["14"]), (("posts",), []), (("posts/2026-03-14.md",), [])],
)
def test_a_comment_is_called_unused_only_when_all_files_were_compared(
    arguments: tuple[str, ...], told: list[str], endmark: Endmark, site: Path
) -> None:
    write(site, 14, post("Another title", body=HOLD))
    assert unused(check(endmark, *arguments)) == told


def test_a_comment_that_covers_something_else_is_used(endmark: Endmark, site: Path) -> None:
    write(site, 14, post("Another title", body="<!-- endmark-disable-file -->\n\n---END---\n"))
    select = "repeated-field,stray-end-marker,unused-suppression"
    result = endmark("check", "--select", select, "--format", "json")
    assert unused(json.loads(result.stdout)) == []


def test_a_file_that_was_not_read_may_be_what_a_comment_is_for(endmark: Endmark, site: Path) -> None:
    write(site, 14, post("Another title", body=HOLD))
    (site / "posts" / "2026-03-17.md").write_bytes(b"\xff")
    assert unused(check(endmark, code=2)) == []


def test_an_override_takes_files_out(endmark: Endmark, site: Path) -> None:
    (site / "endmark.yaml").write_text(
        "overrides:\n  - files: [posts/2026-03-15.md]\n    rules: {repeated-field: off}\n", "utf-8"
    )
    report = json.loads(endmark("check", "--format", "json").stdout)
    assert groups(report) == [("16", ["14"])]


def test_a_single_text_has_nothing_to_be_compared_with(endmark: Endmark) -> None:
    result = endmark("check", *ONLY, "-", stdin=post(body=HOLD))
    assert (result.exit_code, result.output) == (0, "Checked 1 file: nothing found.\n")


@pytest.fixture
def known(endmark: Endmark, site: Path) -> list[dict[str, str]]:
    """The entries of a baseline of all that is found."""
    assert endmark("baseline", "create").exit_code == 0
    return read_entries(site)


def read_entries(site: Path) -> list[dict[str, str]]:
    lines = (site / "endmark-baseline.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


def stale(endmark: Endmark, *arguments: str) -> int:
    notice = re.search(r"(\d+) entr\w+ of the baseline", endmark("check", *ONLY, *arguments).stderr)
    return int(notice[1]) if notice else 0


def test_the_baseline_has_an_entry_for_each_place(known: list[dict[str, str]], endmark: Endmark) -> None:
    assert [entry["path"][14:16] for entry in known] == ["14", "15", "16"]
    assert len({entry["fingerprint"] for entry in known}) == 3
    assert groups(check(endmark, code=0)) == [("+16", ["14", "15"])]
    assert stale(endmark) == 0


def mend(site: Path, *days: int) -> None:
    for day in days:
        write(site, day, post(f"Title number {day}"))


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("what", "change", "found", "left_over"),
    [
        ("an article of another title", lambda site: mend(site, 13), [("+16", "1415")], 0),
        ("a later article", lambda site: write(site, 17, post()), [("17", "141516")], 0),
        ("an earlier article", lambda site: write(site, 13, post()), [("16", "131415")], 0),
        ("the last is mended", lambda site: mend(site, 16), [("+15", "14")], 1),
        ("the first is mended", lambda site: mend(site, 14), [("+16", "15")], 1),
        ("all but one are mended", lambda site: mend(site, 14, 15), [], 3),
        ("the last is gone", lambda site: (site / "posts/2026-03-16.md").unlink(), [("+15", "14")], 1),
        (
            "one is renamed",
            lambda site: (site / "posts/2026-03-14.md").rename(site / "posts/2026-03-18.md"),
            [("+18", "1516")],
            0,
        ),
        (
            "another is the last by its date",
            lambda site: write(site, 14, post(more="date: 2026-04-01\n")),
            [("+14", "1516")],
            0,
        ),
    ],
)
def test_what_is_new_when_a_group_changes(
    what: str,
    change: Callable[[Path], object],
    found: list[tuple[str, str]],
    left_over: int,
    endmark: Endmark,
    site: Path,
) -> None:
    change(site)
    assert [(day, "".join(others)) for day, others in groups(check(endmark))] == found, what
    assert stale(endmark) == left_over, what


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("posts/2026-03-14.md",), []),
        (("posts/2026-03-14.md", "posts/2026-03-16.md"), [("+16", ["14"])]),
        (("posts",), [("+16", ["14", "15"])]),
    ],
)
def test_part_of_a_site_makes_nothing_new_and_nothing_stale(
    arguments: tuple[str, ...], found: list[tuple[str, list[str]]], endmark: Endmark, site: Path
) -> None:
    assert groups(check(endmark, *arguments)) == found
    before = read_entries(site)
    for command in ("prune", "update"):
        assert stale(endmark, *arguments) == 0
        assert endmark("baseline", command, *arguments).exit_code == 0
        assert read_entries(site) == before


@pytest.mark.usefixtures("known")
def test_prune_and_update_take_out_what_a_whole_run_does_not_find(endmark: Endmark, site: Path) -> None:
    write(site, 14, post("Another title"))
    assert endmark("baseline", "prune").exit_code == 0
    assert [entry["path"][14:16] for entry in read_entries(site)] == ["15", "16"]
    write(site, 15, post("Yet another title"))
    assert endmark("baseline", "update").exit_code == 0
    assert read_entries(site) == []


def test_a_repair_of_a_file_leaves_what_takes_several(endmark: Endmark, site: Path) -> None:
    write(site, 15, post("Another title", body=HOLD))
    write(
        site, 16, post(more="reading_time: 9\n", body=HOLD.replace("repeated-field", "empty-section") + "\n---END---\n")
    )
    select = ("--select", "repeated-field,stray-end-marker,unused-suppression")
    result = endmark("fix", *select, "--fail-on", "warning")
    assert "---END---" not in (site / "posts" / "2026-03-16.md").read_text("utf-8")
    assert result.exit_code == 1
    assert "posts/2026-03-16.md:2:8: warning[repeated-field]" in result.stdout
    assert endmark("check", *select).exit_code == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_report_is_the_same_with_processes_and_cache(
    jobs: str, endmark: Endmark, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from endmark.linting.execution import chunks, pool

    monkeypatch.setattr(pool, "WORTHWHILE", {"fork": 0, "spawn": 0})
    monkeypatch.setattr(chunks, "SMALLEST", 1)
    write(site, 15, post(body=HOLD))
    plain = check(endmark, "--no-cache")
    assert check(endmark, "--jobs", jobs) == plain
    assert check(endmark, "--jobs", jobs) == plain
    write(site, 13, post())
    assert check(endmark, "--jobs", jobs) == check(endmark, "--no-cache")
