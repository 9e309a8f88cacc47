"""The terminal: streams, colours, progress, and the user's mistakes."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TextIO

import click

from endmark.errors import Problem
from endmark.reporters.width import harmless

ColorChoice = Literal["auto", "always", "never"]

_PROGRESS_AFTER = 1.0
_PROGRESS_EVERY = 0.1
_CLEAR_LINE = "\r\x1b[K"


def prepare_streams() -> None:
    """Make stdout and stderr write UTF-8, whatever the console says; nothing raises on a strange file name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def use_color(choice: ColorChoice, environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether to colour; the flag wins over the environment, and `NO_COLOR` over what forces colour."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0") or environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return environ.get("TERM") != "dumb" and is_terminal


def is_terminal(stream: TextIO) -> bool:
    """Whether a person watches the stream."""
    return not stream.closed and stream.isatty()


def columns(environ: Mapping[str, str]) -> int | None:
    """How wide the screen is, by `COLUMNS` or by what the terminal says; None when nobody knows."""
    if (stated := environ.get("COLUMNS", "")).isdecimal() and int(stated) > 0:
        return int(stated)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def write(text: str, *, color: bool = False, error: bool = False) -> None:
    """Write text as it is to stdout or stderr; a reader that went away is no mistake."""
    stream = sys.stderr if error else sys.stdout
    try:
        click.echo(text, file=stream, nl=False, color=color)
        stream.flush()
    except BrokenPipeError:
        _forget(stream)


def write_bytes(data: bytes) -> None:
    """Write bytes to stdout exactly as they are, whatever the system's line endings."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget(sys.stdout)


def write_problems(problems: Iterable[Problem], *, color: bool = False) -> None:
    """Write each problem to stderr, on a line of its own."""
    label = "\x1b[1;31merror\x1b[0m" if color else "error"
    write("".join(f"{label}: {harmless(str(problem))}\n" for problem in problems), color=color, error=True)


def write_notices(notices: Iterable[str]) -> None:
    """Write each notice to stderr, on a line of its own."""
    write("".join(f"note: {harmless(notice)}\n" for notice in notices), error=True)


def progress_line(
    environ: Mapping[str, str], *, clock: Callable[[], float] = time.monotonic
) -> Callable[[int, int], None] | None:
    """What tells a waiting person how far the run is, or None when nobody watches.

    Nothing appears before a second has passed, and the line is gone at the end.
    """
    watched = is_terminal(sys.stderr) and environ.get("TERM") != "dumb"
    if not watched or environ.get("CI") or environ.get("PRE_COMMIT"):
        return None
    next_at = clock() + _PROGRESS_AFTER
    shown = False

    def show(done: int, total: int) -> None:
        nonlocal next_at, shown
        if done == total:
            if shown:
                write(_CLEAR_LINE, color=True, error=True)
        elif clock() >= next_at:
            shown = True
            next_at = clock() + _PROGRESS_EVERY
            write(f"{_CLEAR_LINE}Checked {done} of {total} files", color=True, error=True)

    return show


def _forget(stream: TextIO) -> None:
    """Let what is still in the buffer go nowhere: Python flushes the stream once more at exit."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
