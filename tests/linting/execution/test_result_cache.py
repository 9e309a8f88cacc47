"""With the cache a run says, byte for byte, what it says without."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from endmark.linting.checking import engine, file_check
from endmark.linting.checking.run import read_bytes, run
from endmark.linting.codec import unpack_result
from endmark.linting.execution.result_cache import ResultCache
from endmark.linting.files.discovery import FoundFile, find_files
from endmark.linting.report import Report
from endmark.reporters import render
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_cache import load_cached_settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage.store import Store

CUT = "# Gate\n\nThe gate opens at dawn and\n\n---END---\n\nThe gate opens at dawn, and it closes at dusk.\n"
HELD = f"<!-- endmark-disable stray-end-marker -- shown on purpose -->\n\n{CUT}"
POST = f"---\nlayout: post\n---\n\n{CUT}"
JAPANESE = "# 門\r\n\r\n門は夜明けに開き、日が暮れると\r\n\r\n---END---\r\n\r\n𠮷野の門は日が暮れると閉まります。\r\n"
CONFIG = """\
overrides:
  - files: ['*.md']
    when: {layout: post}
    rules: {stray-end-marker: info}
"""


class Site:
    """A folder of articles, how they are checked, and how many had to be."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "site"
        self.store = Store(folder / "cache", b"this program")
        self.checked: list[str] = []
        (self.folder / ".git").mkdir(parents=True)
        for name, text in {"cut": CUT, "held": HELD, "post": POST, "ja": JAPANESE, "bom": f"\ufeff{CUT}"}.items():
            self.write(f"{name}.md", text)
        self.write("whole.md", "The gate opens at dawn.\n")
        self.write("endmark.yaml", CONFIG)
        plainly = engine.analyse

        def counted(source: Any, *arguments: Any, **named: Any) -> Any:
            self.checked.append(source.path)
            return plainly(source, *arguments, **named)

        monkeypatch.setattr(file_check, "analyse", counted)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_bytes(text.encode())

    def run(self, *, cached: bool = True, **named: Any) -> Report:
        """The report on the whole folder; `checked` says afterwards which files were checked for it."""
        request = SettingsRequest(**({"cwd": self.folder} | named))
        rules = load_cached_settings(self.store, request) if cached else load_settings(request)
        cache = ResultCache(self.store, rules) if cached else None
        self.checked.clear()
        return run(find_files(["."], cwd=self.folder).files, rules, cache=cache)

    def same(self, **named: Any) -> list[str]:
        """Run with and without the cache; what had to be checked with it."""
        plain = self.run(cached=False, **named)
        report = self.run(**named)
        assert report == plain
        assert [render(report, form) for form in ("json", "sarif")] == [
            render(plain, form) for form in ("json", "sarif")
        ]
        return sorted(self.checked)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return Site(tmp_path, monkeypatch)


ALL = ["bom.md", "cut.md", "held.md", "ja.md", "post.md", "whole.md"]


def test_nothing_is_checked_twice(site: Site) -> None:
    assert site.same() == ALL
    assert site.same() == []


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda site: site.write("cut.md", CUT.replace("gate", "door")), ["cut.md"]),
        (lambda site: site.write("cut.md", CUT.replace("\n", "\r\n")), ["cut.md"]),
        (lambda site: site.write("held.md", HELD.replace("on purpose", "by design")), ["held.md"]),
        (lambda site: site.write("held.md", HELD.replace("stray", "stay")), ["held.md"]),
        (lambda site: site.write("post.md", POST.replace("post", "page")), ["post.md"]),
        (lambda site: (site.folder / "cut.md").rename(site.folder / "torn.md"), ["torn.md"]),
        (lambda site: (site.folder / "cut.md").replace(site.folder / "whole.md"), ["whole.md"]),
        (lambda site: (site.folder / "cut.md").unlink(), []),
        (lambda site: site.write("endmark.yaml", CONFIG.replace("info", "'off'")), ALL),
        (lambda site: site.write("endmark.yaml", f"{CONFIG}rules: {{truncated-sentence: warning}}"), ALL),
        (
            lambda site: site.write(
                "endmark.yaml", f"{CONFIG}rules: {{truncated-sentence: {{options: {{min_weight: 9}}}}}}"
            ),
            ALL,
        ),
        (
            lambda site: site.write("endmark.yaml", f"{CONFIG}rules: {{stray-end-marker: {{message: Oh.}}}}"),
            ALL,
        ),
        (
            lambda site: site.write("endmark.yaml", f"{CONFIG}rules: {{stray-end-marker: {{scope: [heading]}}}}"),
            ALL,
        ),
        # What does not change a finding leaves all results as they are.
        (lambda site: site.write("endmark.yaml", f"# About these rules\n{CONFIG}fail_on: never\n"), []),
        (lambda site: (site.folder / "endmark.yaml").rename(site.folder / ".endmark.yaml"), []),
    ],
)
def test_after_a_change_just_what_it_concerns_is_checked_again(
    change: Callable[[Site], object], again: list[str], site: Site
) -> None:
    site.same()
    change(site)
    assert site.same() == again
    assert site.same() == []


@pytest.mark.parametrize(
    "named",
    [
        {"severities": {"stray-end-marker": "warning"}},
        {"select": ["stray-end-marker"]},
        {"ignore": ["stray-end-marker"]},
        {"use_config": False},
    ],
)
def test_each_set_of_options_has_its_own_results(named: Mapping[str, Any], site: Site) -> None:
    site.same()
    assert site.same(**named) == ALL
    assert site.same(**named) == []
    assert site.same() == []


def test_what_only_fails_the_run_shares_them(site: Site) -> None:
    site.same()
    assert site.same(fail_on="never") == []


def test_content_decides_and_not_the_time(site: Site) -> None:
    site.same()
    about = (site.folder / "cut.md").stat()
    site.write("cut.md", CUT.replace("gate", "door"))
    os.utime(site.folder / "cut.md", ns=(about.st_atime_ns, about.st_mtime_ns))
    os.utime(site.folder / "ja.md", (1, 1))
    assert site.same() == ["cut.md"]


def test_another_program_begins_anew(site: Site) -> None:
    site.same()
    site.store = replace(site.store, program=b"that program")
    assert site.same() == ALL


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\x00garbage" * 9),
        lambda path: path.unlink(),
    ],
)
def test_damage_costs_only_time(damage: Callable[[Path], object], site: Site) -> None:
    site.same()
    for path in site.store.folder.glob("*.endmark"):
        damage(path)
    assert site.same() == ALL
    assert site.same() == []


def test_where_nothing_can_be_written_every_run_checks(site: Site) -> None:
    (site.folder / "file").write_text("in the way", "utf-8")
    site.store = replace(site.store, folder=site.folder / "file")
    for _ in range(2):
        assert site.same() == ALL


def test_what_is_shown_from_elsewhere_is_not_mixed_up(site: Site) -> None:
    site.same()
    inside = site.folder / "posts"
    inside.mkdir()
    files = find_files([".."], cwd=inside).files
    assert {file.shown[:3] for file in files} != {"../"}
    rules = load_settings(SettingsRequest(cwd=inside))
    assert run(files, rules, cache=ResultCache(site.store, rules)) == run(files, rules)


def test_problems_are_met_anew_each_time(site: Site) -> None:
    (site.folder / "latin.md").write_bytes(b"caf\xe9\n")
    for _ in range(2):
        (problem,) = site.run().problems
        assert problem.path == "latin.md"


def test_a_file_that_is_gone_is_no_result(site: Site) -> None:
    rules = load_settings(SettingsRequest(use_config=False, cwd=site.folder))
    file = FoundFile(str(site.folder / "cut.md"), "cut.md")
    run([file], rules, cache=ResultCache(site.store, rules))
    file.path.unlink()
    report = run([file], rules, cache=ResultCache(site.store, rules))
    assert (report.file_count, len(report.problems)) == (0, 1)


def test_two_runs_at_once_keep_what_both_found(site: Site) -> None:
    rules = load_settings(SettingsRequest(cwd=site.folder))
    first, second = ResultCache(site.store, rules), ResultCache(site.store, rules)
    files = find_files(["."], cwd=site.folder).files
    assert [*first.find_known(files, read_bytes), *second.find_known(files, read_bytes)] == []
    run(files[:3], rules, cache=first)
    run(files[3:], rules, cache=second)
    assert site.same() == []


def test_the_oldest_results_go_when_there_are_too_many(site: Site) -> None:
    site.store = replace(site.store, limit=64 * 112_000)  # the settings need a part of it
    names = [f"n{number}.md" for number in range(200)]
    for name in names:
        site.write(name, CUT + "\n---END---\n\nThe gate is old.\n" * 60)
    site.run()
    again = site.same()
    assert 0 < len(again) < len(names)
    kept = sum(path.stat().st_size for path in site.store.folder.glob("results-*"))
    assert kept < site.store.limit


def test_progress_counts_known_files_as_done(site: Site) -> None:
    site.run()
    site.write("cut.md", CUT.replace("gate", "door"))
    rules = load_settings(SettingsRequest(cwd=site.folder))
    heard: list[tuple[int, int]] = []
    files = find_files(["."], cwd=site.folder).files
    run(files, rules, cache=ResultCache(site.store, rules), progress=lambda *told: heard.append(told))
    assert heard == [(6, 6)]


WORDS = st.sampled_from(
    [*"ab ", "\n", "\r\n", "\n\n", "---END---", "。", "門", "𠮷", "\u2028", "\x0c", "\r", "# ", "- ", "<!-- ", " -->"]
)


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Settings]:
    """Without arguments: the settings are too long for hypothesis to print."""
    settings = load_settings(SettingsRequest(use_config=False, cwd=tmp_path_factory.mktemp("any")))
    return lambda: settings


@settings(max_examples=60, deadline=None)
@given(text=st.lists(WORDS, max_size=60).map("".join), bom=st.booleans())
def test_any_text_has_the_same_result_again(
    text: str, bom: bool, default: Callable[[], Settings], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("text")
    file = FoundFile(str(folder / "a.md"), "a.md")
    file.path.write_bytes(b"\xef\xbb\xbf" * bom + text.encode())
    store = Store(folder / "cache", b"this program")
    rules = default()
    first = run([file], rules, cache=ResultCache(store, rules))
    ((_, known),) = ResultCache(store, rules).find_known([file], read_bytes)
    assert unpack_result(known).violations == first.violations
    assert run([file], rules, cache=ResultCache(store, rules)) == first
