"""Tables in files and databases → their rows, by the libraries that know them."""

from __future__ import annotations

import importlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, TypeAlias

from endmark.errors import InputError, Problem, suggest
from endmark.linting.places import is_place
from endmark.linting.places.listing import read_head
from endmark.phrase import explain_os_error, phrase, quote
from endmark.storage.reading import read_regular

if TYPE_CHECKING:
    from types import ModuleType, TracebackType

_Kind: TypeAlias = Literal["parquet", "csv", "json", "duckdb", "sqlite", "postgresql"]

_MAGIC: tuple[tuple[int, bytes, _Kind], ...] = (
    (0, b"PAR1", "parquet"),
    (0, b"SQLite format 3\0", "sqlite"),
    (8, b"DUCK", "duckdb"),
)
"""Where a file has which bytes that say what it is."""

_SUFFIXES: Mapping[str, _Kind] = {
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), "json"),
}
_HEAD = 16
"""Bytes of a file that say what it is."""

_PACKED = (".gz", ".zst")
_URLS = ("postgresql://", "postgres://")

_READERS: Mapping[_Kind, str] = {
    "parquet": "read_parquet(?)",
    # No type is guessed: a text of digits is a text.
    "csv": "read_csv(?, all_varchar = true, header = true, max_line_size = 16000000)",
    "json": "read_json(?, maximum_object_size = 64000000)",
}
"""Functions of DuckDB; a row is at most so many bytes."""

_ROW_NUMBER = "file_row_number"
"""What DuckDB calls the number of a row of Parquet, from 0: what is asked for by it is read without all before it."""

_DUCKDB: dict[str, Any] = {
    # Nothing is downloaded while a table is read, and the checks need the cores more than the reading does.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": 1,
}
_TABLES = "SELECT table_schema, table_name FROM information_schema.tables"
_LISTINGS: Mapping[_Kind, str] = {
    "duckdb": f"{_TABLES} WHERE table_schema <> 'information_schema'",
    "postgresql": f"{_TABLES} WHERE table_schema NOT IN ('information_schema', 'pg_catalog')",
    "sqlite": "SELECT 'main', name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
}
_USUAL_SCHEMAS = frozenset({"main", "public"})

_AT_ONCE = 200
"""Rows that are fetched in one step."""

_INSTALL = phrase("Install it with `pip install 'endmark[tables]'`.")


class _Connection(NamedTuple):
    """An open database, the error that it raises, and how a query over one of its tables is asked."""

    database: Any
    error: type[Exception] | tuple[type[Exception], ...]
    relation: str
    parameters: Sequence[Any] = ()
    numbered: str | None = None
    """The table with numbers of its rows, where a library has them."""

    def ask(self, query: str, relation: str | None = None) -> Any:
        """A cursor with the answer to a query, in which `{}` stands for the table, or for what it is called here."""
        cursor = self.database.cursor("endmark") if _is_postgresql(self.database) else self.database.cursor()
        cursor.execute(query.format(relation or self.relation), self.parameters)
        return cursor


class Table:
    """One open table: `shown` is its name in reports, `absolute` the path that its settings go by.

    Everything raises InputError where the table cannot be read.
    """

    def __init__(self, connection: _Connection, shown: str, absolute: str) -> None:
        self.shown = shown
        self.absolute = absolute
        self._connection = connection

    def list_columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        query = "SELECT * FROM {} LIMIT 0"
        with _Explained(self.shown, self._connection.error), closing(self._connection.ask(query)) as cursor:
            return tuple(column[0] for column in cursor.description)

    def iter_rows(self, columns: Sequence[str], first: int = 1, last: int | None = None) -> Iterator[tuple[Any, ...]]:
        """The values of these columns, row by row, in the order of the table; only a few rows are held.

        From row `first` on, counted from 1, and up to the `last`, None: to the end.
        """
        listed = ", ".join(map(_quote_name, columns)).replace("{", "{{").replace("}", "}}")
        query = f"SELECT {listed} FROM {{}}"  # noqa: S608 - the names are quoted
        relation = None
        with _Explained(self.shown, self._connection.error):
            if last is not None:
                query, relation = self._limit(query, first, last)
            cursor = self._connection.ask(query, relation)
        with _Explained(self.shown, self._connection.error), closing(cursor):
            # DuckDB hands JSON over as it is written.
            written = [index for index, column in enumerate(cursor.description) if str(column[1]) == "JSON"]
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from (_read_json(row, written) for row in rows) if written else rows

    def _limit(self, query: str, first: int, last: int) -> tuple[str, str | None]:
        """A query for some of the rows, and what the table is called in it."""
        # A column of that name would hide the numbers.
        if (numbered := self._connection.numbered) and _ROW_NUMBER not in self.list_columns():
            return f"{query} WHERE {_ROW_NUMBER} BETWEEN {first - 1} AND {last - 1}", numbered
        return f"{query} LIMIT {last - first + 1} OFFSET {first - 1}", None

    def close(self) -> None:
        """End the connection, with all threads of its library: this process may be copied then."""
        self._connection.database.close()


class _Explained:
    """What a library says of a table becomes a problem of it."""

    def __init__(self, shown: str, error: type[Exception] | tuple[type[Exception], ...]) -> None:
        self._shown, self._error = shown, error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, self._error):
            raise InputError(_make_problem(self._shown, error)) from error


def is_url(place: str) -> bool:
    """Whether a place on the command line is a database on a server."""
    return place.startswith(_URLS)


def open_table(place: str, shown: str, cwd: str, table: str | None) -> Table:
    """Open the table in a file, an absolute path or address that reports call `shown`, or in the database of a URL.

    `table` is the one of a database, None where there is no other.
    Raises InputError where there is no such table, or the library is missing that reads it.
    """
    if place.startswith(_URLS):
        return _open_database("postgresql", place, "", cwd, table)
    kind = _recognise(place, shown)
    if kind in _LISTINGS:
        return _open_database(kind, place, shown, place, table)
    if table is not None:
        hint = phrase("Leave --table out.")
        raise InputError(Problem(phrase("this is a table of its own, and no database."), shown, hint=hint))
    duckdb = _import("duckdb", shown)
    database = duckdb.connect(config=_DUCKDB)
    error: tuple[type[Exception], ...] = (duckdb.Error, OSError)
    if is_place(place):
        from fsspec.core import url_to_fs

        database.register_filesystem(url_to_fs(place)[0])
        error = (Exception,)  # the libraries behind fsspec have errors of their own
    numbered = f"read_parquet(?, {_ROW_NUMBER} = true)" if kind == "parquet" else None
    return Table(_Connection(database, error, _READERS[kind], (place,), numbered), shown, place)


def _recognise(path: str, shown: str) -> _Kind:
    try:
        head = read_head(path, _HEAD) if is_place(path) else read_regular(path, _HEAD)
    except OSError as error:
        message = phrase("this table cannot be read: {reason}.", reason=explain_os_error(error))
        raise InputError(Problem(message, shown)) from error
    by_magic = (kind for start, magic, kind in _MAGIC if head.startswith(magic, start))
    if kind := next(by_magic, None) or _get_kind_by_name(path):
        if kind in _LISTINGS and is_place(path):
            hint = phrase("Copy it here first, or write the table to a file of Parquet there.")
            raise InputError(Problem(phrase("a database cannot be read in such a place."), shown, hint=hint))
        return kind
    message = phrase("this is no table that endmark reads.")
    hint = phrase("It reads Parquet, JSON Lines, CSV, and databases of SQLite, DuckDB and PostgreSQL.")
    raise InputError(Problem(message, shown, hint=hint))


def is_table_by_name(path: str) -> bool:
    """Whether a file has a name as tables have that are no databases."""
    return path.lower().endswith(".parquet") or _get_kind_by_name(path) is not None


def _get_kind_by_name(path: str) -> _Kind | None:
    stem, suffix = os.path.splitext(path.lower())  # noqa: PTH122 - it may be a URL
    return _SUFFIXES.get(os.path.splitext(stem)[1] if suffix in _PACKED else suffix)  # noqa: PTH122


def _open_database(kind: _Kind, place: str, shown: str, absolute: str, table: str | None) -> Table:
    """One table of a database; one of PostgreSQL is shown by its own name, for its URL may hold a password."""
    connect, error = _CONNECTORS[kind](shown)
    with ExitStack() as opened:
        opened.enter_context(_Explained(shown or "PostgreSQL", error))
        database = opened.enter_context(closing(connect(place)))
        if kind == "postgresql":
            shown = database.info.dbname
            absolute = os.path.join(absolute, shown)  # noqa: PTH118 - as text
        rows = database.cursor().execute(_LISTINGS[kind]).fetchall()
        found = {name if schema in _USUAL_SCHEMAS else f"{schema}.{name}": (schema, name) for schema, name in rows}
        name = _choose_table(found, shown, table)
        opened.pop_all()
    return Table(_Connection(database, error, ".".join(map(_quote_name, found[name]))), f"{shown}/{name}", absolute)


def _choose_table(found: Mapping[str, object], shown: str, asked: str | None) -> str:
    """The table that is asked for, or the only one."""
    if asked is None and len(found) == 1:
        return next(iter(found))
    if asked is not None and asked in found:
        return asked
    names = phrase("Name one with --table: {names}.", names=", ".join(sorted(found))) if found else None
    if asked is not None:
        raise InputError(
            Problem(phrase("there is no table {name!r}.", name=asked), shown, hint=suggest(asked, found) or names)
        )
    message = phrase("this database has several tables.") if found else phrase("this database has no table.")
    raise InputError(Problem(message, shown, hint=names))


def _connect_sqlite(_shown: str) -> tuple[Callable[[str], Any], type[Exception]]:
    def connect(path: str) -> sqlite3.Connection:
        from pathlib import Path

        database = sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)
        # A view of a stranger may call no function that does anything, and bytes that are no text stay as they are.
        database.execute("PRAGMA trusted_schema = OFF")
        database.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        return database

    return connect, sqlite3.Error


def _connect_duckdb(shown: str) -> tuple[Callable[[str], Any], type[Exception]]:
    duckdb = _import("duckdb", shown)
    return lambda path: duckdb.connect(path, read_only=True, config=_DUCKDB), duckdb.Error


def _connect_postgresql(_shown: str) -> tuple[Callable[[str], Any], type[Exception]]:
    psycopg = _import("psycopg", "PostgreSQL")

    def connect(url: str) -> Any:
        database = psycopg.connect(url, connect_timeout=10)
        database.read_only = True
        return database

    return connect, psycopg.Error


_CONNECTORS: Mapping[_Kind, Callable[[str], tuple[Callable[[str], Any], type[Exception]]]] = {
    "sqlite": _connect_sqlite,
    "duckdb": _connect_duckdb,
    "postgresql": _connect_postgresql,
}


def _is_postgresql(database: Any) -> bool:
    """Whether rows come one by one only to a cursor that has a name, which the server then keeps."""
    return type(database).__module__.startswith("psycopg")


def _read_json(row: Sequence[Any], written: Iterable[int]) -> tuple[Any, ...]:
    """The values of a row of which some are written in JSON."""
    values = list(row)
    for index in written:
        values[index] = None if row[index] is None else json.loads(row[index])
    return tuple(values)


def _quote_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _import(library: str, shown: str) -> ModuleType:
    try:
        return importlib.import_module(library)
    except ImportError as error:
        message = phrase("to read this table, {library} is needed, which is not installed.", library=library)
        raise InputError(Problem(message, shown, hint=_INSTALL)) from error


def _make_problem(shown: str, error: Exception) -> Problem:
    """What a library says, its first line: the others repeat the query."""
    said = str(error).strip().partition("\n")[0].rstrip(".")
    return Problem(phrase("this table cannot be read: {reason}.", reason=quote(said)), shown)
