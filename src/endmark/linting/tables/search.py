"""The rows of tables that a run checks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from endmark.document.reading import Reading
from endmark.errors import InputError, Problem, suggest
from endmark.linting.files.discovery import Discovery, expand_patterns, explain_missing, make_display_path
from endmark.linting.tables.fields import write_front_matter
from endmark.linting.tables.request import TableRequest
from endmark.linting.tables.rows import FoundRow, RowTexts
from endmark.linting.tables.sources import Table, is_url, open_table
from endmark.phrase import phrase
from endmark.ruleset.reading import choose_markup
from endmark.ruleset.sites import Sites

if TYPE_CHECKING:
    from endmark.ruleset.nearest import NearestSettings

_MOST_PROBLEMS = 20
"""Rows of one table that are named for what is wrong with them; the others are counted."""


def find_rows(
    places: Sequence[str], request: TableRequest, *, cwd: Path, nearest: NearestSettings, allow_empty: bool = False
) -> Discovery:
    """The rows of the tables that the places stand for: files, or URLs of databases.

    A table that cannot be read is a problem, and so is each row without a text, or with a name that is missing or
    another row has, too. Texts wait on disk: what is held of each row is its name and its place there.
    """
    search = _Search(request, str(cwd.absolute()), nearest)
    for place in expand_patterns(places, search.cwd):
        search.add(place)
    problems = list(search.problems) + list(nearest.problems)
    notices: tuple[str, ...] = ()
    if not search.rows and not problems:
        if allow_empty:
            notices = (phrase("Nothing to check: no row is in these tables."),)
        else:
            hint = phrase("Check the table, or let `endmark check --allow-empty` pass it.")
            problems.append(Problem(phrase("nothing to check: no row is in these tables."), hint=hint))
    rows = tuple(sorted(search.rows, key=attrgetter("shown")))
    return Discovery(rows, tuple(problems), notices, tables=tuple(sorted(search.tables)), read=search.texts)


class _Search:
    """What was found so far."""

    def __init__(self, request: TableRequest, cwd: str, nearest: NearestSettings) -> None:
        self.cwd = cwd
        self.rows: list[FoundRow] = []
        self.texts = RowTexts()
        self.problems: list[Problem] = []
        self.tables: set[str] = set()
        self._request = request
        self._nearest = nearest
        self._sites = Sites()

    def add(self, place: str) -> None:
        """Add the rows of one table."""
        path = place if is_url(place) else os.path.normpath(os.path.join(self.cwd, place))  # noqa: PTH118
        shown = make_display_path(path, self.cwd)
        try:
            if not is_url(place) and not os.path.lexists(path):
                raise InputError(explain_missing(place, shown))  # noqa: TRY301 - told with the others
            table = open_table(path, shown, self.cwd, self._request.table)
        except InputError as error:
            self.problems += error.problems
            return
        try:
            self._check_columns(table)
            if table.shown not in self.tables:
                self.tables.add(table.shown)
                self._add_rows(table)
        except InputError as error:
            self.problems += error.problems
        finally:
            table.close()

    def _check_columns(self, table: Table) -> None:
        known = table.list_columns()
        if missing := [name for name in dict.fromkeys(self._request.columns) if name not in known]:
            raise InputError(
                Problem(
                    phrase("there is no column {name!r}.", name=name),
                    table.shown,
                    hint=suggest(name, known) or phrase("It has these: {names}.", names=", ".join(known)),
                )
                for name in missing
            )

    def _add_rows(self, table: Table) -> None:
        """Add all rows of a table whose settings have no mistakes."""
        settings = self._nearest.find(os.path.dirname(table.absolute))  # noqa: PTH120 - as text
        if settings is None:
            return
        request = self._request
        below = make_display_path(table.absolute, str(settings.root)).lstrip("/")
        markup = request.markup or choose_markup(below, settings.read_as) or "markdown"
        site = self._sites.find(os.path.dirname(table.absolute), settings.top)  # noqa: PTH120
        reading = Reading(markup, site.dialect if site and markup == "markdown" else "markdown")
        rows: dict[str, FoundRow] = {}
        equals: dict[str, int] = {}
        wrong = _WrongRows(table.shown)
        for number, (text, *others) in enumerate(table.iter_rows(request.columns), start=1):
            name = str(number) if request.id is None else _to_name(others.pop(0))
            if not name:
                wrong.add(
                    Problem(
                        phrase(
                            "row {number:,} has nothing in the column {column!r}.", number=number, column=request.id
                        ),
                        table.shown,
                    )
                )
                continue
            shown = f"{table.shown}#{name}"
            if name in rows or name in equals:
                rows.pop(name, None)
                equals[name] = equals.get(name, 1) + 1
            elif not isinstance(text, str):
                wrong.add(_explain_no_text(text, shown, request.column))
            else:
                start, size, beside = self._put_away(text, others, reading)
                rows[name] = FoundRow(table.absolute, shown, reading, beside, table.shown, start, size)
        for name, count in equals.items():
            message = phrase(
                "{count:,} rows have this in the column {column!r}: none is checked.", count=count, column=request.id
            )
            hint = phrase("Name with --id a column in which each row has another value.")
            wrong.add(Problem(message, f"{table.shown}#{name}", hint=hint))
        self.rows += rows.values()
        self.problems += wrong.list_problems()

    def _put_away(self, text: str, values: Iterable[Any], reading: Reading) -> tuple[int, int, int]:
        """Where a text lies, with the front matter that the values make, its bytes, and the characters of that."""
        text = text.removeprefix("\ufeff")
        before = ""
        # What has front matter of its own keeps it, and no program reads any before a notebook.
        if self._request.fields and not text.startswith(("---", "+++")) and reading.markup != "notebook":
            before = write_front_matter(zip((field.name for field in self._request.fields), values, strict=True))
        data = (before + text).encode("utf-8", "surrogateescape")
        return self.texts.add(data), len(data), len(before)


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
