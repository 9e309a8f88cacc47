"""The store of a site forgets what is gone, survives what is done to it, and never says anything wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from endmark.linting.checking.run import read_bytes, run
from endmark.linting.execution import site_store
from endmark.linting.execution.site_store import SiteStore, open_site_store
from endmark.linting.files.discovery import FoundFile, find_files
from endmark.reporters import render
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage.store import Store

BARN = "The library stands in a barn that nobody had used since the last miller left the village."
MILL = "The mill has no roof any more, and its wheel was sold for the iron before anybody thought of keeping it."


class Site:
    """A folder of articles and the store of what is known of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self.store = Store(folder / "cache", b"this program")
        (self.folder / ".git").mkdir(parents=True)
        self.write("2026-03-14-a", BARN)
        self.write("2026-03-15-b", BARN, MILL)
        self.write("2026-03-16-c", MILL * 2)

    def write(self, name: str, *paragraphs: str) -> None:
        (self.folder / f"{name}.md").write_text("\n\n".join(paragraphs) + "\n", "utf-8")

    @property
    def settings(self) -> Settings:
        return load_settings(SettingsRequest(self.folder, select=("shared-passage",)))

    @property
    def files(self) -> Sequence[FoundFile]:
        return find_files((".",), cwd=self.folder).files

    def open(self) -> SiteStore:
        return open_site_store(self.store, self.settings)

    def check(self) -> SiteStore:
        """Check the site with what is known of it; without, the same is found. What is known then."""
        store = self.open()
        reports = [render(run(self.files, self.settings, cache=cache, whole=True), "json") for cache in (store, None)]
        assert reports[0] == reports[1]
        return store

    @property
    def path(self) -> Path:
        (path,) = self.store.folder.glob("*.endmark-site")
        return path

    def count_known(self) -> int:
        return len(list(self.open().find_known(self.files, read_bytes)))

    def count_rows(self) -> tuple[int, int]:
        with sqlite3.connect(self.path) as database:
            (articles,) = database.execute("SELECT count(*) FROM article").fetchone()
            (keys,) = database.execute("SELECT count(*) FROM key").fetchone()
        return articles, keys


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_what_is_kept_is_known(site: Site) -> None:
    assert site.count_known() == 0
    assert site.check().notices == []
    assert site.count_known() == 3


def test_a_file_with_other_bytes_is_not_known_and_takes_the_place_of_what_it_was(site: Site) -> None:
    site.check()
    rows = site.count_rows()
    site.write("2026-03-14-a", MILL)
    assert site.count_known() == 2
    site.check()
    assert site.count_rows() == rows
    assert site.count_known() == 3


def test_files_that_are_gone_are_forgotten_with_their_keys(site: Site) -> None:
    store = site.check()
    for file in site.files:
        file.path.unlink()
    store.forget_others(site.files)
    assert site.count_rows() == (0, 0)


def test_articles_are_found_by_a_key_that_they_have(site: Site) -> None:
    store = site.check()
    with sqlite3.connect(site.path) as database:
        keys = [key for (key,) in database.execute("SELECT key FROM key WHERE article = 1")]
    assert store.find_sharing(keys) == ["2026-03-14-a.md", "2026-03-15-b.md"]
    assert store.find_sharing([0]) == []


def read_keys(site: Site) -> list[tuple[int, int]]:
    with sqlite3.connect(site.path) as database:
        return database.execute("SELECT key, article FROM key ORDER BY key, article").fetchall()


def test_keys_that_a_killed_run_did_not_come_to_are_entered_by_the_next(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = site.check()
    keys = read_keys(site)
    site.path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(SiteStore, "_sort_keys", lambda *_: None)
        site.check()
    assert (read_keys(site), site.count_known()) == ([], 3)
    assert store.find_sharing([keys[0][0]])
    assert read_keys(site) == keys


def test_new_articles_are_looked_up_and_not_found_among_all(site: Site) -> None:
    site.check()
    with sqlite3.connect(site.path) as database:
        steps = [step for *_, step in database.execute(f"EXPLAIN QUERY PLAN {site_store.NEW_ARTICLES}")]
    # Older versions of SQLite have "TABLE" between the two words.
    assert [(*step.split()[:1], "unsorted" in step) for step in steps] == [("SCAN", True), ("SEARCH", False)]


def test_an_article_that_changes_before_its_keys_are_entered_leaves_none_of_them(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(SiteStore, "_sort_keys", lambda *_: None)
        site.check()
        site.write("2026-03-14-a", MILL)
        site.check()
    site.check().find_sharing([0])
    keys = read_keys(site)
    site.path.unlink()
    site.check()
    assert [key for key, _ in read_keys(site)] == [key for key, _ in keys]


def damage_header(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def damage_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[200:] = bytes(len(data) - 200)
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize("damage", [damage_header, damage_pages, cut])
def test_a_damaged_store_is_told_and_built_anew(site: Site, damage: object) -> None:
    site.check()
    assert callable(damage)
    damage(site.path)
    assert [str(notice) for notice in site.check().notices] == [
        "What was known of the site was damaged, and is found anew."
    ]
    assert site.check().notices == []
    assert site.count_known() == 3


def test_an_empty_file_and_one_of_another_version_are_made_anew(site: Site) -> None:
    site.check()
    site.path.write_bytes(b"")
    site.check()
    assert site.count_known() == 3
    with sqlite3.connect(site.path) as database:
        database.execute("PRAGMA user_version = 99")
    site.check()
    assert site.count_known() == 3


def test_a_result_that_was_changed_is_not_believed(site: Site) -> None:
    site.check()
    with sqlite3.connect(site.path) as database:
        database.execute("UPDATE article SET packed = zeroblob(100) WHERE id = 2")
    rows = site.count_rows()
    assert site.count_known() == 2
    assert site.check().notices == []
    assert site.count_known() == 3
    assert site.count_rows() == rows


def test_where_nothing_can_be_written_nothing_is_kept_and_that_is_told(site: Site) -> None:
    site.store.folder.write_bytes(b"")
    (notice,) = site.check().notices
    assert str(notice).startswith("What is known of the site cannot be kept: ")


def test_a_full_disk_costs_only_what_is_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def connect_to_full(path: Path, **named: object) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(path, **named)  # type: ignore[call-overload]
        database.execute("PRAGMA max_page_count = 2")
        return database

    monkeypatch.setattr(sqlite3, "connect", connect_to_full)
    (notice,) = site.check().notices
    assert str(notice) == "What is known of the site cannot be kept: database or disk is full."


def test_a_run_waits_for_another_that_writes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.check()
    monkeypatch.setattr("endmark.linting.execution.site_database._PATIENCE", 0.01)
    with sqlite3.connect(site.path, isolation_level=None) as database:
        database.execute("BEGIN EXCLUSIVE")
        (notice,) = site.check().notices
        database.execute("ROLLBACK")
    assert str(notice) == "What is known of the site cannot be kept: database is locked."
    assert site.count_known() == 3
