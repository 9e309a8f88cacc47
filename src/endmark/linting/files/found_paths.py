"""The paths that a search came to, each file once: a few in memory, many on disk.

A search of one folder comes to them in the order in which they are needed, and to each once where no link is on the
way. Where that is not so they are sorted by SQLite, which Python brings along: it holds no more than it is told to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from endmark.errors import InputError
from endmark.storage.packed_sequence import FEW, PackedSequence
from endmark.storage.spool import explain_full_disk

if TYPE_CHECKING:
    from sqlite3 import Connection

_AT_ONCE = 1_000

_MEMORY = "PRAGMA cache_size = -4000"
"""Kilobytes, with a minus."""

_TABLE = "CREATE TABLE found (real BLOB PRIMARY KEY, shown BLOB, path BLOB, turn INTEGER, own INTEGER) WITHOUT ROWID"

_INSERT = (
    "INSERT INTO found VALUES (?, ?, ?, ?, ?) ON CONFLICT (real) DO UPDATE SET"
    " shown = excluded.shown, path = excluded.path, own = excluded.own"
    " WHERE excluded.turn = found.turn AND excluded.own >= found.own"
)


class FoundPath(NamedTuple):
    """A path of a file, and what it is called in reports; `real` is the path without links on the way.

    Of paths of one file that of the first `turn` holds, in one turn the file's `own` name, and else the last.
    """

    real: str
    shown: str
    path: str
    turn: int
    own: bool


class FoundPaths:
    """All paths that were found so far."""

    def __init__(self) -> None:
        self._held: dict[str, FoundPath] = {}
        self._in_order: PackedSequence[FoundPath] | None = None
        self._last: FoundPath | None = None
        self._many: Connection | None = None

    def add(self, found: Iterable[FoundPath]) -> int:
        """Add paths, and count them. Raises InputError when the disk takes no more."""
        waiting, count = iter(found), 0
        while some := list(islice(waiting, _AT_ONCE)):
            count += len(some)
            if self._many is not None:
                self._insert(self._many, some)
            elif self._in_order is not None:
                self._append(self._in_order, some)
            else:
                self._hold(some)
        return count

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The path of each file and what it is called in reports, sorted by that; InputError as `add`."""
        if self._many is not None:
            with _explained():
                for real, shown, path in self._many.execute("SELECT real, shown, path FROM found ORDER BY shown, real"):
                    yield _decode(real if path is None else path), _decode(shown)
        else:
            yield from ((one.path, one.shown) for one in self._in_order or self._sort_held())

    def _hold(self, some: Iterable[FoundPath]) -> None:
        for one in some:
            known = self._held.setdefault(one.real, one)
            if known.turn == one.turn and one.own >= known.own:
                self._held[one.real] = one
        if len(self._held) > FEW:
            self._in_order = PackedSequence(tuple, FoundPath._make)
            ordered, self._held = self._sort_held(), {}
            self._append(self._in_order, ordered)

    def _append(self, in_order: PackedSequence[FoundPath], some: Iterable[FoundPath]) -> None:
        """Put paths behind the others, or all in another place when these do not go on as those began."""
        waiting = iter(some)
        for one in waiting:
            last = self._last or one
            if not one.own or one.turn != last.turn or one.shown < last.shown:
                self._many = _open_database()
                self._insert(self._many, chain(in_order, (one,), waiting))
                self._in_order = None
                return
            in_order.append(one)
            self._last = one

    def _sort_held(self) -> list[FoundPath]:
        return sorted(self._held.values(), key=attrgetter("shown", "real"))

    def _insert(self, database: Connection, found: Iterable[FoundPath]) -> None:
        rows = (
            (_encode(one.real), _encode(one.shown), None if one.path == one.real else _encode(one.path), *one[3:])
            for one in found
        )
        with _explained():
            database.executemany(_INSERT, rows)


def _open_database() -> Connection:
    import sqlite3  # few runs need it

    # Without a name it is a temporary one, and nobody needs it when this program has ended, however that was.
    with _explained():
        database = sqlite3.connect("", isolation_level=None)
        for statement in (_MEMORY, "PRAGMA journal_mode = OFF", "PRAGMA temp_store = FILE", _TABLE, "BEGIN"):
            database.execute(statement)
    return database


@contextmanager
def _explained() -> Iterator[None]:
    import sqlite3

    try:
        yield
    except sqlite3.OperationalError as error:
        raise InputError(explain_full_disk(str(error))) from error


# Sorted as text is, and names of files that are no text are taken, too.
def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
