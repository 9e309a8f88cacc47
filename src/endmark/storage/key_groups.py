"""Numbers that share a key, found with flat memory: what does not fit waits on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter

from endmark.errors import InputError, Problem
from endmark.phrase import phrase

_CACHE = "-16000"
"""Kilobytes of memory, as SQLite takes them; what is more goes to a temporary file."""


def group_by_key(entries: Iterable[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """The numbers of each key that several have, in ascending order, each once; keys ascend, too.

    An entry is a key, signed and of 64 bits, and a number. The file they wait in has no
    name and is gone with the process. Raises InputError when the disk takes no more.
    """
    import sqlite3

    # An empty name stands for a private database, which is in memory until it outgrows that.
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        try:
            database.execute(f"PRAGMA cache_size = {_CACHE}")
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("CREATE TABLE entry (key INTEGER, number INTEGER)")
            database.execute("BEGIN")
            database.executemany("INSERT INTO entry VALUES (?, ?)", entries)
            shared = database.execute(
                "SELECT DISTINCT key, number FROM entry WHERE key IN"
                " (SELECT key FROM entry GROUP BY key HAVING min(number) < max(number)) ORDER BY key, number"
            )
            for _, group in groupby(shared, key=itemgetter(0)):
                yield tuple(number for _, number in group)
        except sqlite3.OperationalError as error:
            raise InputError(
                Problem(
                    phrase("the articles cannot be compared on disk: {reason}.", reason=str(error)),
                    hint=phrase("Make space there, or name another folder in the environment variable TMPDIR."),
                )
            ) from error
