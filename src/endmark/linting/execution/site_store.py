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

    def forget_others(self, files: Iterable[FoundFile]) -> None:
        """Forget what is known of all but these files: the others are deleted, or have another name."""
        there = {make_file_key(file, self._root) for file in files}

        def forget(database: sqlite3.Connection) -> None:
            gone = [name for (name,) in database.execute("SELECT name FROM article") if name not in there]
            for name in gone:
                self._remove(database, name)

        self.database.attempt(forget, None)

    def find_sharing(self, keys: Iterable[int]) -> Sequence[str]:
        """The paths, below the root, of articles that have any of these keys: those with the most of them first."""
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
                keys = sorted(set(_iter_keys(result)))
                database.executemany("INSERT INTO key VALUES (?, ?)", ((key, article) for key in keys))

    def _remove(self, database: sqlite3.Connection, name: bytes) -> None:
        """Take an article out, with its keys, which its result names."""
        rows = database.execute("SELECT id, content, packed, sum FROM article WHERE name = ?", (name,)).fetchall()
        for number, content, packed, checksum in rows:
            if self.database.compute_checksum(name, content, packed) == checksum:
                keys = ((key, number) for key in set(_iter_keys(marshal.loads(packed))))  # noqa: S302 - our own bytes
                database.executemany("DELETE FROM key WHERE key = ? AND article = ?", keys)
            else:
                database.execute("DELETE FROM key WHERE article = ?", (number,))
            database.execute("DELETE FROM article WHERE id = ?", (number,))


def open_site_store(store: Store, settings: Settings, apart: Iterable[str] = ()) -> SiteStore:
    """The store of a site in a folder of what is kept; what lies `apart` is a site of its own."""
    return SiteStore(SiteDatabase(store, settings, apart), str(settings.root))


def _iter_keys(result: Plain) -> Iterator[int]:
    """The keys of the facts of a packed result."""
    return chain.from_iterable(keys for *_, keys in get_facts(result))


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
