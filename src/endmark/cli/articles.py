"""The articles of a run, read again one by one: for a report that shows their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
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
    files = {file.shown: (file, share.settings) for share in shares for file in share.found.files}
    return partial(_read, files, report, read)


def _read(
    files: dict[str, tuple[FoundFile, Settings]], report: Report, read: Callable[[FoundFile], bytes], path: str
) -> Document | None:
    from endmark.linting.checking.file_check import analyse_by_settings, read_source
    from endmark.storage.store import compute_digest

    if path not in files:
        return None
    file, settings = files[path]
    try:
        data, source = read_source(file, read)
    except InputError:
        return None
    if compute_digest(data) != report.results.get(path).content:
        return None
    below = file.to_path_below(str(settings.root))
    return analyse_by_settings(source, settings, settings.parting, below, reading=file.reading).document
