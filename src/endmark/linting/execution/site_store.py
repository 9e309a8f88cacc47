"""What is known of the articles of a whole site, on disk: results by article, and articles by what they say.

SQLite, which Python brings along. One article is found by a key in a hundredth of a millisecond, several
programs may read and write at once, and what a killed one has begun is rolled back by the next. DuckDB groups
faster, but takes a second to import, twelve milliseconds to find a key, and one writer at a time.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from endmark.linting.codec import Plain, drop_text, get_content, get_facts
from endmark.linting.execution.result_cache import can_be_kept, make_file_key, name_effect, unpack_entry
from endmark.linting.files.discovery import FoundFile
from endmark.phrase import Phrase, phrase
from endmark.storage.store import SITE_SUFFIX, compute_digest

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store

Result = TypeVar("Result")

_Known: TypeAlias = tuple[bytes, bytes, bytes]
"""What stands for a file, the digest of its content, and what was found in it."""

_VERSION = 1
"""Of the tables and of what is in them; a file of another version is built anew."""

_TABLES = (
    "CREATE TABLE article (id INTEGER PRIMARY KEY, name BLOB UNIQUE, path BLOB, content BLOB, packed BLOB, sum BLOB)",
    "CREATE TABLE key (key INTEGER, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID",
)

_AT_ONCE = 500
"""Articles that are read or written in one step: so many are lost at most when the program is killed."""

_PATIENCE = 20.0
"""Seconds to wait for another program that writes."""

_MOST_SHARING = 200
"""Articles that one changed article is compared with: more than that share stock text with it."""


class SiteStore:
    """The results of one site under one set of rules, and the keys of their facts.

    It saves work and is never needed: what is damaged is built anew, and where nothing can be
    written, nothing is kept. Both are told by the `notices`. A result is known as in a `ResultCache`.
    """

    def __init__(self, store: Store, settings: Settings, tables: Iterable[str] = ()) -> None:
        self._root = str(settings.root)
        self._program = store.program
        name = f"{name_effect('site', settings)}-{store.program[:4].hex()}"
        if tables:
            name += f"-{compute_digest(*map(os.fsencode, tables))[:8].hex()}"
        self._path = store.folder / f"{name}{SITE_SUFFIX}"
        self._usable = True
        self.notices: list[Phrase] = []

    def find_known(
        self, files: Sequence[FoundFile], read: Callable[[FoundFile], bytes], most: int | None = None
    ) -> Iterator[tuple[int, Plain]]:
        """What is known of the files, packed, by index; not of those with more than `most` findings of one rule."""
        for start in range(0, len(files), _AT_ONCE):
            some = files[start : start + _AT_ONCE]
            names = {make_file_key(file, self._root): index for index, file in enumerate(some, start)}
            nothing: Sequence[_Known] = ()
            for name, content, packed in self._attempt(partial(self._read_articles, tuple(names)), nothing):
                index = names[name]
                if result := unpack_entry((content, packed), files[index], read, most):
                    yield index, result

    def keep(self, files: Iterable[tuple[int, FoundFile]], read: Callable[[int], Plain]) -> None:
        """Keep what came out of files, as a `ResultCache` does."""
        waiting = iter(files)
        while some := list(islice(waiting, _AT_ONCE)):
            self._attempt(partial(self._put_all, some, read), None)

    def forget_others(self, files: Iterable[FoundFile]) -> None:
        """Forget what is known of all but these files: the others are deleted, or have another name."""
        there = {make_file_key(file, self._root) for file in files}

        def forget(database: sqlite3.Connection) -> None:
            gone = [name for (name,) in database.execute("SELECT name FROM article") if name not in there]
            for name in gone:
                self._remove(database, name)

        self._attempt(forget, None)

    def find_sharing(self, keys: Iterable[int]) -> Sequence[str]:
        """The paths, below the root, of articles that have any of these keys: those with the most of them first."""
        return self._attempt(partial(_find_sharing, frozenset(keys)), ())

    @property
    def is_there(self) -> bool:
        """Whether a run has kept anything."""
        return self._path.is_file()

    def _attempt(self, work: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        """What the work comes to, in one transaction; `otherwise` where the database cannot be used, which is told."""
        if not self._usable:
            return otherwise
        try:
            with closing(self._connect()) as database, database:
                database.execute("BEGIN IMMEDIATE")
                _prepare(database)
                return work(database)
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

    def _give_up(self, notice: Phrase) -> None:
        self._usable = False
        self.notices.append(notice)

    def _connect(self) -> sqlite3.Connection:
        # What was found in drafts is nobody else's business.
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)

    def _read_articles(self, names: Sequence[bytes], database: sqlite3.Connection) -> Sequence[_Known]:
        """Name, content and packed result of those articles that are known and undamaged."""
        marks = ", ".join("?" * len(names))
        rows = database.execute(
            f"SELECT name, content, packed, sum FROM article WHERE name IN ({marks})",  # noqa: S608 - only marks
            names,
        )
        return [row[:3] for row in rows if self._compute_checksum(*row[:3]) == row[3]]

    def _put_all(
        self, files: Iterable[tuple[int, FoundFile]], read: Callable[[int], Plain], database: sqlite3.Connection
    ) -> None:
        for number, file in files:
            name, result = make_file_key(file, self._root), read(number)
            self._remove(database, name)
            if can_be_kept(result):
                content, packed = get_content(result), marshal.dumps(drop_text(result))
                path = os.fsencode(file.to_path_below(self._root))
                row = (name, path, content, packed, self._compute_checksum(name, content, packed))
                article = database.execute(
                    "INSERT INTO article (name, path, content, packed, sum) VALUES (?, ?, ?, ?, ?)", row
                ).lastrowid
                keys = sorted(set(_iter_keys(result)))
                database.executemany("INSERT INTO key VALUES (?, ?)", ((key, article) for key in keys))

    def _remove(self, database: sqlite3.Connection, name: bytes) -> None:
        """Take an article out, with its keys, which its result names."""
        rows = database.execute("SELECT id, content, packed, sum FROM article WHERE name = ?", (name,)).fetchall()
        for number, content, packed, checksum in rows:
            if self._compute_checksum(name, content, packed) == checksum:
                keys = ((key, number) for key in set(_iter_keys(marshal.loads(packed))))  # noqa: S302 - our own bytes
                database.executemany("DELETE FROM key WHERE key = ? AND article = ?", keys)
            else:
                database.execute("DELETE FROM key WHERE article = ?", (number,))
            database.execute("DELETE FROM article WHERE id = ?", (number,))

    def _compute_checksum(self, *parts: bytes) -> bytes:
        return compute_digest(self._program, *parts)


def open_site_store(store: Store | None, settings: Settings, tables: Iterable[str] = ()) -> SiteStore | None:
    """The store of a site in a folder of what is kept, None without one; rows of `tables` are a site of their own."""
    return SiteStore(store, settings, tables) if store else None


def _iter_keys(result: Plain) -> Iterator[int]:
    """The keys of the facts of a packed result."""
    return chain.from_iterable(keys for *_, keys in get_facts(result))


def _prepare(database: sqlite3.Connection) -> None:
    """Make the tables where there are none, or those of another version."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != _VERSION:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            database.execute(f"DROP TABLE {table}")
        for statement in _TABLES:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {_VERSION}")


def _find_sharing(keys: frozenset[int], database: sqlite3.Connection) -> Sequence[str]:
    database.execute("CREATE TEMP TABLE wanted (key INTEGER PRIMARY KEY)")
    database.executemany("INSERT INTO wanted VALUES (?)", ((key,) for key in keys))
    rows = database.execute(
        # Each wanted key is looked up: the other way round all keys would be gone through.
        "SELECT path FROM wanted CROSS JOIN key USING (key) JOIN article ON article.id = key.article"
        " GROUP BY article ORDER BY count(*) DESC, path LIMIT ?",
        (_MOST_SHARING,),
    )
    return [os.fsdecode(path) for (path,) in rows]
