"""What is known of the articles of a whole site, on disk: results by article, and articles by what they say."""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

from endmark.linting.codec import Plain, drop_text, get_content, get_facts
from endmark.linting.execution.result_cache import can_be_kept, make_file_key, unpack_entry
from endmark.linting.execution.site_database import SiteDatabase
from endmark.linting.files.discovery import FoundFile
from endmark.phrase import Phrase

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store

_Known: TypeAlias = tuple[bytes, bytes, bytes]
"""What stands for a file, the digest of its content, and what was found in it."""

_AT_ONCE = 500
"""Articles that are read or written in one step: so many are lost at most when the program is killed."""

NEW_ARTICLES = (
    "SELECT article.id, name, content, packed, sum FROM unsorted CROSS JOIN article ON article.id = unsorted.article"
)
"""SQLite reads the first table of a CROSS JOIN first: an article that is new is looked up, and not found among all."""

_HELD = 16_000
"""Thousands of bytes that the database may hold while it sorts keys."""

_GONE = "SELECT id, name FROM article WHERE id > ? AND name NOT IN (SELECT name FROM there) ORDER BY id LIMIT ?"

_MOST_SHARING = 200
"""Articles that one changed article is compared with: more than that share stock text with it."""


class SiteStore:
    """The results of one site under one set of rules, and the keys of their facts.

    A result is known as in a `ResultCache`. The `database` saves work and is never needed.
    """

    def __init__(self, database: SiteDatabase, root: str) -> None:
        self.database = database
        self._root = root

    @property
    def notices(self) -> Sequence[Phrase]:
        """What is to be said of the database."""
        return self.database.notices

    @property
    def is_there(self) -> bool:
        """Whether a run has kept anything."""
        return self.database.is_there

    def find_known(
        self, files: Sequence[FoundFile], read: Callable[[FoundFile], bytes], most: int | None = None
    ) -> Iterator[tuple[int, Plain]]:
        """What is known of the files, packed, by index; not of those with more than `most` findings of one rule."""
        for start in range(0, len(files), _AT_ONCE):
            some = files[start : start + _AT_ONCE]
            names = {make_file_key(file, self._root): index for index, file in enumerate(some, start)}
            nothing: Sequence[_Known] = ()
            for name, content, packed in self.database.attempt(partial(self._read_articles, tuple(names)), nothing):
                index = names[name]
                if result := unpack_entry((content, packed), files[index], read, most):
                    yield index, result

    def keep(self, files: Iterable[tuple[int, FoundFile]], read: Callable[[int], Plain]) -> None:
        """Keep what came out of files, as a `ResultCache` does."""
        waiting = iter(files)
        while some := list(islice(waiting, _AT_ONCE)):
            self.database.attempt(partial(self._put_all, some, read), None)
        self.database.attempt(self._sort_keys, None)

    def forget_others(self, files: Iterable[FoundFile]) -> None:
        """Forget what is known of all but these files: the others are deleted, or have another name."""

        def forget(database: sqlite3.Connection) -> None:
            # A temporary table is on disk when it is large.
            database.execute("CREATE TEMP TABLE there (name BLOB PRIMARY KEY) WITHOUT ROWID")
            names = ((make_file_key(file, self._root),) for file in files)
            database.executemany("INSERT OR IGNORE INTO there VALUES (?)", names)
            last = 0
            while gone := database.execute(_GONE, (last, _AT_ONCE)).fetchall():
                for _, name in gone:
                    self._remove(database, name)
                last = gone[-1][0]

        self.database.attempt(forget, None)

    def recall(self, files: Sequence[FoundFile], contents: Iterable[bytes]) -> Sequence[Plain] | None:
        """What was found in files when they had these contents, without any text; None where one is not known."""
        names = [make_file_key(file, self._root) for file in files]
        nothing: Sequence[_Known] = ()
        known = {
            (name, content): packed
            for name, content, packed in self.database.attempt(partial(self._read_articles, names), nothing)
        }
        wanted = [known.get(pair) for pair in zip(names, contents, strict=True)]
        return None if None in wanted else [marshal.loads(packed) for packed in wanted if packed]  # noqa: S302 - our own

    def find_having(self, keys: Iterable[int], most: int) -> Sequence[str] | None:
        """The paths, below the root, of all articles that have any of these keys; None where they are more than so."""
        self.database.attempt(self._sort_keys, None)
        nothing: Sequence[str] | None = None
        paths = self.database.attempt(partial(_find_having, frozenset(keys), most + 1), nothing)
        return None if paths is None or len(paths) > most else paths

    def find_sharing(self, keys: Iterable[int]) -> Sequence[str]:
        """The paths, below the root, of articles that have any of these keys: those with the most of them first."""
        self.database.attempt(self._sort_keys, None)
        return self.database.attempt(partial(_find_sharing, frozenset(keys)), ())

    def _read_articles(self, names: Sequence[bytes], database: sqlite3.Connection) -> Sequence[_Known]:
        """Name, content and packed result of those articles that are known and undamaged."""
        marks = ", ".join("?" * len(names))
        rows = database.execute(
            f"SELECT name, content, packed, sum FROM article WHERE name IN ({marks})",  # noqa: S608 - only marks
            names,
        )
        return [row[:3] for row in rows if self.database.compute_checksum(*row[:3]) == row[3]]

    def _put_all(
        self, files: Iterable[tuple[int, FoundFile]], read: Callable[[int], Plain], database: sqlite3.Connection
    ) -> None:
        for number, file in files:
            name, result = make_file_key(file, self._root), read(number)
            self._remove(database, name)
            if can_be_kept(result):
                content, packed = get_content(result), marshal.dumps(drop_text(result))
                path = os.fsencode(file.to_path_below(self._root))
                row = (name, path, content, packed, self.database.compute_checksum(name, content, packed))
                article = database.execute(
                    "INSERT INTO article (name, path, content, packed, sum) VALUES (?, ?, ?, ?, ?)", row
                ).lastrowid
                database.execute("INSERT INTO unsorted VALUES (?)", (article,))

    def _sort_keys(self, database: sqlite3.Connection) -> None:
        """Put the keys of new articles among the others, in their order.

        One article after the other, each of its keys would touch another page of a large table: of a million
        articles each of those was written some thousand times.
        """
        if not database.execute("SELECT 1 FROM unsorted LIMIT 1").fetchone():
            return  # what an earlier program did not come to, too, is there
        database.execute(f"PRAGMA cache_size = -{_HELD}")
        database.execute("CREATE TEMP TABLE entry (key INTEGER, article INTEGER)")
        database.executemany("INSERT INTO entry VALUES (?, ?)", self._iter_new_entries(database))
        database.execute("INSERT OR IGNORE INTO key SELECT key, article FROM entry ORDER BY key, article")
        database.execute("DELETE FROM unsorted")

    def _iter_new_entries(self, database: sqlite3.Connection) -> Iterator[tuple[int, int]]:
        """The keys of articles that are not among the keys yet, each with its article; none of what is damaged."""
        for number, name, content, packed, checksum in database.execute(NEW_ARTICLES):
            if self.database.compute_checksum(name, content, packed) == checksum:
                yield from ((key, number) for key in set(_iter_keys(marshal.loads(packed))))  # noqa: S302 - our own bytes

    def _remove(self, database: sqlite3.Connection, name: bytes) -> None:
        """Take an article out, with its keys, which its result names."""
        rows = database.execute("SELECT id, content, packed, sum FROM article WHERE name = ?", (name,)).fetchall()
        for number, content, packed, checksum in rows:
            has_keys = not database.execute("DELETE FROM unsorted WHERE article = ?", (number,)).rowcount
            if has_keys and self.database.compute_checksum(name, content, packed) == checksum:
                keys = ((key, number) for key in set(_iter_keys(marshal.loads(packed))))  # noqa: S302 - our own bytes
                database.executemany("DELETE FROM key WHERE key = ? AND article = ?", keys)
            elif has_keys:
                database.execute("DELETE FROM key WHERE article = ?", (number,))
            database.execute("DELETE FROM article WHERE id = ?", (number,))


def open_site_store(store: Store, settings: Settings, apart: Iterable[str] = ()) -> SiteStore:
    """The store of a site in a folder of what is kept; what lies `apart` is a site of its own."""
    return SiteStore(SiteDatabase(store, settings, apart), str(settings.root))


def _iter_keys(result: Plain) -> Iterator[int]:
    """The keys of the facts of a packed result."""
    return chain.from_iterable(keys for *_, keys in get_facts(result))


def _find_having(keys: frozenset[int], most: int, database: sqlite3.Connection) -> Sequence[str]:
    _name_wanted(keys, database)
    rows = database.execute(
        "SELECT DISTINCT path FROM wanted CROSS JOIN key USING (key) JOIN article ON article.id = key.article LIMIT ?",
        (most,),
    )
    return [os.fsdecode(path) for (path,) in rows]


def _name_wanted(keys: frozenset[int], database: sqlite3.Connection) -> None:
    database.execute("CREATE TEMP TABLE wanted (key INTEGER PRIMARY KEY)")
    database.executemany("INSERT INTO wanted VALUES (?)", ((key,) for key in keys))


def _find_sharing(keys: frozenset[int], database: sqlite3.Connection) -> Sequence[str]:
    _name_wanted(keys, database)
    rows = database.execute(
        # Each wanted key is looked up: the other way round all keys would be gone through.
        "SELECT path FROM wanted CROSS JOIN key USING (key) JOIN article ON article.id = key.article"
        " GROUP BY article ORDER BY count(*) DESC, path LIMIT ?",
        (_MOST_SHARING,),
    )
    return [os.fsdecode(path) for (path,) in rows]
