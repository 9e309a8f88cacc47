"""The pages of archives that a run checks."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from endmark.errors import InputError, Problem
from endmark.linting.archives import is_archive
from endmark.linting.archives.pages import PassedOver
from endmark.linting.archives.scan import ArchiveFile, FoundPage, PageTexts, ScannedArchive, cut_scheme, scan_archive
from endmark.linting.files.discovery import Discovery, expand_patterns, explain_missing, make_display_path
from endmark.linting.files.parts import PutAwayTexts, TextsInFiles
from endmark.linting.places import is_place
from endmark.linting.places.listing import is_excluded, list_place
from endmark.phrase import Phrase, counted, join_all, phrase, quote

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings

ScanArchives: TypeAlias = Callable[
    [Callable[[ArchiveFile], ScannedArchive], Sequence[ArchiveFile]], Iterable[ScannedArchive | Problem]
]
"""What scans archives on other machines, all of them with a function, and gives what it says of each in their order, or
why it said nothing."""


_APART = ("archives",)
"""Pages are known again in the next crawl, whatever its archives are called."""


def find_pages(
    places: Sequence[str],
    settings: Settings,
    *,
    cwd: Path,
    allow_empty: bool = False,
    elsewhere: ScanArchives | None = None,
) -> Discovery:
    """The pages of the archives that the places stand for: files here or at an address, and patterns for them.

    Of an address the latest page counts, and of copies the one that they name. `exclude` holds for an address without
    its scheme. What was passed over is counted in a notice, and each broken stretch of an archive is a problem.
    Texts wait on disk. Where all archives are at addresses, what is given as `elsewhere` scans them instead, and texts
    are taken out of them there.
    """
    archives, problems = _list_archives(places, str(cwd.absolute()))
    texts = PutAwayTexts()
    if elsewhere and all(map(is_place, places)):
        scanned = elsewhere(scan_archive, archives)
        read: PutAwayTexts | TextsInFiles = TextsInFiles(PageTexts())
    else:
        scanned = (scan_archive(file, texts.add) for file in archives)
        read = texts
    latest: dict[str, FoundPage] = {}
    passed_over = Counter[PassedOver]()
    for one in scanned:
        if isinstance(one, Problem):
            problems.append(one)
            continue
        problems += one.problems
        passed_over.update(one.passed_over)
        for page in one.pages:
            if not is_excluded(cut_scheme(page.shown), settings.exclude):
                known = latest.setdefault(page.shown, page)
                passed_over["earlier"] += known is not page
                if known.date < page.date:
                    latest[page.shown] = page
    pages = [page for page in latest.values() if not _is_copy(page, latest)]
    passed_over["copy"] += len(latest) - len(pages)
    notices = [_describe(passed_over)] if passed_over.total() else []
    if not pages and not problems:
        if allow_empty:
            notices.append(phrase("Nothing to check: no page is in these archives."))
        else:
            message = phrase("nothing to check: no page is in these archives.")
            hint = phrase(
                "Check the archives and the `exclude` patterns, or let `endmark check --allow-empty` pass it."
            )
            problems.append(Problem(message, hint=hint))
    ordered = tuple(sorted(pages, key=attrgetter("shown")))
    return Discovery(ordered, tuple(problems), tuple(notices), apart=_APART, read=read)


def _list_archives(places: Sequence[str], cwd: str) -> tuple[list[ArchiveFile], list[Problem]]:
    """The archives, each once, and what is wrong with the others."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for place in expand_patterns(places, cwd):
        try:
            found |= _list_in_place(place) if is_place(place) else _list_here(place, cwd)
        except InputError as error:
            problems += error.problems
    return [ArchiveFile(path, shown) for path, shown in found.items()], problems


def _list_here(place: str, cwd: str) -> Mapping[str, str]:
    path = os.path.normpath(os.path.join(cwd, place))  # noqa: PTH118 - as text
    shown = make_display_path(path, cwd)
    if not os.path.lexists(path):
        raise InputError(explain_missing(place, shown))
    return {path: shown}


def _list_in_place(place: str) -> Mapping[str, str]:
    found = {one.address: one.address for one in list_place(place) if one.is_named or is_archive(one.below)}
    if not found:
        message = phrase("nothing to check in {where}: no archive there.", where=quote(place))
        raise InputError(Problem(message))
    return found


def _is_copy(page: FoundPage, pages: Mapping[str, FoundPage]) -> bool:
    """Whether a page names another one as its original, which does not do so itself."""
    original = pages.get(page.original)
    return original is not None and not original.original


def _describe(passed_over: Mapping[PassedOver, int]) -> Phrase:
    """What was passed over, and how often."""
    said = [say(count) for why, say in _WORDS.items() if (count := passed_over.get(why, 0))]
    return phrase("Passed over in the archives: {what}.", what=join_all(said))


_WORDS: Mapping[PassedOver, Callable[[int], Phrase]] = {
    "kind": lambda count: counted(count, "{count:,} file of another kind", "{count:,} files of other kinds"),
    "status": lambda count: counted(
        count,
        "{count:,} answer that is an error or leads elsewhere",
        "{count:,} answers that are errors or lead elsewhere",
    ),
    "revisit": lambda count: counted(
        count, "{count:,} visit that found nothing new", "{count:,} visits that found nothing new"
    ),
    "earlier": lambda count: counted(count, "{count:,} earlier visit", "{count:,} earlier visits"),
    "copy": lambda count: counted(
        count,
        "{count:,} page that names another as its original",
        "{count:,} pages that name another as their original",
    ),
    "cut": lambda count: counted(
        count, "{count:,} page that the crawler cut off", "{count:,} pages that the crawler cut off"
    ),
    "large": lambda count: counted(
        count, "{count:,} page that is larger than any article", "{count:,} pages that are larger than any article"
    ),
    "encoding": lambda count: counted(
        count, "{count:,} page whose encoding nothing tells", "{count:,} pages whose encoding nothing tells"
    ),
}
"""What is said of each reason, in this order."""
