"""`endmark report`: a folder of pages, and never in the place of anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735787045")


def list_files(folder: Path) -> dict[str, str]:
    return {one.relative_to(folder).as_posix(): one.read_text("utf-8") for one in folder.rglob("*") if one.is_file()}


def test_a_report_is_an_index_and_a_page_for_each_article(endmark: Endmark, folder: Path) -> None:
    result = endmark("report")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.endswith("endmark-report/index.html\n")
    files = list_files(folder / "endmark-report")
    (page,) = [name for name in files if name.startswith("articles/")]
    assert files.keys() - {page} == {"index.html", "style.css", "script.js", "endmark-report.json", ".gitignore"}
    assert f"<a href={page}>Garden</a><span>cut.md</span>" in files["index.html"]
    assert "It closes at dusk." in files[page]
    assert [entry.name for entry in folder.iterdir() if entry.name.endswith((".tmp", ".old"))] == []


def test_the_same_articles_give_the_same_report(
    endmark: Endmark, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endmark("report", "-o", "out")
    before = list_files(folder / "out")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735800000")
    endmark("report", "-o", "out", "--jobs", "2")
    assert list_files(folder / "out") == before


def test_a_report_keeps_the_numbers_of_earlier_ones(endmark: Endmark, folder: Path) -> None:
    endmark("report")
    (folder / "cut.md").write_text("# Garden\n\nThe gate opens at dawn.\n", "utf-8")
    result = endmark("report")
    assert result.exit_code == 0
    files = list_files(folder / "endmark-report")
    assert [name for name in files if name.startswith("articles/")] == []
    assert "The mean score of all articles went from " in files["index.html"]
    assert files["index.html"].count("2025-01-02 03:04") == 2


@pytest.mark.parametrize("name", ["notes.txt", "articles/mine.html", "index.htm"])
@pytest.mark.parametrize("report_is_there", [True, False])
def test_what_no_report_wrote_is_never_lost(endmark: Endmark, folder: Path, name: str, report_is_there: bool) -> None:
    if report_is_there:
        endmark("report", "-o", "out")
    (folder / "out" / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / "out" / name).write_text("mine", "utf-8")
    before = list_files(folder / "out")
    result = endmark("report", "-o", "out")
    assert result.exit_code == 2
    assert f"error: out: no report can go here: '{name}' is no part of one, and would be lost." in result.stderr
    assert list_files(folder / "out") == before


def test_a_report_goes_in_no_place_of_a_file(endmark: Endmark, folder: Path) -> None:
    result = endmark("report", "-o", "cut.md")
    assert (result.exit_code, result.stderr[:37]) == (2, "error: cut.md: no report can go here:")
    assert "---END---" in (folder / "cut.md").read_text("utf-8")


def test_an_empty_folder_may_be_there(endmark: Endmark, folder: Path) -> None:
    (folder / "out").mkdir()
    assert endmark("report", "-o", "out", "--exit-zero").exit_code == 0


def test_what_could_not_be_checked_is_said(endmark: Endmark, folder: Path) -> None:
    (folder / "binary.md").write_bytes(b"\xff\xfe")
    result = endmark("report", "--exit-zero")
    assert result.exit_code == 2
    assert "error: binary.md" in result.stderr
    index = (folder / "endmark-report" / "index.html").read_text("utf-8")
    assert "Not checked" in index
    assert "binary.md" in index


def test_a_report_where_nobody_may_write_is_a_problem(endmark: Endmark) -> None:
    result = endmark("report", "-o", "gone/out")
    assert result.exit_code == 2
    assert "the report could not be written" in result.stderr


def test_pages_of_a_report_are_no_articles(endmark: Endmark) -> None:
    first = endmark("check").stdout
    endmark("report")
    assert endmark("check").stdout == first


@pytest.mark.parametrize("arguments", [("cut.md",), ("-",)])
def test_a_page_shows_the_text(endmark: Endmark, folder: Path, arguments: tuple[str, ...]) -> None:
    text = (folder / "cut.md").read_text("utf-8")
    result = endmark("check", "--format", "html", *arguments, stdin=text)
    assert result.exit_code == 1
    assert result.stdout.startswith("<!doctype html>\n")
    assert "<p>The gate opens at dawn.</p>" in result.stdout


def test_a_report_speaks_japanese(endmark: Endmark, folder: Path) -> None:
    endmark("report", "--lang", "ja")
    assert '<html lang="ja">' in (folder / "endmark-report" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--stdin-filename", "x.md"), "--stdin-filename only has a meaning together with `-`."),
        (("--baseline", "known.jsonl", "--no-baseline"), "--baseline and --no-baseline contradict each other."),
    ],
)
def test_what_contradicts_itself_is_refused_as_check_does(
    endmark: Endmark, arguments: tuple[str, ...], said: str
) -> None:
    done = endmark("report", *arguments)
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert not Path("endmark-report").exists()
