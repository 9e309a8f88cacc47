"""The articles of a run, read again one by one: for a report that shows their text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from endmark.cli.shares import Share
from endmark.errors import InputError

if TYPE_CHECKING:
    from endmark.document.model import Document
    from endmark.linting.files.discovery import FoundFile
    from endmark.linting.report import Report
    from endmark.ruleset.settings import Settings


ReadArticle: TypeAlias = "Callable[[str], Document | None]"
"""The article of a path, as a report shows it."""


def read_again(shares: Iterable[Share], report: Report, read: Callable[[FoundFile], bytes]) -> ReadArticle:
    """What reads the article of a path as it was checked; None where that cannot be, or it is another text now.

    `read` reads what comes from standard input, or a file.
    """
    return partial(_read, tuple(shares), report, read)


def _read(shares: Iterable[Share], report: Report, read: Callable[[FoundFile], bytes], path: str) -> Document | None:
    from endmark.linting.checking.file_check import analyse_by_settings, read_source
    from endmark.storage.store import compute_digest

    file, settings = next(_iter_found(shares, path), (None, None))
    if file is None or settings is None:
        return None
    try:
        data, source = read_source(file, read)
    except InputError:
        return None
    if compute_digest(data) != report.results.get(path).content:
        return None
    below = file.to_path_below(str(settings.root))
    return analyse_by_settings(source, settings, settings.parting, below, reading=file.reading).document


def _iter_found(shares: Iterable[Share], path: str) -> Iterator[tuple[FoundFile, Settings]]:
    """The file that reports show so, with its settings."""
    for share in shares:
        files = share.found.files
        place = bisect_left(files, path, key=attrgetter("shown"))
        if place < len(files) and files[place].shown == path:
            yield files[place], share.settings
