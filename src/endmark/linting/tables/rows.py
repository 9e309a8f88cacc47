"""The rows of one table: each is an article with a name of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from endmark.document.reading import Reading
from endmark.errors import InputError, Problem, suggest
from endmark.linting.files.discovery import FoundFile, make_display_path
from endmark.linting.files.made_fields import write_front_matter
from endmark.linting.files.parts import FoundPart, ReadPart, take_texts
from endmark.linting.places import is_place
from endmark.linting.tables.request import TableRequest
from endmark.linting.tables.sources import Table, open_table
from endmark.phrase import phrase

if TYPE_CHECKING:
    from endmark.document.markup import Markup

_MOST_PROBLEMS = 20
"""Rows of one table that are named for what is wrong with them; the others are counted."""


class FoundRow(FoundPart, frozen=True):
    """A row of a table, by its number from 1; its table is the `absolute` path, and `shown` is `TABLE#ROW`.

    `table` is the name of the table in reports. The first `beside` characters of the text are front matter made of
    other columns.
    """

    table: str = ""

    @property
    def folder(self) -> str:
        """That of the table, whose settings hold; that of the run where the table lies in a place."""
        return os.getcwd() if is_place(self.absolute) else super().folder  # noqa: PTH109 - as text

    def to_path_below(self, root: str) -> str:
        """The path that fingerprints hold: that of the table, and the row."""
        if is_place(self.absolute):
            return self.shown
        return make_display_path(self.absolute, root) + self.shown[len(self.table) :]


class ScannedTable(NamedTuple):
    """The rows of a table that are articles, and what is wrong with the others, or with the table."""

    rows: tuple[FoundRow, ...] = ()
    problems: tuple[Problem, ...] = ()


class TableFile(Struct, frozen=True):
    """A table that is a file of its own: its path or address, its name in reports, how its texts are read."""

    place: str
    shown: str
    reading: Reading


def scan_file(file: TableFile, request: TableRequest) -> ScannedTable:
    """The rows of a table, without their texts: whoever checks them takes them out of the file."""
    try:
        with closing(open_table(file.place, file.shown, "", request.table)) as table:
            return scan_table(table, request, file.reading)
    except InputError as error:
        return ScannedTable(problems=error.problems)


def scan_table(
    table: Table, request: TableRequest, reading: Reading, put: Callable[[bytes], int] | None = None
) -> ScannedTable:
    """The rows of a table; `put` puts their texts away and says where. Raises InputError where it cannot be read."""
    _check_columns(table, request)
    rows: dict[str, FoundRow] = {}
    equals: dict[str, int] = {}
    wrong = _WrongRows(table.shown)
    for number, row in enumerate(table.iter_rows(request.columns), start=1):
        text, named, values = _part(row, request)
        name = str(number) if request.id is None else _to_name(named)
        if not name:
            message = phrase("row {number:,} has nothing in the column {column!r}.", number=number, column=request.id)
            wrong.add(Problem(message, table.shown))
            continue
        shown = f"{table.shown}#{name}"
        if name in rows or name in equals:
            rows.pop(name, None)
            equals[name] = equals.get(name, 1) + 1
        elif not isinstance(text, str):
            wrong.add(_explain_no_text(text, shown, request.column))
        else:
            data, beside = _write_article(text, values, request, reading.markup)
            start = put(data) if put else None
            rows[name] = FoundRow(table.absolute, shown, reading, beside, number, len(data), start, table.shown)
    for name, count in equals.items():
        message = phrase(
            "{count:,} rows have this in the column {column!r}: none is checked.", count=count, column=request.id
        )
        hint = phrase("Name with --id a column in which each row has another value.")
        wrong.add(Problem(message, f"{table.shown}#{name}", hint=hint))
    return ScannedTable(tuple(rows.values()), tuple(wrong.list_problems()))


class RowTexts(Struct, frozen=True):
    """The texts of rows, taken out of their tables wherever this is called."""

    request: TableRequest

    @contextmanager
    def __call__(self, files: Sequence[FoundFile]) -> Iterator[ReadPart]:
        """What gives the texts of these rows; each table is read once, as far as they are in it."""
        rows = [file for file in files if isinstance(file, FoundRow)]
        yield take_texts(rows, self._read_rows, phrase("the table has changed"))

    def _read_rows(self, place: str, rows: Sequence[FoundRow]) -> Iterator[tuple[str, bytes]]:
        """The names of rows of one table, in its order, with their texts."""
        wanted = {row.number: row for row in rows}
        first, last = rows[0].number, rows[-1].number
        with closing(open_table(place, rows[0].table, "", self.request.table)) as table:
            for number, values in enumerate(table.iter_rows(self.request.columns, first, last), first):
                if row := wanted.get(number):
                    text, _, others = _part(values, self.request)
                    if isinstance(text, str):
                        yield row.shown, _write_article(text, others, self.request, row.reading.markup)[0]


def _part(row: Sequence[Any], request: TableRequest) -> tuple[Any, Any, Sequence[Any]]:
    """The text of a row, its name and the values of its fields."""
    text, *others = row
    return (text, others[0], others[1:]) if request.id else (text, None, others)


def _write_article(text: str, values: Sequence[Any], request: TableRequest, markup: Markup) -> tuple[bytes, int]:
    """A text with the front matter that the values make, and the characters of that."""
    text = text.removeprefix("\ufeff")
    before = ""
    # What has front matter of its own keeps it, and no program reads any before a notebook.
    if request.fields and not text.startswith(("---", "+++")) and markup != "notebook":
        before = write_front_matter(zip((field.name for field in request.fields), values, strict=True))
    return (before + text).encode("utf-8", "surrogateescape"), len(before)


def _check_columns(table: Table, request: TableRequest) -> None:
    known = table.list_columns()
    if missing := [name for name in dict.fromkeys(request.columns) if name not in known]:
        raise InputError(
            Problem(
                phrase("there is no column {name!r}.", name=name),
                table.shown,
                hint=suggest(name, known) or phrase("It has these: {names}.", names=", ".join(known)),
            )
            for name in missing
        )


class _WrongRows:
    """What is wrong with rows of one table: the first of them by name, and how many more there are."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._first: list[Problem] = []
        self._count = 0

    def add(self, problem: Problem) -> None:
        """Take note of a row."""
        self._first.append(problem)
        self._count += 1
        if len(self._first) > 2 * _MOST_PROBLEMS:
            self._first = self._choose_first()

    def list_problems(self) -> list[Problem]:
        """The problems that are told, in an order that is not that of the rows."""
        first = self._choose_first()
        if self._count == len(first):
            return first
        more = phrase("and {more:,} more.", more=self._count - len(first))
        return [*first, Problem(more, self._shown, hint=phrase("Mend those above first."))]

    def _choose_first(self) -> list[Problem]:
        return sorted(self._first, key=attrgetter("path"))[:_MOST_PROBLEMS]


def _to_name(value: Any) -> str:
    """What a row is called by a value, "" where it has none."""
    return "" if value is None else str(value)


def _explain_no_text(value: Any, shown: str, column: str) -> Problem:
    if value is None:
        return Problem(phrase("there is nothing in the column {column!r}.", column=column), shown)
    kind = type(value).__name__
    message = phrase("what stands in the column {column!r} is no text ({kind}).", column=column, kind=kind)
    return Problem(message, shown)
