"""One file × rules → what came out of it."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from endmark.document.front_matter_reader import read_front_matter
from endmark.document.source import Source, decode
from endmark.errors import InputError, Problem
from endmark.linting.checking.engine import analyse
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.file_result import FileResult, Outcome
from endmark.linting.files.discovery import FoundFile
from endmark.storage.store import compute_digest

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings

_LEAVE_OUT = "Exclude it, or name files and folders of articles."


def check_file(  # noqa: PLR0913 - all but the first four are named
    file: FoundFile,
    settings: Settings,
    parting: Sequence[Rule],
    read: Callable[[FoundFile], bytes],
    *,
    timer: Timer = untimed,
    most: int | None = None,
) -> Outcome:
    """What the rules find in a file, or why it could not be read.

    `parting` are the rules whose matches part an article, `most` is as in
    `analyse`. This is the one place where the bytes of a file become a result; it
    may be in another process.
    """
    try:
        data, source = read_source(file, read, timer)
    except InputError as error:
        return error.problems
    try:
        path = file.to_path_below(str(settings.root))
        with timer("settings", file=file.shown):
            rules = choose_rules(settings, source, path)
        analysis = analyse(source, rules, settings.known, parting, path, markup=file.markup, most=most, timer=timer)
        result = analysis.result
        return result._replace(content=compute_digest(data))
    # Whatever goes wrong in one article must not hide the findings of the others, nor pass as "nothing found".
    except Exception as error:  # noqa: BLE001
        return FileResult(problems=explain_failure(error, file))


def read_source(file: FoundFile, read: Callable[[FoundFile], bytes], timer: Timer = untimed) -> tuple[bytes, Source]:
    """The bytes of a file and their text; InputError when it cannot be read or is no text."""
    try:
        with timer("read", file=file.shown):
            data = read(file)
    except OSError as error:
        hint = _LEAVE_OUT if error.errno == errno.EINVAL else "Check that the file exists and that you may read it."
        message = f"this file cannot be read: {error.strerror or error}."
        raise InputError(Problem(message, file.shown, hint=hint)) from error
    with timer("decode", file=file.shown):
        return data, decode(data, file.shown)


def choose_rules(settings: Settings, source: Source, path: str) -> tuple[Rule, ...]:
    """The rules that hold for an article, by its path below the root and by its front matter."""
    front_matter = read_front_matter(source.text) if settings.asks_front_matter else None
    return settings.choose_rules(path, front_matter)


def explain_failure(error: Exception, file: FoundFile) -> tuple[Problem, ...]:
    """What to tell the user of an error that a file led to."""
    if isinstance(error, InputError):
        return error.problems
    message = f"endmark itself failed on this file ({type(error).__name__}: {error})."
    return (Problem(message, file.shown, hint="Please report this."),)
