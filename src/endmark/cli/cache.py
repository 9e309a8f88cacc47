"""`endmark cache`: where results are kept between runs, and how they go away."""

from __future__ import annotations

import os
from math import ceil
from pathlib import Path

import click

from endmark.cli import console
from endmark.cli.arguments import add_cache_dir_option
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Group
from endmark.cli.kept_folder import choose_cache_folder
from endmark.errors import Problem
from endmark.messages.catalogue import say
from endmark.phrase import explain_os_error, phrase

_KILO = 1000


@click.group("cache", cls=Group, short_help="Show or empty the folder where results are kept.")
def cache_command() -> None:
    """Show or empty the folder where results are kept.

    endmark keeps there what it found in files, and does not check again what
    has not changed. Nothing in it is needed: it may be deleted at any time.
    """


@cache_command.command("dir", short_help="Print where the folder is.")
@add_cache_dir_option
@click.pass_context
def dir_command(ctx: click.Context, /, cache_dir: Path | None) -> None:
    """Print where the folder is; it need not exist yet."""
    folder = choose_cache_folder(cache_dir)
    console.write("" if folder is None else f"{folder}\n")
    ctx.exit(ExitCode.PASSED if folder else _report(_NO_FOLDER))


@cache_command.command("clean", short_help="Delete what is kept.")
@add_cache_dir_option
@click.pass_context
def clean_command(ctx: click.Context, /, cache_dir: Path | None) -> None:
    """Delete what is kept, of every version of endmark; other files in the folder stay."""
    ctx.exit(_clean(choose_cache_folder(cache_dir)))


_NO_FOLDER = Problem(
    phrase("there is no folder for results: no home is known."), hint=phrase("Name one with --cache-dir.")
)


def _clean(folder: Path | None) -> int:
    from endmark.storage.store import Store

    if folder is None:
        return _report(_NO_FOLDER)
    try:
        freed = Store(folder, b"").clean()
    except OSError as error:
        hint = phrase("Check that you may change what is in the folder.")
        return _report(
            Problem(
                phrase("what is kept here cannot be deleted: {reason}.", reason=explain_os_error(error)),
                str(folder),
                hint=hint,
            )
        )
    message = (
        phrase("Deleted {ceil:,} kB in {folder}.", ceil=ceil(freed / _KILO), folder=folder)
        if freed
        else phrase("Nothing is kept in {folder}.", folder=folder)
    )
    console.write(f"{say(message)}\n")
    return ExitCode.PASSED


def _report(problem: Problem) -> int:
    color = console.use_color("auto", os.environ, is_terminal=False)
    console.write_problems((problem,), color=color)
    return ExitCode.INCOMPLETE
