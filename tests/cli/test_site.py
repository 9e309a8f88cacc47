"""What the articles of a site have in common, from the command line, and what one of them has with the others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import Result

from endmark.linting.checking import file_check
from endmark.linting.file_result import Outcome
from endmark.linting.files.discovery import FoundFile

Endmark = Callable[..., Result]

BARN = "The library stands in a barn that nobody had used since the last miller left the village."
SCHOOL = "The school has its own books, which came from the town when the school there was closed last summer."
MILL = "The mill has no roof any more, and its wheel was sold for the iron before anybody thought of keeping it."
DOOR = "The children of the village painted the door, each of them one board in a colour of their own."


@pytest.fixture(autouse=True)
def site(folder: Path) -> Path:
    """A site of three posts, of which two have a passage in common."""
    (folder / "cut.md").unlink()
    (folder / "whole.md").unlink()
    (folder / "endmark.yaml").write_text("", "utf-8")
    write(folder, "2026-03-14-barn", BARN, MILL)
    write(folder, "2026-03-15-school", SCHOOL, BARN)
    write(folder, "2026-03-16-door", DOOR)
    return folder


def write(site: Path, name: str, *paragraphs: str, title: str = "") -> Path:
    path = site / "posts" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\ntitle: {title or name}\n---\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")
    return path


def find(endmark: Endmark, *arguments: str) -> list[tuple[str, int, list[str]]]:
    """Of each finding the post and the line it stands in, and the other places."""
    result = endmark("site", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return [
        (one["path"][6:16], one["line"], [f"{place['path'][6:16]}:{place['line']}" for place in one["related"]])
        for one in report["violations"]
    ]


def count_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that rules are run on from now on, as they are read."""
    read, check = list[str](), file_check.check_file

    def check_and_note(file: FoundFile, **named: Any) -> Outcome:
        read.append(file.shown)
        return check(file, **named)

    monkeypatch.setattr(file_check, "check_file", check_and_note)
    return read


IN_COMMON = [("2026-03-15", 7, ["2026-03-14:5"])]


def test_rules_that_compare_articles_run_and_no_others(endmark: Endmark, site: Path) -> None:
    write(site, "2026-03-17-cut", "The gate opens at dawn.", "---END---", title="The mill at the end of the village")
    write(site, "2026-03-18-cut", "It shuts at dusk.", title="The mill at the end of the village")
    assert find(endmark) == [*IN_COMMON, ("2026-03-18", 2, ["2026-03-17:2"])]


def test_what_the_config_turns_off_stays_off(endmark: Endmark, site: Path) -> None:
    (site / "endmark.yaml").write_text("rules:\n  shared-passage: off\n", "utf-8")
    assert find(endmark) == []
    (site / "endmark.yaml").write_text("", "utf-8")
    assert find(endmark, "--severity", "shared-passage=off") == []
    assert find(endmark) == IN_COMMON


def test_check_runs_the_rule_where_a_config_turns_it_on(endmark: Endmark, site: Path) -> None:
    assert endmark("check").exit_code == 0
    (site / "endmark.yaml").write_text("rules:\n  shared-passage: error\n", "utf-8")
    assert endmark("check").exit_code == 1


def test_without_its_library_a_rule_is_left_out(endmark: Endmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    result = endmark("site")
    assert result.exit_code == 0
    assert "shared-passage is left out: it needs rensa, `pip install 'endmark[site]'`." in result.stderr


def test_only_what_has_changed_is_read_by_the_rules_again(
    endmark: Endmark, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = count_read(monkeypatch)
    first = endmark("site", "--jobs", "1")
    assert len(read) == 3
    read.clear()
    assert endmark("site", "--jobs", "1").stdout == first.stdout
    assert read == []
    write(site, "2026-03-16-door", DOOR, MILL)
    assert find(endmark, "--jobs", "1") == [*IN_COMMON, ("2026-03-16", 7, ["2026-03-14:7"])]
    assert read == ["posts/2026-03-16-door.md"]


def test_where_nothing_has_changed_nothing_is_compared(
    endmark: Endmark, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("endmark.linting.execution.site_report.WORTHWHILE", 3)
    first = endmark("site", "--format", "json")
    with monkeypatch.context() as patch:
        patch.setattr("endmark.linting.checking.corpus.compare_documents", lambda *_, **__: pytest.fail("compared"))
        assert endmark("site", "--format", "json").stdout == first.stdout
    draft = write(site, "2026-03-17-draft", MILL, "Nothing else.")
    assert find(endmark, "--changed", str(draft)) == [("2026-03-17", 5, ["2026-03-14:7"])]


@pytest.mark.parametrize("arguments", [("--jobs", "2"), ("--no-cache",), ("posts",), ("--jobs", "1")])
def test_every_way_to_run_finds_the_same(endmark: Endmark, arguments: tuple[str, ...]) -> None:
    assert find(endmark, *arguments) == IN_COMMON
    assert find(endmark, *arguments) == IN_COMMON


def test_a_changed_article_is_compared_with_those_that_are_known(
    endmark: Endmark, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endmark("site", "--jobs", "1")
    draft = write(
        site, "2026-03-17-draft", DOOR, "Something new stands here, and it is long enough to be compared with others."
    )
    read = count_read(monkeypatch)
    assert find(endmark, "--changed", str(draft)) == [("2026-03-17", 5, ["2026-03-16:5"])]
    assert read == ["posts/2026-03-17-draft.md"]


def test_a_changed_article_is_never_compared_with_what_it_was(endmark: Endmark, site: Path) -> None:
    endmark("site")
    school = write(site, "2026-03-15-school", SCHOOL)
    assert find(endmark, "--changed", str(school)) == []
    assert find(endmark) == []


def test_what_is_renamed_or_deleted_is_known_no_more(endmark: Endmark, site: Path) -> None:
    endmark("site")
    barn = site / "posts/2026-03-14-barn.md"
    moved = barn.rename(site / "posts/2026-03-20-moved.md")
    assert find(endmark, "--changed", str(moved)) == [("2026-03-20", 5, ["2026-03-15:7"])]
    assert find(endmark) == [("2026-03-20", 5, ["2026-03-15:7"])]
    moved.unlink()
    assert find(endmark, "--changed", str(site / "posts/2026-03-15-school.md")) == []
    assert find(endmark) == []


def test_others_that_have_changed_meanwhile_are_read_as_they_are(endmark: Endmark, site: Path) -> None:
    endmark("site")
    write(site, "2026-03-14-barn", "A new line above what was the first.", BARN)
    assert find(endmark, "--changed", "posts/2026-03-15-school.md") == [("2026-03-15", 7, ["2026-03-14:7"])]


@pytest.mark.parametrize("arguments", [(), ("--no-cache",)])
def test_without_a_run_over_the_site_nothing_is_known(endmark: Endmark, arguments: tuple[str, ...]) -> None:
    result = endmark("site", "--changed", "posts/2026-03-15-school.md", *arguments)
    assert result.exit_code == 2
    assert "nothing is known of the other articles. Run `endmark site` on the whole site first" in result.stderr


def test_paths_and_changed_articles_are_two_questions(endmark: Endmark) -> None:
    result = endmark("site", "posts", "--changed", "posts/2026-03-15-school.md")
    assert result.exit_code == 2
    assert "leave PATHS out" in result.stderr


def test_what_is_known_is_deleted_with_the_cache(endmark: Endmark) -> None:
    endmark("site")
    (known,) = Path(os.environ["ENDMARK_CACHE_DIR"]).glob("*.endmark-site")
    assert endmark("cache", "clean").exit_code == 0
    assert not known.exists()


KILLED = """
import os, signal, sys
from endmark.cli import main
from endmark.linting.execution import site_store

def keep(*arguments, count=[0], find=site_store._iter_keys):
    count[0] += 1
    if count[0] == {article}:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return find(*arguments)

site_store._AT_ONCE, site_store._iter_keys = 10, keep
sys.exit(main.main())
"""
"""Runs endmark, and kills it while it keeps one of the articles, ten of which are kept in one step."""


def run_endmark(site: Path, cache: Path, *program: str) -> subprocess.Popen[bytes]:
    arguments = ["site", "--format", "json", "--jobs", "1", "--cache-dir", str(cache)]
    command = [sys.executable, *(program or ("-m", "endmark")), *arguments]
    return subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_run_that_is_killed_and_two_at_once_do_no_harm(endmark: Endmark, site: Path, tmp_path: Path) -> None:
    cache = tmp_path / "elsewhere"
    shutil.rmtree(site / ".git")
    for number in range(30):
        write(site, f"2026-04-{number + 1:02}-more", *(f"{DOOR} {number} {other}" for other in range(20)))
    expected = endmark("site", "--format", "json", "--no-cache").stdout
    for article in (1, 15, 15):
        killed = run_endmark(site, cache, "-c", KILLED.format(article=article))
        assert killed.communicate()[0] == b""
        assert killed.returncode not in {0, 1, 2}
    both = [run_endmark(site, cache) for _ in range(2)]
    assert [one.communicate()[0].decode() for one in both] == [expected, expected]
    assert endmark("site", "--format", "json", "--cache-dir", str(cache)).stdout == expected


@pytest.fixture
def parquet() -> ModuleType:
    """What reads and writes tables, where the extra for it is installed."""
    module: ModuleType = pytest.importorskip("pyarrow.parquet")
    return module


def test_findings_are_written_as_a_table(endmark: Endmark, site: Path, parquet: ModuleType) -> None:
    assert find(endmark, "--parquet", "found.parquet") == IN_COMMON
    (row,) = parquet.read_table(site / "found.parquet").to_pylist()
    assert (row["path"], row["line"], row["related"][0]["path"]) == (
        "posts/2026-03-15-school.md",
        7,
        "posts/2026-03-14-barn.md",
    )


def test_a_table_of_findings_never_replaces_the_articles(endmark: Endmark, site: Path, parquet: ModuleType) -> None:
    import pyarrow as pa

    parquet.write_table(pa.table({"body": [BARN]}), site / "posts.parquet")
    before = (site / "posts.parquet").read_bytes()
    result = endmark("site", "--column", "body", "posts.parquet", "--parquet", "posts.parquet")
    assert result.exit_code == 2
    assert "an article that is checked" in result.stderr
    assert (site / "posts.parquet").read_bytes() == before


def test_a_table_that_cannot_be_written_is_a_problem(
    endmark: Endmark, monkeypatch: pytest.MonkeyPatch, parquet: ModuleType
) -> None:
    result = endmark("site", "--parquet", "nowhere/found.parquet")
    assert result.exit_code == 2
    assert "error: nowhere/found.parquet: the report could not be written: No such file" in result.stderr
    monkeypatch.setitem(sys.modules, parquet.__name__, None)
    result = endmark("site", "--parquet", "found.parquet")
    assert result.exit_code == 2
    assert "to write Parquet, pyarrow.parquet is needed" in result.stderr
