"""The terminal: streams, colours, progress, and the user's mistakes."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, Protocol, TextIO

import click

from endmark.cli.screen import get_columns
from endmark.errors import InputError, Problem
from endmark.phrase import Phrase, explain_os_error, phrase
from endmark.reporters.width import sanitize, wrap_text

ColorChoice = Literal["auto", "always", "never"]

_PROGRESS_AFTER = 1.0
_PROGRESS_EVERY = 0.1
_MEGA = 1_000_000
_CLEAR_LINE = "\r\x1b[K"
_LOST = f"{__name__}.lost"


def prepare_streams() -> None:
    """Make stdout and stderr write UTF-8, whatever the console says; nothing raises on a strange file name.

    A stream that is closed gets its number back, lest a file that is opened
    later gets it and takes what is meant for the stream. What needs the stream
    fails; only what is lost with stderr is lost quietly.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_WRONLY), "r")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
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


def write(text: str, *, color: bool = False, error: bool = False) -> bool:
    """Write text as it is to stdout or stderr, and say whether it could be; a reader that went away is no mistake.

    What stdout cannot take makes the command fail, see `get_lost_output`. There is
    nowhere to say what stderr cannot take.
    """
    stream = sys.stderr if error else sys.stdout
    try:
        click.echo(text, file=stream, nl=False, color=color)
        stream.flush()
    except OSError as failure:
        _give_up(stream, failure)
        return False
    return True


def write_pieces(pieces: Iterable[str], *, color: bool = False) -> None:
    """Write a text to stdout as it comes; where that fails, as in `write`, the rest is not asked for."""
    for piece in pieces:
        if not write(piece, color=color):
            return


def write_bytes(data: bytes) -> None:
    """Write bytes to stdout exactly as they are, whatever the system's line endings; else as `write`."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except OSError as failure:
        _give_up(sys.stdout, failure)


def read_stdin() -> bytes:
    """All of standard input, which comes only once. Raises InputError when it cannot be read."""
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        message = phrase("standard input cannot be read: {error}.", error=_explain_error(error))
        raise InputError(Problem(message, hint=phrase("Pipe a text into endmark, or name a file."))) from error


def get_lost_output(ctx: click.Context) -> Problem | None:
    """What the command of this context could not write to stdout, if anything."""
    problem: Problem | None = ctx.meta.get(_LOST)
    return problem


def explain_unwritten(failure: OSError) -> Problem | None:
    """What to say of a failure to write to stdout; None when its reader went away, as `head` does.

    What comes after it is not written, either.
    """
    _discard_buffer(sys.stdout)
    # Windows says that the argument is invalid.
    if isinstance(failure, BrokenPipeError) or (sys.platform == "win32" and failure.errno == errno.EINVAL):
        return None
    message = phrase("standard output cannot be written: {error}.", error=_explain_error(failure))
    return Problem(message, hint=phrase("What stands there is not all; write to a file or a pipe with space for it."))


_HELP: type[click.ClickException] | tuple[()] = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""What stands for the help of a command that was called without arguments; click before 8.2 has none."""


def show(error: click.ClickException) -> None:
    """Write a mistake on the command line to stderr, where that can be written."""
    from endmark.messages.catalogue import ENGLISH, get_spoken

    try:
        if (catalogue := get_spoken()) is ENGLISH or isinstance(error, _HELP):
            error.show()
        else:
            from endmark.cli.usage import format_mistake

            click.echo(format_mistake(error, catalogue), nl=False, err=True)
    except OSError:
        _discard_buffer(sys.stderr)


def flush_streams() -> None:
    """Write what is left in the buffers; Python would do it too, but would exit with 120 where it fails."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _discard_buffer(stream)


def write_problems(problems: Iterable[Problem], *, color: bool = False) -> None:
    """Write each problem to stderr, on a line of its own; a person at a terminal sees the line of a config, too."""
    from endmark.messages.catalogue import say

    watched = is_terminal(sys.stderr)
    columns = get_columns(os.environ, sys.stderr) if watched else None
    name = say(phrase("error"))
    label = f"\x1b[1;31m{name}\x1b[0m" if color else name
    write(
        "".join(
            f"{_fold(_format_problem(problem, name), columns).replace(name, label, 1)}\n"
            f"{_show_source(problem) if watched else ''}"
            for problem in problems
        ),
        color=color,
        error=True,
    )


def _fold(text: str, columns: int | None) -> str:
    """Text broken at words where a screen has so many columns; its further lines begin further in."""
    if columns is None or columns < _NARROWEST:
        return text
    return f"\n{_HANGING}".join(wrap_text(text, columns - len(_HANGING), used=-len(_HANGING)))


_HANGING = "    "
_NARROWEST = 24
"""Columns below which a screen is taken to be so wide nevertheless."""


def _format_problem(problem: Problem, label: str) -> str:
    from endmark.messages.catalogue import say, say_problem

    return say(phrase("{name}: {message}", name=label, message=sanitize(str(say_problem(problem)))))


_MOST_OF_SETTINGS = 1_000_000
"""Bytes of a config that is read once more to show a line of it."""

_WORD = re.compile(r"[\w.-]+")


def _show_source(problem: Problem) -> str:
    """The line of a config or a rule that a problem is about, with carets under the word; empty where there is none."""
    from endmark.reporters.excerpt import cut_excerpt

    if problem.subject != "settings" or problem.path is None or problem.line is None:
        return ""
    try:
        with open(problem.path, "rb") as file:  # noqa: PTH123 - `Path` raises where the name is too long
            lines = file.read(_MOST_OF_SETTINGS).decode("utf-8-sig", errors="replace").splitlines()
    except (OSError, ValueError):
        return ""
    if not 1 <= problem.line <= len(lines) or not lines[problem.line - 1].strip():
        return ""
    line, start = lines[problem.line - 1], (problem.column or 1) - 1
    word = _WORD.match(line, start)
    window = cut_excerpt(line, start, word.end() if word else start + 1)
    number = str(problem.line)
    return f"{number} | {window.text}\n{' ' * len(number)} | {' ' * window.offset}{'^' * window.width}\n"


def write_notices(notices: Iterable[str]) -> None:
    """Write each notice to stderr, on a line of its own."""
    from endmark.messages.catalogue import say

    label = say(phrase("note: "))
    write("".join(f"{label}{sanitize(say(notice))}\n" for notice in notices), error=True)


def say_checked(done: int, total: int) -> Phrase:
    """How many files a run has checked."""
    return phrase("Checked {done} of {total} files", done=done, total=total)


def say_read(done: int, total: int) -> Phrase:
    """How many files others have looked into for articles."""
    return phrase("Read {done:,} of {total:,} tables or archives", done=done, total=total)


def make_progress_line(
    environ: Mapping[str, str],
    say_done: Callable[[int, int], Phrase] = say_checked,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[int, int], None] | None:
    """What tells a waiting person how far the run is, or None when nobody watches.

    Nothing appears before a second has passed, and the line is gone at the end.
    """
    line = _open_line(environ, clock)
    if line is None:
        return None

    def show(done: int, total: int) -> None:
        line(say_done(done, total), is_last=done == total)

    return show


def make_work_line(
    environ: Mapping[str, str], *, clock: Callable[[], float] = time.monotonic
) -> Callable[[int, int, int, int], None] | None:
    """The same of articles that others check: it hears of articles, how many there are, and of the bytes of both.

    The time that is left is told as if each byte took as long as those before.
    """
    line, start = _open_line(environ, clock), clock()
    if line is None:
        return None

    def show(done: int, total: int, size: int, whole: int) -> None:
        left = round((clock() - start) * (whole - size) / max(size, 1))
        line(
            phrase(
                "Checked {done:,} of {total:,} articles, {size:,.1f} of {whole:,.1f} MB; {time} left",
                done=done,
                total=total,
                size=size / _MEGA,
                whole=whole / _MEGA,
                time=f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}",
            ),
            is_last=done == total,
        )

    return show


class _Line(Protocol):
    def __call__(self, said: Phrase, *, is_last: bool) -> None:
        """Show this from time to time, and nothing any more once it is the last."""


def _open_line(environ: Mapping[str, str], clock: Callable[[], float]) -> _Line | None:
    """A line of the terminal that is written again and again; None when nobody watches."""
    watched = is_terminal(sys.stderr) and environ.get("TERM") != "dumb"
    if not watched or environ.get("CI") or environ.get("PRE_COMMIT"):
        return None
    next_at = clock() + _PROGRESS_AFTER
    shown = False

    def show(said: Phrase, *, is_last: bool) -> None:
        from endmark.messages.catalogue import say

        nonlocal next_at, shown
        if is_last:
            if shown:
                write(_CLEAR_LINE, color=True, error=True)
        elif clock() >= next_at:
            shown = True
            next_at = clock() + _PROGRESS_EVERY
            write(_CLEAR_LINE + say(said), color=True, error=True)

    return show


def _give_up(stream: TextIO, failure: OSError) -> None:
    """Write no more to a stream; a command whose output is not whole remembers why."""
    if stream is sys.stderr:
        _discard_buffer(stream)
        return
    problem = explain_unwritten(failure)
    if (ctx := click.get_current_context(silent=True)) is not None and problem is not None:
        ctx.meta[_LOST] = problem


def _explain_error(error: OSError) -> Phrase:
    return phrase("it is closed") if error.errno == errno.EBADF else explain_os_error(error)


def _discard_buffer(stream: TextIO) -> None:
    """Let what is still in the buffer go nowhere: Python flushes the stream once more at exit."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
