"""Places that fsspec knows, such as `s3://bucket/posts` → the articles there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from endmark.errors import InputError, Problem
from endmark.linting.files.discovery import SUFFIXES, Discovery, FoundFile
from endmark.linting.places.listing import is_left_out, list_place
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
            objects = list(_list_articles(place, settings))
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


def _list_articles(place: str, settings: Settings) -> Iterator[FoundFile]:
    for address, below, size, is_named in list_place(place):
        if not is_named and not _is_wanted(below, settings):
            continue
        reading = choose_reading(below, settings.read_as, settings.include)
        if reading is None:
            raise InputError(explain_unread(address))
        yield FoundObject(address, address, reading, size=size)


def _is_wanted(below: str, settings: Settings) -> bool:
    if is_left_out(below, settings.exclude):
        return False
    return matches(settings.include, below) if settings.include else below.lower().endswith(SUFFIXES)
