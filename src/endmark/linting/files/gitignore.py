"""What `.gitignore` files leave out, decided as git does."""

# Paths are strings here for the same reason as in `discovery`.
# ruff: noqa: PTH113, PTH114, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.errors import InputError, Problem
from endmark.phrase import explain_os_error, phrase
from endmark.ruleset.config_discovery import find_repository
from endmark.storage.reading import read_regular

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE_FILE = ".gitignore"


class Line(Struct, frozen=True):
    """A line of a `.gitignore`; `number` counts from 1."""

    number: int
    text: str


class Ignores(Struct, frozen=True):
    """The patterns of a `.gitignore`, and the line of each; `prefix` is the path of its folder with a separator."""

    prefix: str
    spec: GitIgnoreSpec
    lines: tuple[Line, ...]

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.prefix + _IGNORE_FILE

    def decide(self, path: str, *, folder: bool) -> tuple[bool, Line] | None:
        """Whether a path below the folder is taken or spared, by the last line that speaks of it."""
        relative = path[len(self.prefix) :].replace(os.sep, "/")
        result = self.spec.check_file(relative + "/" * folder)
        if result.include is None or result.index is None:
            return None
        return result.include, self.lines[result.index]


def is_ignored(path: str, ignores: Sequence[Ignores], *, folder: bool) -> bool:
    """What git would say: the nearest `.gitignore` that speaks of the path decides."""
    return find_deciding_line(path, ignores, folder=folder) is not None


def find_deciding_line(path: str, ignores: Sequence[Ignores], *, folder: bool) -> tuple[Ignores, Line] | None:
    """The line because of which git ignores a path; None when it does not."""
    for patterns in reversed(ignores):
        decision = patterns.decide(path, folder=folder)
        if decision is not None:
            taken, line = decision
            return (patterns, line) if taken else None
    return None


def read_ignores_above(folder: str, read: Callable[[str], tuple[Ignores, ...]]) -> tuple[Ignores, ...]:
    """The `.gitignore` files from the root of the repository down to the parent of `folder`.

    None of them hold when `folder` itself is ignored: it was named on purpose.
    """
    above = []
    current = folder
    while not os.path.lexists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return ()
        above.append(parent)
        current = parent
    # A `.git` that somebody put into a folder for everybody is no repository of ours.
    start = os.path.dirname(folder) if os.path.islink(folder) else folder
    if find_repository(Path(start)) != Path(os.path.realpath(current)):
        return ()
    ignores: tuple[Ignores, ...] = ()
    for place in reversed(above):
        ignores = (*ignores, *read(place))
    for place in [*reversed(above[:-1]), folder] if above else []:
        if is_ignored(place, ignores, folder=True):
            return ()
    return ignores


def read_ignores(folder: str, show: Callable[[str], str]) -> tuple[Ignores, ...]:
    """The `.gitignore` of a folder, if it has one.

    Raises InputError when it cannot be read; `show` turns its path into what
    the message says.
    """
    path = os.path.join(folder, _IGNORE_FILE)
    if not os.path.isfile(path):
        return ()
    from pathspec import GitIgnoreSpec

    try:
        text = read_regular(path).decode("utf-8-sig", errors="surrogateescape")
    except OSError as error:
        message = phrase("this file cannot be read: {reason}.", reason=explain_os_error(error))
        hint = phrase("Change its permissions, or use --no-ignore.")
        raise InputError(Problem(message, show(path), hint=hint, subject="settings")) from error
    prefix = folder if folder.endswith(os.sep) else folder + os.sep
    # An empty line makes no pattern.
    lines = tuple(Line(number, line) for number, line in enumerate(text.splitlines(), start=1) if line)
    try:
        return (Ignores(prefix, GitIgnoreSpec.from_lines(line.text for line in lines), lines),)
    except ValueError:
        # git passes over a line it does not understand.
        valid = tuple(line for line in lines if _is_valid(line.text))
        return (Ignores(prefix, GitIgnoreSpec.from_lines(line.text for line in valid), valid),)


def _is_valid(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
