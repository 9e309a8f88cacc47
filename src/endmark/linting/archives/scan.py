"""One archive → the pages in it that are articles, each with a name of its own: its address."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from msgspec import Struct

from endmark.document.reading import Reading
from endmark.errors import InputError, Problem
from endmark.linting.archives.pages import Page, PassedOver, read_page
from endmark.linting.archives.records import Broken, Record, iter_records
from endmark.linting.files.discovery import FoundFile
from endmark.linting.files.made_fields import write_front_matter
from endmark.linting.files.parts import FoundPart, ReadPart, take_texts
from endmark.linting.places import is_place
from endmark.linting.places.listing import open_file
from endmark.phrase import Phrase, as_phrase, explain_os_error, phrase


class FoundPage(FoundPart, frozen=True):
    """A page of an archive, the `absolute` path; its number is the byte where its record begins.

    It is `shown` by its own address, was fetched on a `date`, and may say that it is a copy of an `original`.
    """

    date: str = ""
    original: str = ""

    @property
    def folder(self) -> str:
        """That of the archive, whose settings hold; that of the run where the archive lies in a place."""
        return os.getcwd() if is_place(self.absolute) else super().folder  # noqa: PTH109 - as text

    def to_path_below(self, root: str) -> str:  # noqa: ARG002 - it lies below no folder
        """The path that fingerprints hold: the address, however the page was fetched."""
        return cut_scheme(self.shown)


def cut_scheme(address: str) -> str:
    """An address without `https://`: what globs hold for."""
    return address.partition("://")[2]


class ScannedArchive(NamedTuple):
    """The pages of an archive, what in it is broken, and how often something was passed over, by why."""

    pages: tuple[FoundPage, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: Mapping[PassedOver, int] = {}


class ArchiveFile(Struct, frozen=True):
    """An archive: its path or address, and its name in reports."""

    place: str
    shown: str


def scan_archive(file: ArchiveFile, put: Callable[[bytes], int] | None = None) -> ScannedArchive:
    """The pages of an archive; `put` puts their texts away and says where.

    Without it whoever checks them takes them out of the archive.
    """
    pages: dict[str, FoundPage] = {}
    problems: list[Problem] = []
    passed_over = Counter[PassedOver]()
    try:
        with _open(file.place) as archive:
            for record in iter_records(archive):
                page = _read(record, file.shown, problems)
                if isinstance(page, str):
                    passed_over[page] += 1
                elif isinstance(record, Record) and page is not None:
                    known = pages.get(record.address)
                    passed_over["earlier"] += known is not None
                    if known is None or known.date < record.date:
                        pages[record.address] = _make(file, record, page, put)
    except OSError as error:
        message = phrase("this archive cannot be read: {reason}.", reason=explain_os_error(error))
        problems.append(Problem(message, file.shown))
    except InputError as error:
        problems += error.problems
    return ScannedArchive(tuple(pages.values()), tuple(problems), passed_over)


def _make(file: ArchiveFile, record: Record, page: Page, put: Callable[[bytes], int] | None) -> FoundPage:
    data, beside = _write_article(page)
    return FoundPage(
        file.place,
        record.address,
        Reading(page.markup),
        beside,
        number=record.offset,
        size=len(data),
        start=put(data) if put else None,
        date=record.date,
        original=page.original,
    )


def _write_article(page: Page) -> tuple[bytes, int]:
    """The text of a page behind what its head says, as front matter, and the characters of that."""
    before = write_front_matter(page.fields)
    return (before + page.text).encode(), len(before)


def _read(record: Record | Broken, shown: str, problems: list[Problem]) -> Page | PassedOver | None:
    """The page in a record; what is broken is a problem."""
    if isinstance(record, Broken):
        problems.append(_explain_broken(shown, record.offset, record.reason))
        return None
    try:
        return read_page(record)
    except OSError as error:
        problems.append(_explain_broken(shown, record.offset, explain_os_error(error), record.address))
        return None


def _explain_broken(shown: str, offset: int, reason: Phrase, address: str = "") -> Problem:
    where = (
        phrase("the record at byte {offset:,} ({address})", offset=offset, address=address)
        if address
        else phrase("the record at byte {offset:,}", offset=offset)
    )
    message = phrase("{record} cannot be read: {reason}.", record=where, reason=as_phrase(reason))
    return Problem(message, shown, hint=phrase("Fetch the page again, or leave it: the others were checked."))


def _open(place: str) -> BinaryIO:
    return open_file(place) if is_place(place) else open(place, "rb")  # noqa: PTH123 - the caller closes it


class PageTexts(Struct, frozen=True):
    """The texts of pages, taken out of their archives wherever this is called."""

    @contextmanager
    def __call__(self, files: Sequence[FoundFile]) -> Iterator[ReadPart]:
        """What gives the texts of these pages; each archive is read once, as far as they are in it."""
        pages = [file for file in files if isinstance(file, FoundPage)]
        yield take_texts(pages, _take_pages, phrase("the archive has changed"))


def _take_pages(place: str, pages: Sequence[FoundPage]) -> Iterable[tuple[str, bytes]]:
    """The addresses of pages of one archive, with their texts."""
    wanted = {(page.shown, page.date) for page in pages}
    texts: dict[str, bytes] = {}
    with _open(place) as archive:
        # Where an archive is packed as a whole, nothing begins where its records do.
        for start in (pages[0].number, 0):
            for record in iter_records(archive, start):
                if isinstance(record, Record) and (record.address, record.date) in wanted:
                    page = _read(record, "", [])
                    if isinstance(page, Page):
                        wanted.remove((record.address, record.date))
                        texts[record.address] = _write_article(page)[0]
                        if not wanted:
                            return texts.items()
    return texts.items()
