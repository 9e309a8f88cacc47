"""After a few changes a site is told as if all of it was compared again."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest

from endmark.linting.checking import site_update
from endmark.linting.checking.run import read_bytes, run
from endmark.linting.checking.site_update import update_site
from endmark.linting.execution import site_report, site_store
from endmark.linting.execution.site_report import SiteReports, Update
from endmark.linting.execution.site_store import open_site_store
from endmark.linting.files.discovery import Discovery, find_files
from endmark.linting.report import Report
from endmark.reporters import render
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage.store import Store

RULES = ("shared-passage", "stock-sentence", "repeated-field", "series-number", "unused-suppression", "empty-section")
PLACES = ("barn", "mill", "forge", "school", "bakery", "station", "chapel", "bridge")
STOCK = "Whoever wants to help may write to the society in the old town hall."
COMMENT = "<!-- endmark-disable-next-line shared-passage -- as agreed -->\n"


def write_passage(chance: random.Random) -> str:
    """One of some passages, word for word, nearly so, with a sentence of the house, or below a comment."""
    place = chance.choice(PLACES)
    passage = (
        f"The {place} stands where nobody had looked for it since the last owner left the village with all that he had."
    )
    return chance.choice(
        (
            passage,
            passage.replace("left", "leaves"),
            f"{passage} {STOCK}",
            f"{COMMENT}{passage}",
            f"Nothing about any {place} is told in these {chance.randrange(10**6)} words that no other article has.",
        )
    )


class Site:
    """A folder of articles of which the last report is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self.folder.mkdir()
        self.store = Store(folder / "cache", b"this program")
        self.select: tuple[str, ...] = RULES
        self.updated = 0
        self._settings: dict[tuple[str, ...], Settings] = {}

    def write(self, number: int, *passages: str, title: str = "") -> None:
        title = title or f"What was found in week {number}"
        (self.folder / f"2026-03-{number:02}-a.md").write_text(
            f"---\ntitle: {title}\n---\n\n" + "\n\n".join(passages) + "\n", "utf-8"
        )

    def check(self) -> Report:
        """The report, as the command makes it; what it says is what is said by a run that knows nothing."""
        report = self.run()
        assert show(report) == show(self.run_anew())
        return report

    def run_anew(self) -> Report:
        """The report of a run that knows nothing."""
        settings, found = self._find()
        return run(found.files, settings, problems=found.problems, whole=found.whole)

    def _find(self) -> tuple[Settings, Discovery]:
        if self.select not in self._settings:
            request = SettingsRequest(self.folder, use_config=False, select=self.select)
            self._settings[self.select] = load_settings(request)
        return self._settings[self.select], find_files((".",), cwd=self.folder)

    def run(self) -> Report:
        """The report, as the command makes it."""
        settings, found = self._find()
        store = open_site_store(self.store, settings)
        reports = SiteReports(store.database, settings, found)
        update = partial(update_site, found=found, settings=settings, store=store, read=read_bytes, most=None)

        def update_and_count(changed: Mapping[int, bytes]) -> Update | None:
            news = update(changed)
            self.updated += news is not None
            return news

        check = partial(run, found.files, settings, problems=found.problems, whole=found.whole)
        report = reports.recall(read_bytes, update_and_count)
        if report is None:
            report = check(cache=store)
            store.forget_others(found.files)
            reports.keep(report)
        return report


def show(report: Report) -> tuple[str, ...]:
    return tuple(render(report, form, verbose=True, statistics=True) for form in ("json", "html"))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(site_report, "WORTHWHILE", 2)
    monkeypatch.setattr(site_report, "_AT_ONCE", 3)
    return Site(tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_changed_is_told_as_by_a_run_that_knows_nothing(site: Site, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    for number in range(1, 13):
        site.write(number, *(write_passage(chance) for _ in range(3)))
    for turn in range(8):
        if turn:
            changed = chance.sample(sorted(site.folder.iterdir()), chance.choice((1, 1, 2)))
            for path in changed:
                passages = [write_passage(chance) for _ in range(chance.choice((1, 3, 3, 4)))]
                site.write(
                    int(path.stem[8:10]), *passages, title=chance.choice(("", "A common title of them all", "# 3"))
                )
        if turn == 3:
            changed[0].unlink()
        if turn == 5:
            changed[0].rename(site.folder / "2026-03-28-a.md")
        site.check()
    assert site.updated >= 3
    site.select = RULES[:2]
    site.check()


def test_nothing_is_compared_again_without_need(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(0)  # noqa: S311 - nothing secret
    for number in range(1, 10):
        site.write(number, write_passage(chance))
    site.check()
    monkeypatch.setattr(site_update, "_MOST", 0)
    site.write(4, "Only here it is told that the heron came back to the pond behind the station in the first week.")
    assert site.check().file_count == 9
    assert site.updated == 0
    monkeypatch.setattr(site_update, "_MOST", 100)
    site.write(4, "Only here it is told that the heron left the pond behind the mill again in the second week of May.")
    site.check()
    assert site.updated == 1


def test_a_change_is_known_to_the_next_run(site: Site) -> None:
    site.write(1, "The heron came back to the pond behind the station in the first week of the year, early as ever.")
    site.write(2, "Nothing of that kind was seen in the gardens on the other side of the river, as far as we know.")
    site.check()
    site.write(2, "The heron came back to the pond behind the station in the first week of the year, early as ever.")
    assert [one.rule for one in site.check().iter_violations()] == ["shared-passage"]
    assert site.updated == 1
    site.check()
    assert site.updated == 1
    site.write(1, "What came back to the pond was no heron at all, but somebody's kite that the wind had torn loose.")
    assert list(site.check().iter_violations()) == []
    assert site.updated == 2


HERON = "The heron came back to the pond behind the station in the first week of the year, early as ever."
NOTHING = "Nothing of that kind was seen in the gardens on the other side of the river, as far as we know."
RIVER = "The river rose by a foot in one night, and the lower meadows were under water until the end of May."


def test_what_went_and_came_back_is_found_by_what_changes_then(site: Site) -> None:
    for number, passage in enumerate((HERON, NOTHING, RIVER), 1):
        site.write(number, passage)
    site.check()
    path = site.folder / "2026-03-01-a.md"
    text = path.read_text("utf-8")
    path.unlink()
    site.check()
    path.write_text(text, "utf-8")
    site.write(2, HERON)
    assert site.check().results.counts.count() == 1


def test_what_another_run_replaces_meanwhile_is_not_relied_on(site: Site) -> None:
    for number, passage in enumerate((HERON, NOTHING, RIVER), 1):
        site.write(number, passage)
    keep = site_store.SiteStore.keep

    def keep_and_be_replaced(store: site_store.SiteStore, *arguments: Any) -> None:
        keep(store, *arguments)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(site_store.SiteStore, "keep", keep)
            site.write(1, RIVER)
            site.check()
            site.write(1, HERON)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(site_store.SiteStore, "keep", keep_and_be_replaced)
        site.check()
    site.write(2, HERON)
    assert site.check().results.counts.count() == 1


MANY = 20


class Killed(BaseException):
    """What ends a run at once, whatever it does."""


class Disturbed(sqlite3.Connection):
    """A database that fails at one of the statements that it is given, counted over all connections of a run."""

    left: ClassVar[int] = -1
    error: ClassVar[type[BaseException]] = Killed

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        self._count()
        return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        self._count()
        return super().executemany(*arguments)

    def _count(self) -> None:
        Disturbed.left -= 1
        if Disturbed.left == 0:
            raise Disturbed.error("database or disk is full")


@pytest.mark.parametrize("error", [sqlite3.OperationalError, Killed])
def test_wherever_a_run_ends_the_next_one_is_right(
    site: Site, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_store, "_AT_ONCE", 2)
    monkeypatch.setattr(Disturbed, "error", error)
    connect = partial(sqlite3.connect, factory=Disturbed)
    monkeypatch.setattr("endmark.linting.execution.site_database.sqlite3.connect", connect)
    site.select = RULES[:1]
    for number, passage in enumerate((HERON, NOTHING, RIVER, "A short one."), 1):
        site.write(number, passage)
    site.run()
    before, truths = site.folder.parent / "before", dict[str, str]()
    shutil.copytree(site.store.folder, before)

    def check(state: str) -> None:
        report = render(site.run(), "json")
        if state not in truths:
            truths[state] = render(site.run_anew(), "json")
        assert report == truths[state]

    for statement in count(1):
        shutil.rmtree(site.store.folder)
        shutil.copytree(before, site.store.folder)
        site.write(1, NOTHING)
        site.write(3, RIVER, NOTHING)
        monkeypatch.setattr(Disturbed, "left", statement)
        with suppress(Killed):
            check("changed")
        if Disturbed.left > 0:
            break
        if statement % 2:
            check("changed")
        # One article is as it was, and another says the same.
        site.write(1, HERON)
        site.write(2, HERON)
        check("back")
        site.write(2, NOTHING)
    assert statement > MANY
    assert len(set(truths.values())) == len(truths)
