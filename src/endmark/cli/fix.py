"""`endmark fix`: repair articles."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from endmark.cli import console
from endmark.cli.arguments import (
    add_baseline_options,
    add_cache_options,
    add_color_option,
    add_config_options,
    add_fail_on_option,
    add_jobs_option,
    add_max_findings_option,
    add_rule_options,
    pop_request,
)
from endmark.cli.checking import (
    CheckOptions,
    find_asked_files,
    find_nearest,
    load_settings,
    read_known,
    refuse_contradictions,
)
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.screen import get_columns
from endmark.cli.selection import add_file_options, add_selection_options, refuse_repair_of_tables
from endmark.cli.shares import fix_shares, share_out
from endmark.errors import InputError
from endmark.phrase import phrase

if TYPE_CHECKING:
    from endmark.linting.files.discovery import FoundFile
    from endmark.linting.repair.outcome import FixResult
    from endmark.linting.repair.proposals import Decide


class FixOptions(Struct, frozen=True):
    """What the command line says: what to repair, and whether to show it only."""

    check: CheckOptions = CheckOptions(fix=True)
    diff: bool = False
    dry_run: bool = False
    only: tuple[str, ...] = ()
    interactive: bool = False

    @property
    def writes(self) -> bool:
        """Whether files, or standard output, get the repaired text."""
        return not (self.diff or self.dry_run)


def _refuse_tables(_ctx: click.Context, _parameter: click.Parameter, asked: tuple[str, ...]) -> None:
    if asked:
        refuse_repair_of_tables()


@click.command("fix", cls=Command, short_help="Repair articles.")
@add_selection_options
@click.option("--stdin-filename", metavar="NAME", help="The name that text from `-` has in messages.")
@click.option("--unsafe", is_flag=True, help="Also where text goes or is joined: an editor should read the result.")
@click.option("--interactive", "-i", is_flag=True, help="Ask about each repair, safe or not.")
@click.option(
    "--only",
    multiple=True,
    metavar="FILE:LINE",
    help="Repair only what was found in this line, or the finding of this fingerprint; may be repeated.",
)
@click.option("--diff", is_flag=True, help="Write no file; print what would change.")
@click.option("--dry-run", is_flag=True, help="Write no file; say what would be done.")
@click.option(
    *("--column", "--id", "--table", "--field", "--read-as"),
    multiple=True,
    expose_value=False,
    hidden=True,
    callback=_refuse_tables,
)
@add_rule_options
@add_fail_on_option
@add_config_options
@add_color_option
@click.option("--quiet", "-q", is_flag=True, help="Only what is left and makes the exit code 1, without a summary.")
@click.option("--verbose", "-v", is_flag=True, help="Also what was taken out, and where it still stands.")
@add_max_findings_option
@add_baseline_options
@add_file_options
@add_jobs_option
@add_cache_options
@click.pass_context
def fix_command(
    ctx: click.Context, /, *, diff: bool, dry_run: bool, only: tuple[str, ...], interactive: bool, **arguments: Any
) -> None:
    """Repair articles.

    PATHS are files and folders; without any, the current folder. `-` repairs
    one article from standard input and writes it to standard output.

    Every repair is proven before it is kept: nothing that is said only once
    goes, nothing else changes, nothing new is found. What the baseline knows is
    not repaired, unless --no-baseline is given.

    The exit code is 0 when nothing is left at or above --fail-on, 1 when
    something is (with --diff and --dry-run also when a file would change), and 2
    when anything could not be checked or written.
    """
    arguments["use_baseline"] = not arguments.pop("no_baseline")
    request = pop_request(ctx, arguments)
    arguments["unsafe"] = arguments["unsafe"] or interactive
    options = CheckOptions(request=request, fix=True, **arguments)
    refuse_contradictions(options)
    if interactive and (only or options.selection.is_stdin or options.selection.files_from == "-"):
        raise click.UsageError(
            phrase("--interactive reads the answers from standard input, and asks about all that is found.")
        )
    ctx.exit(fix(FixOptions(options, diff, dry_run, only, interactive)))


def fix(options: FixOptions) -> int:
    """Repair what the options say, tell about it, and return the exit code."""
    if not options.check.selection.is_stdin:
        return _run_fix(options)
    # It comes only once, and goes out as it came when it cannot be repaired.
    try:
        data = console.read_stdin()
    except InputError as error:
        console.write_problems(error.problems, color=_use_error_color(options.check))
        return ExitCode.INCOMPLETE
    return _run_fix(options, data)


def _run_fix(options: FixOptions, article: bytes | None = None) -> int:
    asked = options.check
    try:
        settings = load_settings(asked)
        known = read_known(asked, settings)
    except InputError as error:
        console.write_problems(error.problems, color=_use_error_color(asked))
        _write_article(options, article)
        return ExitCode.INCOMPLETE
    nearest = find_nearest(asked, settings)
    shares = share_out(find_asked_files(asked, nearest), asked, nearest, known)
    read = None if article is None else partial(_give_article, article)
    decide = _make_interaction(asked) if options.interactive else None
    try:
        fixed, notices = fix_shares(shares, asked, write=options.writes, article=read, only=options.only, decide=decide)
    except InputError as error:
        console.write_problems(error.problems, color=_use_error_color(asked))
        _write_article(options, article)
        return ExitCode.INCOMPLETE
    if article is not None:
        _write_article(options, fixed.fixed_files[0].after if fixed.fixed_files else article)
    if not asked.quiet:
        console.write_notices(notices)
    _report(fixed, options)
    if fixed.left.problems:
        return ExitCode.INCOMPLETE
    if fixed.left.exit_code:
        return fixed.left.exit_code
    return ExitCode.FOUND if fixed.changed and not options.writes else ExitCode.PASSED


def _make_interaction(asked: CheckOptions) -> Decide:
    from endmark.cli.interaction import Interaction
    from endmark.reporters import WIDEST, Style

    watched = console.is_terminal(sys.stdout)
    color = console.use_color(asked.color, os.environ, is_terminal=watched)
    style = Style(color=color, columns=min(get_columns(os.environ) or _USUAL_COLUMNS, WIDEST), wraps=watched)
    return Interaction(style, lambda text: click.edit(text, extension=".md"))


_USUAL_COLUMNS = 80


def _give_article(article: bytes, _file: FoundFile) -> bytes:
    return article


def _write_article(options: FixOptions, article: bytes | None) -> None:
    if article is not None and options.writes:
        console.write_bytes(article)


def _report(fixed: FixResult, options: FixOptions) -> None:
    """Print the diff, or what was done; standard output holds no words where it holds text."""
    from endmark.reporters import WIDEST, Style
    from endmark.reporters import diff as diff_
    from endmark.reporters.fix_report import render, summarise_fixes

    asked = options.check
    watched = console.is_terminal(sys.stdout)
    color = console.use_color(asked.color, os.environ, is_terminal=watched)
    if options.diff:
        console.write_bytes(diff_.render(fixed, color=color, watched=watched).encode())
    aside = options.diff or asked.selection.is_stdin
    color = _use_error_color(asked) if aside else color
    wraps = console.is_terminal(sys.stderr if aside else sys.stdout)
    columns = get_columns(os.environ) or WIDEST
    style = Style(color=color, verbose=asked.verbose, quiet=asked.quiet, columns=columns, wraps=wraps)
    if options.interactive:  # somebody has just seen the rest
        rendered = f"\n{summarise_fixes(fixed, unsafe=True, written=options.writes)}\n"
    else:
        rendered = render(fixed, style, unsafe=asked.unsafe, written=options.writes)
    console.write(rendered, color=color, error=aside)
    console.write_problems(fixed.left.problems, color=_use_error_color(asked))


def _use_error_color(options: CheckOptions) -> bool:
    return console.use_color(options.color, os.environ, is_terminal=console.is_terminal(sys.stderr))
