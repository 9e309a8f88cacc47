"""Places that fsspec knows, such as `s3://bucket/posts` → the files there, by their addresses."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from endmark.errors import InputError, Problem
from endmark.linting.files.discovery import SKIPPED_FOLDERS
from endmark.phrase import phrase, quote
from endmark.ruleset.globs import matches

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS_OF_PATTERNS = frozenset("*[")
"""What an address is a pattern by; a question mark begins the query of a web address."""


class Listed(NamedTuple):
    """A file in a place: its address, its path below the place, its bytes, and whether it was named itself."""

    address: str
    below: str
    size: int
    is_named: bool


def list_place(place: str) -> Iterator[Listed]:
    """The files that an address or a pattern stands for, by their paths; all below it where it is a folder.

    Raises InputError where that cannot be told: no library knows such an address, or there is no access.
    """
    system, top, found = _find(place)
    alone = list(found) == [top]
    folder = _cut_pattern(top)
    for path, about in sorted(found.items()):
        below = posixpath.basename(path) if alone else posixpath.relpath(path, folder)
        yield Listed(system.unstrip_protocol(path), below, about.get("size") or 0, alone)


def _find(place: str) -> tuple[Any, str, Mapping[str, Mapping[str, Any]]]:
    """The file system of a place, its path there, and all files there with what is known of them."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        message = phrase(
            "to read from {place}, {library} is needed, which is not installed.", place=place, library="fsspec"
        )
        raise InputError(Problem(message, hint=phrase("Install it with `pip install 'endmark[cluster]'`."))) from error
    try:
        system, top = url_to_fs(place)
        top = top.rstrip("/")
        if _SIGNS_OF_PATTERNS.isdisjoint(top) or system.exists(top):
            return system, top, system.find(top, detail=True)
        matched = system.glob(top, detail=True)
        return system, top, {path: about for path, about in matched.items() if about.get("type") != "directory"}
    # Each library behind fsspec has errors of its own: one that is missing, an address that nothing knows, no access.
    except Exception as error:
        said = str(error).strip().partition("\n")[0].rstrip(".")
        message = phrase("the articles there cannot be listed: {reason}.", reason=quote(said or type(error).__name__))
        raise InputError(Problem(message, place)) from error


def _cut_pattern(path: str) -> str:
    """The folder before the first sign of a pattern."""
    end = next((place for place, sign in enumerate(path) if sign in _SIGNS_OF_PATTERNS), None)
    return path if end is None else posixpath.dirname(path[:end])


def is_left_out(below: str, exclude: tuple[str, ...]) -> bool:
    """Whether a search leaves a path out: it is hidden, lies among other people's files, or is excluded."""
    parts = below.split("/")
    return any(part.startswith(".") or part in SKIPPED_FOLDERS for part in parts) or is_excluded(below, exclude)


def is_excluded(below: str, exclude: tuple[str, ...]) -> bool:
    """Whether a path below a place, or a folder around it, is excluded."""
    return bool(exclude) and any(matches(exclude, path) for path in _iter_around(below.split("/")))


def _iter_around(parts: Sequence[str]) -> Iterable[str]:
    return ("/".join(parts[:end]) + "/" * (end < len(parts)) for end in range(1, len(parts) + 1))


def open_file(address: str) -> BinaryIO:
    """A file in a place, or on this machine, to be read from any place in it; OSError where it cannot be opened."""
    from fsspec.core import url_to_fs

    system, path = url_to_fs(address)
    try:
        opened: BinaryIO = system.open(path, "rb")
    except OSError:
        raise
    except Exception as error:  # the libraries behind fsspec have errors of their own
        raise OSError(str(error)) from error
    return opened


def read_head(address: str, size: int) -> bytes:
    """The first bytes of a file in a place; OSError where it cannot be read."""
    with open_file(address) as file:
        return file.read(size)
