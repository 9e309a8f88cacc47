"""The rows of tables that a run checks."""

# Paths are text here, as in `files`.
# ruff: noqa: PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from endmark.document.reading import Reading
from endmark.errors import InputError, Problem
from endmark.linting.files.discovery import Discovery, expand_patterns, explain_missing, is_excluded, make_display_path
from endmark.linting.files.parts import PutAwayTexts, TextsInFiles
from endmark.linting.places import is_place
from endmark.linting.places.listing import is_left_out, list_place
from endmark.linting.tables.request import TableRequest
from endmark.linting.tables.rows import FoundRow, RowTexts, ScannedTable, TableFile, scan_file, scan_table
from endmark.linting.tables.sources import Table, is_table_by_name, is_url, open_table
from endmark.phrase import phrase, quote
from endmark.ruleset.reading import choose_markup
from endmark.ruleset.sites import Sites

if TYPE_CHECKING:
    from endmark.ruleset.nearest import NearestSettings
    from endmark.ruleset.settings import Settings

ScanTables: TypeAlias = Callable[
    [Callable[[TableFile], ScannedTable], Sequence[TableFile]], Iterable[ScannedTable | Problem]
]
"""What scans tables on other machines, all of them with a function, and gives what it says of each in their order, or
why it said nothing."""


def find_rows(  # noqa: PLR0913 - all but the first two are named
    places: Sequence[str],
    request: TableRequest,
    *,
    cwd: Path,
    nearest: NearestSettings,
    allow_empty: bool = False,
    elsewhere: ScanTables | None = None,
) -> Discovery:
    """The rows of the tables that the places stand for.

    Those are files and folders of them, here or at an address, patterns of both, and URLs of databases.

    A table that cannot be read is a problem, and so is each row without a text, or with a name that is missing or
    another row has, too. Texts wait on disk: what is held of each row is its name and its place there. Where all tables
    are files at addresses, what is given as `elsewhere` scans them instead, and texts are taken out of them there.
    """
    search = _Search(request, str(cwd.absolute()), nearest)
    for place in expand_patterns(places, search.cwd):
        search.add(place)
    if elsewhere and all(map(is_place, places)) and not any(map(is_url, places)):
        search.scan_files(elsewhere)
        read: PutAwayTexts | TextsInFiles = TextsInFiles(RowTexts(request))
    else:
        search.open_all()
        read = search.texts
    problems = list(search.problems) + list(nearest.problems)
    notices: tuple[str, ...] = ()
    if not search.rows and not problems:
        if allow_empty:
            notices = (phrase("Nothing to check: no row is in these tables."),)
        else:
            hint = phrase("Check the table, or let `endmark check --allow-empty` pass it.")
            problems.append(Problem(phrase("nothing to check: no row is in these tables."), hint=hint))
    rows = tuple(sorted(search.rows, key=attrgetter("shown")))
    tables = tuple(sorted(search.tables))
    return Discovery(rows, tuple(problems), notices, tables=tables, apart=tables, read=read)


_NAME_TABLES = phrase("A folder is searched for Parquet, JSON Lines and CSV; name the file of a database.")


class _Search:
    """What was found so far."""

    def __init__(self, request: TableRequest, cwd: str, nearest: NearestSettings) -> None:
        self.cwd = cwd
        self.rows: list[FoundRow] = []
        self.texts = PutAwayTexts()
        self.problems: list[Problem] = []
        self.tables: set[str] = set()
        self._places: dict[str, str] = {}
        """Paths and addresses of tables, with their names in reports."""
        self._request = request
        self._nearest = nearest
        self._sites = Sites()

    def add(self, place: str) -> None:
        """Note the tables that a place stands for."""
        try:
            for path, shown in self._find_tables(place):
                self._places.setdefault(path, shown)
        except InputError as error:
            self.problems += error.problems

    def _find_tables(self, place: str) -> Iterator[tuple[str, str]]:
        if is_url(place):
            yield place, place
        elif is_place(place):
            yield from self._find_in_place(place)
        else:
            path = os.path.normpath(os.path.join(self.cwd, place))
            shown = make_display_path(path, self.cwd)
            if os.path.isdir(path):  # noqa: PTH112
                found = [(one, make_display_path(one, self.cwd)) for one in self._walk(path)]
                yield from found or self._refuse(shown)
            elif os.path.lexists(path):
                yield path, shown
            else:
                raise InputError(explain_missing(place, shown))

    def _find_in_place(self, place: str) -> Iterator[tuple[str, str]]:
        exclude = self._nearest.main.exclude
        found = [
            one.address
            for one in list_place(place)
            if one.is_named or (is_table_by_name(one.below) and not is_left_out(one.below, exclude))
        ]
        yield from ((address, address) for address in found) if found else self._refuse(place)

    def _walk(self, folder: str) -> Iterator[str]:
        """The tables below a folder."""
        settings = self._nearest.main
        for inside, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not is_left_out(name, ()))
            for name in sorted(names):
                path = os.path.join(inside, name)
                if (
                    is_table_by_name(name)
                    and not is_left_out(name, ())
                    and not is_excluded(path, exclude=settings.exclude, root=settings.root)
                ):
                    yield path

    def _refuse(self, shown: str) -> Iterator[tuple[str, str]]:
        where = phrase("the current folder") if shown == "." else quote(shown)
        message = phrase("nothing to check in {where}: no table there, or all are excluded.", where=where)
        raise InputError(Problem(message, hint=_NAME_TABLES))

    def open_all(self) -> None:
        """Add the rows of all tables, with their texts."""
        for path, shown in self._places.items():
            try:
                with closing(open_table(path, shown, self.cwd, self._request.table)) as table:
                    self._add_rows(table)
            except InputError as error:
                self.problems += error.problems

    def _add_rows(self, table: Table) -> None:
        """Add all rows of a table whose settings have no mistakes."""
        if table.shown in self.tables or (settings := self._find_settings(table.absolute)) is None:
            return
        self.tables.add(table.shown)
        reading = self._choose_reading(table.absolute, settings)
        self._take(scan_table(table, self._request, reading, self.texts.add))

    def scan_files(self, elsewhere: ScanTables) -> None:
        """Add the rows of all tables, which are read on other machines."""
        settings = self._nearest.main
        files = [TableFile(path, shown, self._choose_reading(path, settings)) for path, shown in self._places.items()]
        self.tables.update(self._places.values())
        for scanned in elsewhere(partial(scan_file, request=self._request), files):
            self._take(ScannedTable(problems=(scanned,)) if isinstance(scanned, Problem) else scanned)

    def _take(self, scanned: ScannedTable) -> None:
        self.rows += scanned.rows
        self.problems += scanned.problems

    def _find_settings(self, path: str) -> Settings | None:
        return self._nearest.main if is_place(path) else self._nearest.find(os.path.dirname(path))

    def _choose_reading(self, path: str, settings: Settings) -> Reading:
        """How the texts of a table are read."""
        if is_place(path):
            below, site = path.partition("://")[2].partition("/")[2], None
        else:
            below = make_display_path(path, str(settings.root)).lstrip("/")
            site = self._sites.find(os.path.dirname(path), settings.top)
        markup = self._request.markup or choose_markup(below, settings.read_as) or "markdown"
        return Reading(markup, site.dialect if site and markup == "markdown" else "markdown")
