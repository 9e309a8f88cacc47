"""The last report on a site is that of the next run as long as every article is as it was, and of no other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from endmark.errors import Problem
from endmark.linting.checking.run import read_bytes, run
from endmark.linting.execution import site_report
from endmark.linting.execution.site_database import SiteDatabase
from endmark.linting.execution.site_report import SiteReports
from endmark.linting.files.discovery import Discovery, find_files
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.reporters import render
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage.store import Store

RULES = ("shared-passage", "unused-suppression")
BARN = "The library stands in a barn that nobody had used since the last miller left the village."
MILL = "The mill has no roof any more, and its wheel was sold for the iron before anybody thought of keeping it."
COVERED = f"<!-- endmark-disable-next-line shared-passage -- it is the same barn -->\n{BARN}"
UNUSED = "<!-- endmark-disable-next-line shared-passage -- there was another -->\nA short one."


class Site:
    """A folder of articles whose reports are kept in a database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self.store = Store(folder / "cache", b"this program")
        (self.folder / "old").mkdir(parents=True)
        self.write("2026-03-14-a", BARN, MILL)
        self.write("2026-03-15-b", COVERED)
        self.write("old/2026-03-16-c", MILL, UNUSED)
        self.write("old/2026-03-17-d", "Nothing that another one has, and too short to be looked at.")

    def write(self, name: str, *paragraphs: str) -> None:
        (self.folder / f"{name}.md").write_text("\n\n".join(paragraphs) + "\n", "utf-8")

    @property
    def settings(self) -> Settings:
        return load_settings(SettingsRequest(self.folder, use_config=False, select=RULES))

    def find(self, *paths: str) -> Discovery:
        return find_files(paths or (".",), cwd=self.folder, allow_empty=True)

    def open(self, *paths: str) -> SiteReports:
        settings = self.settings
        return SiteReports(SiteDatabase(self.store, settings), settings, self.find(*paths))

    def check(self, *paths: str) -> Report:
        found = self.find(*paths)
        return run(found.files, self.settings, problems=found.problems, whole=found.whole)

    def keep(self, *paths: str) -> None:
        self.open(*paths).keep(self.check(*paths))

    def is_known(self, *paths: str) -> bool:
        """Whether there is a report on these files; then it is what a run says."""
        report = self.open(*paths).recall(read_bytes)
        assert report is None or show(report) == show(self.check(*paths))
        return report is not None

    def change(self, statement: str) -> None:
        (path,) = self.store.folder.glob("*.endmark-site")
        with sqlite3.connect(path) as database:
            database.execute(statement)


def show(report: Report) -> tuple[str, ...]:
    return tuple(render(report, form, verbose=True, statistics=True) for form in ("json", "text", "html"))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(site_report, "WORTHWHILE", 2)
    monkeypatch.setattr(site_report, "_AT_ONCE", 3)
    return Site(tmp_path)


def test_a_report_is_known_while_nothing_changes(site: Site) -> None:
    assert not site.is_known()
    site.keep()
    assert site.is_known()
    assert site.check().results.counts.rules == frozenset(RULES)
    assert not site.is_known("old")


@pytest.mark.parametrize(
    "change",
    [
        lambda site: site.write("2026-03-14-a", BARN),
        lambda site: site.write("old/2026-03-17-d", "Something else."),
        lambda site: site.write("2026-03-18-e", "A new one."),
        lambda site: (site.folder / "2026-03-15-b.md").unlink(),
        lambda site: (site.folder / "2026-03-15-b.md").rename(site.folder / "2026-03-15-z.md"),
        lambda site: site.change("UPDATE piece SET packed = x'00' WHERE start = 3"),
        lambda site: site.change("DELETE FROM piece WHERE start = 0"),
        lambda site: site.change("UPDATE report SET head = x'00'"),
    ],
)
def test_whatever_changes_is_found_anew(site: Site, change: Callable[[Site], object]) -> None:
    site.keep()
    change(site)
    assert not site.is_known()
    site.keep()
    assert site.is_known()


def test_the_last_reports_on_four_choices_are_kept(site: Site) -> None:
    choices = [
        ("old",),
        (".",),
        ("2026-03-14-a.md", "old"),
        ("2026-03-15-b.md", "old"),
        ("2026-03-14-a.md", "2026-03-15-b.md"),
    ]
    for choice in (*choices, choices[-1]):
        site.keep(*choice)
    assert [site.is_known(*choice) for choice in choices] == [False, True, True, True, True]


def test_the_same_files_as_a_part_of_the_site_are_another_choice(site: Site) -> None:
    site.keep("2026-03-14-a.md", "2026-03-15-b.md", "old")
    assert not site.is_known()


def test_what_was_not_found_in_peace_is_not_kept(site: Site) -> None:
    report = site.check()
    site.open().keep(Report(report.paths, report.results, (Problem(phrase("a check failed.")),), None))
    assert not site.is_known()


def test_few_articles_are_compared_anew(site: Site) -> None:
    site.keep("2026-03-14-a.md")
    assert not site.is_known("2026-03-14-a.md")
