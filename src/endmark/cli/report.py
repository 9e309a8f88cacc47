"""`endmark report`: the findings as pages that one can look at."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from endmark.cli import console
from endmark.cli.arguments import (
    add_baseline_options,
    add_cache_options,
    add_config_options,
    add_fail_on_option,
    add_jobs_option,
    add_max_findings_option,
    add_rule_options,
    add_severity_option,
    pop_request,
)
from endmark.cli.checking import (
    CheckOptions,
    find_asked_files,
    find_nearest,
    load_settings,
    read_known,
    read_stdin,
    refuse_contradictions,
)
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.selection import add_file_options, add_selection_options
from endmark.errors import InputError, Problem
from endmark.phrase import explain_os_error, phrase

if TYPE_CHECKING:
    from endmark.reporters.html.folder import Kept

_USUAL = "endmark-report"
_ANOTHER = phrase("Name another folder with --output.")


@click.command("report", cls=Command, short_help="Write the findings as pages that one can look at.")
@add_selection_options
@click.option(
    "--output",
    "-o",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(_USUAL),
    show_default=True,
    metavar="FOLDER",
    help="Write the pages there; a report that is there is replaced, and its numbers are kept.",
)
@click.option("--open", "show", is_flag=True, help="Show the report in the browser.")
@click.option("--stdin-filename", metavar="NAME", help="The name that text from `-` has in the report.")
@add_rule_options
@add_severity_option
@add_fail_on_option
@add_config_options
@add_max_findings_option
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something is found (never if the check failed).")
@add_baseline_options
@add_file_options
@add_jobs_option
@add_cache_options
@click.pass_context
def report_command(ctx: click.Context, /, folder: Path, *, show: bool, **arguments: Any) -> None:
    """Write the findings as pages that one can look at.

    PATHS are as for `endmark check`. The folder gets `index.html`, with the articles
    that are least whole first and how that changed from report to report, and a page
    for each article with its text as a reader sees it and the findings in the margin.

    The exit code is that of `endmark check`.
    """
    arguments["use_baseline"] = not arguments.pop("no_baseline")
    options = CheckOptions(request=pop_request(ctx, arguments), **arguments)
    refuse_contradictions(options)
    code = write_report(options, folder)
    if show and (folder / "index.html").is_file():
        click.launch((folder / "index.html").absolute().as_uri())
    ctx.exit(code)


def write_report(options: CheckOptions, folder: Path) -> int:
    """Check what the options say, write the pages into the folder, and return the exit code."""
    from endmark.cli.articles import read_again
    from endmark.cli.shares import check_shares, share_out
    from endmark.linting.checking.run import read_bytes
    from endmark.reporters.html.folder import INDEX, render_folder
    from endmark.reporters.html.trend import add_run, measure_run
    from endmark.reporters.summary import summarise
    from endmark.reporters.width import sanitize
    from endmark.storage.folders import replace_folder

    try:
        kept = _read_earlier(folder)
        settings = load_settings(options)
        known = read_known(options, settings)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    nearest = find_nearest(options, settings)
    shares = share_out(find_asked_files(options, nearest), options, nearest, known)
    stdin = cache(read_stdin)
    report, notices = check_shares(shares, options, stdin=stdin)
    console.write_notices(notices)
    runs = add_run(kept.runs if kept else (), measure_run(report, _tell_time(os.environ)))
    read = read_again(shares, report, stdin if options.selection.is_stdin else read_bytes)
    files = ((name, _encode(pieces)) for name, pieces in render_folder(report, read, runs))
    try:
        replace_folder(Path(os.path.realpath(folder)), files)
    except OSError as error:
        message = phrase("the report could not be written: {reason}.", reason=explain_os_error(error))
        hint = phrase("Check that the folder around it exists and that you may write there.")
        problem = Problem(message, str(folder), hint=hint)
        console.write_problems((*report.problems, problem))
        return ExitCode.INCOMPLETE
    console.write(f"{summarise(report, exit_zero=options.exit_zero)}\n{sanitize(str(folder / INDEX))}\n")
    console.write_problems(report.problems)
    return options.excuse(report.exit_code)


def _read_earlier(folder: Path) -> Kept | None:
    """What the last report in a folder keeps, None where there is none.

    Raises InputError where the folder holds anything that no report wrote: it would be lost.
    """
    from endmark.reporters.html.folder import MARKER, is_own_file, read_marker
    from endmark.ruleset.containment import leads_outside, make_outside_problem

    if leads_outside(folder, Path.cwd()):
        raise InputError(make_outside_problem(phrase("report"), str(folder)))
    try:
        names = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()]
        if folder.exists() and not folder.is_dir():
            raise InputError(Problem(phrase("no report can go here: this is a file."), str(folder), hint=_ANOTHER))
        kept = read_marker((folder / MARKER).read_bytes()) if MARKER in names else None
    except OSError as error:
        message = phrase("this folder cannot be read: {reason}.", reason=explain_os_error(error))
        raise InputError(Problem(message, str(folder), hint=_ANOTHER)) from error
    alien = [name for name in names if kept is None or not is_own_file(name)]
    if alien:
        message = phrase("no report can go here: {name!r} is no part of one, and would be lost.", name=alien[0])
        raise InputError(Problem(message, str(folder), hint=_ANOTHER))
    return kept


def _tell_time(environ: Mapping[str, str]) -> str:
    """The time in UTC, or that which a build that must be the same each time sets."""
    stated = environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(stated), UTC) if stated.isdecimal() else datetime.now(UTC)
    return now.strftime("%Y-%m-%d %H:%M")


def _encode(pieces: Iterator[str]) -> Iterator[bytes]:
    return (piece.encode("utf-8", errors="backslashreplace") for piece in pieces)
