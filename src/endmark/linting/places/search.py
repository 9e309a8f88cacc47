"""Places that fsspec knows, such as `s3://bucket/posts` → the articles there."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from endmark.errors import InputError, Problem
from endmark.linting.files.discovery import SKIPPED_FOLDERS, SUFFIXES, Discovery, FoundFile
from endmark.phrase import phrase, quote
from endmark.ruleset.globs import matches
from endmark.ruleset.reading import choose_reading, explain_unread

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings


class FoundObject(FoundFile, frozen=True):
    """An article in a place; its address is both its path and what reports show."""

    size: int = 0

    @property
    def folder(self) -> str:
        """That of the run, whose settings hold."""
        return os.getcwd()  # noqa: PTH109 - as text

    def to_path_below(self, root: str) -> str:  # noqa: ARG002 - it lies below no folder
        """The path that fingerprints hold: the address."""
        return self.shown

    def measure(self) -> int:
        """Its bytes, as they were when it was found."""
        return self.size


def read_object(file: FoundFile) -> bytes:
    """The bytes of an article in a place; OSError where it cannot be read."""
    from fsspec.core import url_to_fs

    system, path = url_to_fs(file.absolute)
    try:
        data: bytes = system.cat_file(path)
    except OSError:
        raise
    except Exception as error:  # the libraries behind fsspec have errors of their own
        raise OSError(str(error)) from error
    return data


def find_objects(places: Sequence[str], settings: Settings, *, allow_empty: bool = False) -> Discovery:
    """The articles in places, each a folder or one article.

    As in a search through folders, hidden ones are left out, and `include` and `exclude` hold for the part of an
    address behind its place; there are no `.gitignore` files. A place that cannot be listed, or has nothing to
    check, is a problem.
    """
    found: dict[str, FoundFile] = {}
    problems: list[Problem] = []
    notices: list[str] = []
    for place in places:
        try:
            objects = list(_list_place(place, settings))
        except InputError as error:
            problems += error.problems
            continue
        if not objects:
            message = phrase(
                "nothing to check in {where}: no Markdown file there, or all are excluded.", where=quote(place)
            )
            if allow_empty:
                notices.append(message)
            else:
                problems.append(Problem(message))
        found |= {one.shown: one for one in objects}
    return Discovery(
        tuple(sorted(found.values(), key=attrgetter("shown"))), tuple(problems), tuple(notices), read=read_object
    )


def _list_place(place: str, settings: Settings) -> Iterator[FoundFile]:
    system, top, listed = _list(place)
    alone = list(listed) == [top]
    for path, about in listed.items():
        below = posixpath.basename(path) if alone else posixpath.relpath(path, top)
        if not alone and not _is_wanted(below, settings):
            continue
        shown = system.unstrip_protocol(path)
        reading = choose_reading(below, settings.read_as, settings.include)
        if reading is None:
            raise InputError(explain_unread(shown))
        yield FoundObject(shown, shown, reading, size=about.get("size") or 0)


def _list(place: str) -> tuple[Any, str, dict[str, Any]]:
    """The file system of a place, its path there, and all files below it with what is known of them."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        message = phrase(
            "to read from {place}, {library} is needed, which is not installed.", place=place, library="fsspec"
        )
        raise InputError(Problem(message, hint=phrase("Install it with `pip install 'endmark[cluster]'`."))) from error
    try:
        system, top = url_to_fs(place)
        return system, top.rstrip("/"), system.find(top, detail=True)
    # Each library behind fsspec has errors of its own: one that is missing, an address that nothing knows, no access.
    except Exception as error:
        said = str(error).strip().partition("\n")[0].rstrip(".")
        message = phrase("the articles there cannot be listed: {reason}.", reason=quote(said or type(error).__name__))
        raise InputError(Problem(message, place)) from error


def _is_wanted(below: str, settings: Settings) -> bool:
    parts = below.split("/")
    if any(part.startswith(".") or part in SKIPPED_FOLDERS for part in parts) or _is_excluded(parts, settings.exclude):
        return False
    return matches(settings.include, below) if settings.include else below.lower().endswith(SUFFIXES)


def _is_excluded(parts: Sequence[str], exclude: tuple[str, ...]) -> bool:
    """Whether the path of these parts, or a folder around it, is excluded."""
    return bool(exclude) and any(matches(exclude, path) for path in _iter_around(parts))


def _iter_around(parts: Sequence[str]) -> Iterable[str]:
    return ("/".join(parts[:end]) + "/" * (end < len(parts)) for end in range(1, len(parts) + 1))
