"""The report on all articles of a site, kept for the next run that finds every one of them unchanged.

What was found in each article and what the comparison of all of them showed are kept together, and without the facts
that were compared: these are nearly all that is known of a site.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from endmark.linting.codec import Plain, drop_noted, drop_text, get_content
from endmark.linting.execution.result_cache import make_file_key, unpack_entry
from endmark.linting.execution.site_database import count_losses
from endmark.linting.files.shown_paths import list_paths
from endmark.linting.report import Report
from endmark.linting.results import Results
from endmark.ruleset.settings import LazyRules
from endmark.storage.store import compute_digest

if TYPE_CHECKING:
    from endmark.linting.execution.site_database import SiteDatabase
    from endmark.linting.files.discovery import Discovery, FoundFile
    from endmark.ruleset.settings import Settings

WORTHWHILE = 100
"""Articles from which on a report is kept: fewer are compared as quickly as it is written."""

_AT_ONCE = 500
"""Articles that are read or written in one piece."""

_MOST = 4
"""Reports that are kept: on the whole site, and on parts that somebody asks for by turns."""

_Head: TypeAlias = tuple[int, bool, int, tuple[tuple[str, int], ...]]
"""The number of a report, whether the store has still all its articles as they were, the blocks of prose of all of
them, and how many are in which language."""

_Entries: TypeAlias = tuple[tuple[bytes, bytes], ...]
"""The digest of the content of some articles, and what was found in each."""


_MOST_CHANGED = 20
"""Articles that may have changed: with more, all are compared again."""


class Update(NamedTuple):
    """What is found now in some articles, packed, by their numbers.

    `blocks` and `languages` say how many more there are than were.
    """

    results: Mapping[int, Plain]
    blocks: int
    languages: Counter[str]


Updater: TypeAlias = Callable[[Mapping[int, bytes]], "Update | None"]
"""What finds the update when the articles of some numbers have changed; with each comes its content as it was."""


class SiteReports:
    """The reports on one choice of articles after the other, in the database of their site."""

    def __init__(self, database: SiteDatabase, settings: Settings, found: Discovery) -> None:
        self._database = database
        self._settings = settings
        self._found = found

    def recall(self, read: Callable[[FoundFile], bytes], update: Updater | None = None) -> Report | None:
        """The report that a run would make of the articles that were found, with no facts in it.

        Where a few of them have changed, `update` is asked, and what it says is kept. None where no report is kept on
        just these articles, too many have changed, or what these may have in common with others is not known.
        """
        files = self._found.files
        if len(files) < WORTHWHILE:
            return None
        nothing: tuple[_Head, ...] = ()
        for number, is_known, blocks, languages in self._database.attempt(
            partial(self._find, self._name_choice()), nothing
        ):
            results, changed = Results(list_paths(files)), dict[int, bytes]()
            if not all(
                self._recall_piece(number, start, results, changed, read) for start in range(0, len(files), _AT_ONCE)
            ):
                continue
            if not changed:
                return self._build_report(results, blocks, languages)
            if update is not None and is_known and (news := update(changed)) is not None:
                report = self._build_report(
                    _apply(news, results), blocks + news.blocks, _count_languages(languages, news.languages)
                )
                pieces = {place // _AT_ONCE * _AT_ONCE for place in news.results}
                self._database.attempt(partial(self._change, number, report, pieces), None)
                return report
        return None

    def _build_report(self, results: Results, blocks: int, languages: tuple[tuple[str, int], ...]) -> Report:
        return Report(
            results.paths,
            results,
            self._found.problems,
            self._settings.fail_on,
            blocks,
            languages,
            LazyRules(self._settings),
            whole=self._found.whole,
        )

    def keep(self, report: Report) -> None:
        """Keep the report on the articles that were found, in the place of the last one on them.

        Not one whose findings are not all listed, nor one of a run that met with problems.
        """
        if len(self._found.files) >= WORTHWHILE and not report.unlisted and report.problems == self._found.problems:
            self._database.attempt(partial(self._put, self._name_choice(), report), None)

    def _name_choice(self) -> bytes:
        """What stands for the articles that were found, whatever they say."""
        root = str(self._settings.root)
        whole = b"whole" if self._found.whole else b""
        return compute_digest(whole, *(make_file_key(file, root) for file in self._found.files))

    def _recall_piece(
        self,
        report: int,
        start: int,
        results: Results,
        changed: dict[int, bytes],
        read: Callable[[FoundFile], bytes],
    ) -> bool:
        """Add what is kept of some articles to the results, or to what has changed; whether that is little."""
        some = self._found.files[start : start + _AT_ONCE]
        nothing: _Entries = ()
        entries = self._database.attempt(partial(self._read_piece, report, start), nothing)
        if len(entries) != len(some):
            return False
        for number, (file, entry) in enumerate(zip(some, entries, strict=True), start):
            if (result := unpack_entry(entry, file, read, None)) is None:
                changed[number] = entry[0]
            else:
                results.add(number, result)
        return len(changed) <= _MOST_CHANGED

    def _find(self, choice: bytes, database: sqlite3.Connection) -> tuple[_Head, ...]:
        rows = database.execute("SELECT id, losses, head, sum FROM report WHERE choice = ?", (choice,))
        now = count_losses(database)
        return tuple(
            (number, losses == now, *marshal.loads(head))  # noqa: S302 - our own bytes, as the checksum shows
            for number, losses, head, known in rows
            if self._is_ours(known, head)
        )

    def _read_piece(self, report: int, start: int, database: sqlite3.Connection) -> _Entries:
        rows = database.execute("SELECT packed, sum FROM piece WHERE report = ? AND start = ?", (report, start))
        entries: _Entries = next((marshal.loads(packed) for packed, known in rows if self._is_ours(known, packed)), ())  # noqa: S302
        return entries

    def _is_ours(self, known: bytes, data: bytes) -> bool:
        return self._database.compute_checksum(data) == known

    def _put(self, choice: bytes, report: Report, database: sqlite3.Connection) -> None:
        head = marshal.dumps((report.blocks, report.languages))
        last = database.execute("SELECT max(id) FROM report").fetchone()[0] or 0
        same = database.execute("SELECT id FROM report WHERE choice = ?", (choice,)).fetchall()
        others = "SELECT id FROM report WHERE choice <> ? ORDER BY id DESC LIMIT -1 OFFSET ?"
        for (number,) in [*same, *database.execute(others, (choice, _MOST - 1)).fetchall()]:
            database.execute("DELETE FROM piece WHERE report = ?", (number,))
            database.execute("DELETE FROM report WHERE id = ?", (number,))
        checksum = self._database.compute_checksum
        row = (last + 1, choice, self._count_losses(database), head, checksum(head))
        database.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?)", row)
        starts = range(0, len(report.results.paths), _AT_ONCE)
        pieces = ((last + 1, start, packed, checksum(packed)) for start, packed in _iter_pieces(report.results, starts))
        database.executemany("INSERT INTO piece VALUES (?, ?, ?, ?)", pieces)

    def _change(self, number: int, report: Report, starts: Iterable[int], database: sqlite3.Connection) -> None:
        """Put what is new into a report, unless another run has changed it, and give it another number."""
        head = marshal.dumps((report.blocks, report.languages))
        last = database.execute("SELECT max(id) FROM report").fetchone()[0] or 0
        checksum = self._database.compute_checksum
        row = (last + 1, self._count_losses(database), head, checksum(head), number)
        if database.execute("UPDATE report SET id = ?, losses = ?, head = ?, sum = ? WHERE id = ?", row).rowcount:
            database.execute("UPDATE piece SET report = ? WHERE report = ?", (last + 1, number))
            pieces = (
                (packed, checksum(packed), last + 1, start) for start, packed in _iter_pieces(report.results, starts)
            )
            database.executemany("UPDATE piece SET packed = ?, sum = ? WHERE report = ? AND start = ?", pieces)

    def _count_losses(self, database: sqlite3.Connection) -> int | None:
        """The losses when a report is kept; None where its articles may be lost already to another program."""
        return count_losses(database) if self._database.is_undisturbed else None


def _apply(news: Update, results: Results) -> Results:
    """The results with those of the update in the place of theirs."""
    for number, result in news.results.items():
        results.put(number, result)
    return results


def _count_languages(languages: tuple[tuple[str, int], ...], more: Counter[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(dict(languages))
    counts.update(more)
    return tuple(sorted((item for item in counts.items() if item[1]), key=lambda item: (-item[1], item[0])))


def _iter_pieces(results: Results, starts: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """What was found in some articles after the other, with the number of the first of them."""
    for start in starts:
        some = map(results.read, range(start, min(start + _AT_ONCE, len(results.paths))))
        yield (
            start,
            marshal.dumps(tuple([(get_content(one), marshal.dumps(drop_text(drop_noted(one)))) for one in some])),
        )
