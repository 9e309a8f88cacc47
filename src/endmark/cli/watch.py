"""Checking again whenever something changes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from endmark.cli import console
from endmark.cli.checking import CheckOptions
from endmark.cli.exit_codes import ExitCode
from endmark.errors import InputError, Problem
from endmark.linting.files.discovery import explain_missing
from endmark.messages.catalogue import say
from endmark.phrase import phrase

if TYPE_CHECKING:
    from watchfiles import Change

OPTION = "--watch"

_PAUSE = 200
"""Milliseconds after which no change is told, too."""


def iter_changes(options: CheckOptions) -> Iterator[object]:
    """Something for each change in the folders that are named, of the files that are, and of settings around those.

    What the run itself writes is no change. Raises InputError where nothing can be watched.
    """
    try:
        from watchfiles import DefaultFilter, watch
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("watchfiles"):
            raise
        raise InputError(_MISSING) from error
    if gone := [explain_missing(path, path) for path in options.selection.paths if not Path(path).exists()]:
        raise InputError(gone)
    named = [Path(path).resolve() for path in options.selection.paths]
    folders = {path if path.is_dir() else path.parent for path in named}
    files = {str(path) for path in named if not path.is_dir()}
    around = {str(Path(file).parent) for file in files}.difference(str(path) for path in named if path.is_dir())
    streams = {_identify(stream.fileno()) for stream in (sys.stdout, sys.stderr) if _is_file(stream)}
    written = [output.file.resolve() for output in options.outputs if output.file is not None]
    drafts = (*DefaultFilter.ignore_entity_patterns, r"^\.endmark-")
    usual = DefaultFilter(ignore_paths=written, ignore_entity_patterns=drafts)

    def matters(change: Change, path: str) -> bool:
        """Whether a file that was changed may change what is found."""
        beside = os.path.dirname(path) in around and path not in files  # noqa: PTH120 - for each file that changes
        if beside and not path.endswith(_SETTINGS):
            return False
        return usual(change, path) and _identify(path) not in streams

    changes = watch(
        *sorted(folders),
        watch_filter=matters,
        recursive=any(path.is_dir() for path in named),
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
    )
    next(changes, None)  # it watches from here on, so that what changes during the first check is not missed
    return filter(None, changes)


_SETTINGS = (".yaml", ".yml", ".toml", ".gitignore")
"""What the names of files end with that say how articles are checked."""


def _is_file(stream: TextIO) -> bool:
    """Whether what is said goes into a file, as the shell's `>` has it."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _identify(file: int | str) -> tuple[int, int] | None:
    """What is the same for the same file, None for one that is gone."""
    try:
        about = os.stat(file)  # noqa: PTH116 - a number has no path
    except OSError:
        return None
    return about.st_dev, about.st_ino


def keep_checking(arguments: Sequence[str], changes: Iterable[object]) -> int:
    """Check now and after each change until Ctrl-C, with the arguments of a command; the code of the last check.

    Each check is a run of its own: nothing that an earlier one has read can be out of date.
    """
    code: int = ExitCode.INTERRUPTED
    with suppress(KeyboardInterrupt):
        code = _check(arguments)
        _say_waiting()
        for _ in changes:
            click.clear()
            code = _check(arguments)
            _say_waiting()
    return code


def _check(arguments: Sequence[str]) -> int:
    # Nothing is imported from the folder that is checked.
    return subprocess.run([sys.executable, "-P", "-m", "endmark", *arguments], check=False).returncode  # noqa: S603 - endmark itself


def _say_waiting() -> None:
    console.write(f"{say(phrase('Waiting for changes. Ctrl-C ends it.'))}\n", error=True)


_MISSING = Problem(phrase("--watch needs the extra `watch`."), hint=phrase("Install it: pip install 'endmark[watch]'"))
