"""The file in which is kept what is known of a whole site.

SQLite, which Python brings along. One article is found by a key in a hundredth of a millisecond, several
programs may read and write at once, and what a killed one has begun is rolled back by the next. DuckDB groups
faster, but takes a second to import, twelve milliseconds to find a key, and one writer at a time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from endmark.linting.execution.result_cache import name_effect
from endmark.phrase import Phrase, phrase
from endmark.storage.store import SITE_SUFFIX, compute_digest

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store

Result = TypeVar("Result")

_VERSION = 4
"""Of the tables and of what is in them; a file of another version is built anew."""

_TABLES = (
    "CREATE TABLE article (id INTEGER PRIMARY KEY, name BLOB UNIQUE, path BLOB, content BLOB, packed BLOB, sum BLOB)",
    "CREATE TABLE key (key INTEGER, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID",
    # Articles whose keys are not among the keys yet.
    "CREATE TABLE unsorted (article INTEGER PRIMARY KEY)",
    # How many articles were lost, for another content of them or none, when a report was kept that holds for the rest.
    "CREATE TABLE report (id INTEGER PRIMARY KEY, choice BLOB UNIQUE, losses INTEGER, head BLOB, sum BLOB)",
    "CREATE TABLE piece (report INTEGER, start INTEGER, packed BLOB, sum BLOB, PRIMARY KEY (report, start))",
    # They are counted from anywhere on: in another file, that one program has built anew, the count is another.
    "CREATE TABLE state (losses INTEGER)",
    "INSERT INTO state VALUES (random() / 2)",
    "CREATE TRIGGER lost AFTER DELETE ON article BEGIN UPDATE state SET losses = losses + 1; END",
)

_PATIENCE = 20.0
"""Seconds to wait for another program that writes."""


class SiteDatabase:
    """What one program knows of one site under one set of rules; what lies `apart` is a site of its own.

    It saves work and is never needed: what is damaged is built anew, and where nothing can be
    written, nothing is kept. Both are told by the `notices`. It `is_undisturbed` while no other program has taken out
    or replaced an article since it was used first.
    """

    def __init__(self, store: Store, settings: Settings, apart: Iterable[str] = ()) -> None:
        self._program = store.program
        name = f"{name_effect('site', settings)}-{store.program[:4].hex()}"
        if apart:
            name += f"-{compute_digest(*map(os.fsencode, apart))[:8].hex()}"
        self._path = store.folder / f"{name}{SITE_SUFFIX}"
        self._usable = True
        self._losses: int | None = None
        self.is_undisturbed = True
        self.notices: list[Phrase] = []

    @property
    def is_there(self) -> bool:
        """Whether a run has kept anything."""
        return self._path.is_file()

    def attempt(self, work: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        """What the work comes to, in one transaction; `otherwise` where the database cannot be used, which is told."""
        if not self._usable:
            return otherwise
        try:
            with closing(self._connect()) as database, database:
                database.execute("BEGIN IMMEDIATE")
                _prepare(database)
                self.is_undisturbed &= self._losses in {None, count_losses(database)}
                result = work(database)
                self._losses = count_losses(database)
                return result
        except (OSError, sqlite3.OperationalError) as error:
            self._give_up(phrase("What is known of the site cannot be kept: {reason}.", reason=str(error)))
        except sqlite3.DatabaseError:
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                self._give_up(phrase("What is known of the site cannot be kept: {reason}.", reason=str(error)))
            else:
                self.notices.append(phrase("What was known of the site was damaged, and is found anew."))
        return otherwise

    def compute_checksum(self, *parts: bytes) -> bytes:
        """What shows that these are the bytes that a program like this one wrote."""
        return compute_digest(self._program, *parts)

    def _give_up(self, notice: Phrase) -> None:
        self._usable = False
        self.notices.append(notice)

    def _connect(self) -> sqlite3.Connection:
        # What was found in drafts is nobody else's business.
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)


def count_losses(database: sqlite3.Connection) -> int:
    """A number that is another one whenever an article was taken out or replaced."""
    (losses,) = database.execute("SELECT losses FROM state").fetchone()
    return int(losses)


def _prepare(database: sqlite3.Connection) -> None:
    """Make the tables where there are none, or those of another version."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != _VERSION:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            database.execute(f"DROP TABLE {table}")
        for statement in _TABLES:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {_VERSION}")
