"""`endmark check`: say what is wrong with articles."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

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
    add_severity_option,
    pop_request,
)
from endmark.cli.articles import ReadArticle, read_again
from endmark.cli.checking import (
    CheckOptions,
    find_asked_files,
    find_nearest,
    load_settings,
    read_by,
    read_known,
    read_stdin,
    refuse_contradictions,
)
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.output import Output, add_output_options, choose_outputs, refuse_targets, save, save_parquet
from endmark.cli.screen import get_columns, knows_links
from endmark.cli.selection import add_file_options, add_selection_options, add_table_options
from endmark.cli.shares import Share, check_shares, fix_shares, share_out
from endmark.errors import InputError, Problem
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.report import Report
from endmark.linting.results import Results
from endmark.phrase import Phrase, phrase
from endmark.reporters import CARRIES_PROBLEMS, WIDEST, Style, stream
from endmark.reporters.summary import summarise
from endmark.ruleset.settings_request import SettingsRequest
from endmark.violation import SEVERITIES


@click.command("check", cls=Command, short_help="Check articles and say what is wrong with them.")
@add_selection_options
@click.option("--stdin-filename", metavar="NAME", help="The name that text from `-` has in the report.")
@add_table_options
@add_output_options
@add_rule_options
@add_severity_option
@add_fail_on_option
@add_config_options
@add_color_option
@click.option("--quiet", "-q", is_flag=True, help="Only what makes the check fail, without a summary.")
@click.option("--verbose", "-v", is_flag=True, help="Also what is suppressed, and where to read more.")
@click.option("--statistics", is_flag=True, help="Add how often each rule was broken, and by which patterns.")
@click.option("--profile", is_flag=True, help="Add on stderr where the time went, by layer, rule and file.")
@add_max_findings_option
@click.option("--all", "show_all", is_flag=True, help="On a terminal list all findings, however many there are.")
@click.option(
    "--min-score",
    type=click.IntRange(0, 100),
    default=0,
    metavar="N",
    help="Fail, too, if less than this percentage of an article is said once, ends, and is filled in.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something is found (never if the check failed).")
@click.option("--fix", is_flag=True, help="Repair the files first; `endmark fix --help` says what that means.")
@click.option("--unsafe", is_flag=True, help="With --fix: also where an editor should read the result.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="With --fix: exit with 1 when anything was repaired.")
@add_baseline_options
@add_file_options
@add_jobs_option
@add_cache_options
@click.option("--watch", is_flag=True, help="Check again whenever something changes, until Ctrl-C.")
@click.pass_context
def check_command(ctx: click.Context, /, *, watch: bool, **arguments: Any) -> None:
    """Check articles and say what is wrong with them.

    PATHS are files and folders; without any, the current folder. `-` reads one
    article from standard input.

    The exit code is 0 when nothing was found at or above --fail-on, 1 when
    something was, and 2 when anything could not be checked.
    """
    options = read_options(ctx, **arguments)
    ctx.exit(_watch(options) if watch else check(options))


def _watch(options: CheckOptions) -> int:
    """Check again and again; the exit code is that of the last check."""
    from endmark.cli.watch import OPTION, iter_changes, keep_checking

    if options.selection.is_stdin or options.selection.files_from == "-":
        raise click.UsageError(phrase("--watch watches files, and standard input is none."))
    if options.table is not None:
        raise click.UsageError(phrase("--watch watches files, and a row of a table is none."))
    try:
        changes = iter_changes(options)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    return keep_checking([one for one in sys.argv[1:] if one != OPTION], changes)


def read_options(ctx: click.Context, **arguments: Any) -> CheckOptions:
    """The options, or a usage error where two of them contradict each other."""
    arguments["use_baseline"] = not arguments.pop("no_baseline")
    request = pop_request(ctx, arguments)
    single = Output(arguments.pop("format"), arguments.pop("output_file"))
    arguments["outputs"] = choose_outputs(ctx, arguments["outputs"], single)
    options = CheckOptions(request=request, **arguments)
    refuse_contradictions(options)
    if options.fix and options.selection.is_stdin:
        raise click.UsageError(phrase("--fix writes files: use `endmark fix -` for standard input."))
    return options


def check(options: CheckOptions) -> int:
    """Check what the options say, write the report, and return the exit code."""
    return _check_and_profile(options) if options.profile else _check(options, untimed)


def _check_and_profile(options: CheckOptions) -> int:
    """The same, and on stderr where the time went."""
    from endmark.linting.checking.profile import Recorder
    from endmark.reporters.profile import render_profile

    recorder = Recorder()
    code = _check(options, recorder)
    console.write(render_profile(recorder.build_profile()), error=True)
    return code


def _check(options: CheckOptions, timer: Timer) -> int:
    from endmark.linting.checking.run import read_bytes

    try:
        with timer("settings"):
            settings = load_settings(options)
        known = read_known(options, settings)
    except InputError as error:
        asked = options.request.fail_on
        fail_on = None if asked == "never" else SEVERITIES[asked or "error"]
        problems = tuple(one._replace(subject="settings") for one in error.problems)
        report = Report((), Results(), problems, fail_on)
        return _refuse_outputs(options, partial(_read_before, error, options)) or _deliver(report, options)
    nearest = find_nearest(options, settings)
    found = find_asked_files(options, nearest, timer)
    if refused := _refuse_outputs(options, partial(read_by, options, nearest, found)):
        return refused
    shares = share_out(found, options, nearest, known)
    repaired = False
    if options.fix:
        shares, repaired = _repair(shares, options)
    stdin = cache(read_stdin)  # it comes once, and a report may show it
    report, notices = check_shares(shares, options, stdin=stdin, timer=timer)
    if options.about:
        from endmark.linting.checking.concerning import select_concerning

        report = select_concerning(report, options.about)
    if not options.quiet:
        console.write_notices(notices)
    read = read_again(shares, report, stdin if options.selection.is_stdin else found.read or read_bytes)
    with timer("report"):
        code = _deliver(replace(report, min_score=options.min_score, tables=found.tables), options, read)
    return ExitCode.FOUND if code == 0 and repaired and options.exit_non_zero_on_fix else code


def _refuse_outputs(options: CheckOptions, inputs: Callable[[], Iterable[tuple[Phrase, Path]]]) -> int:
    """The exit code when a report would replace what the run reads, else 0; nothing is written then."""
    table = () if options.parquet is None else (Output("parquet", Path(options.parquet)),)
    try:
        refuse_targets((*options.outputs, *table), inputs)
    except InputError as error:
        console.write_problems(error.problems, color=_use_error_color(options))
        return ExitCode.INCOMPLETE
    return ExitCode.PASSED


def _read_before(error: InputError, options: CheckOptions) -> Iterator[tuple[Phrase, Path]]:
    """What the run would have read, as far as it can be told when the settings are wrong."""
    from endmark.ruleset.config import load_configs
    from endmark.ruleset.config_discovery import choose_config

    yield from ((phrase("a file with mistakes"), Path(problem.path)) for problem in error.problems if problem.path)
    with suppress(InputError):  # the mistake is known
        request = options.request
        if request.use_config and (config := choose_config(request.config, Path.cwd())):
            yield from ((phrase("a config that is read"), file.path) for file in load_configs(config, Path.cwd(), []))
    plain = CheckOptions(options.selection, options.stdin_filename, request=SettingsRequest(use_config=False))
    nearest = find_nearest(plain, load_settings(plain))
    yield from read_by(plain, nearest, find_asked_files(plain, nearest))


def _repair(shares: list[Share], options: CheckOptions) -> tuple[list[Share], bool]:
    """Repair the files, and say so; the files with what went wrong in writing them, and whether any was repaired."""
    from endmark.reporters.fix_report import describe_repairs

    fixed = fix_shares(shares, options, write=True)[0]
    applied = bool(fixed.count_applied())
    if applied and not options.quiet:
        console.write_notices([describe_repairs(fixed)])
    first, *others = shares
    found = replace(first.found, problems=(*first.found.problems, *fixed.problems))
    return [replace(first, found=found), *others], applied


def _deliver(report: Report, options: CheckOptions, read: ReadArticle | None = None) -> int:
    """Write the reports where they belong and say what the run comes to; `read` is for those that show articles."""
    problems: tuple[Problem, ...] = ()
    to_screen = None
    for output in options.outputs:
        if output.file is None:
            to_screen = output.format
            color = console.use_color(options.color, os.environ, is_terminal=console.is_terminal(sys.stdout))
            console.write_pieces(_stream(report, output, options, read, color=color), color=color)
        else:
            color = console.use_color(options.color, os.environ, is_terminal=False)
            problems += save(_stream(report, output, options, read, color=color), output.file)
    if options.parquet is not None:
        problems += save_parquet(report, options.parquet)
    if to_screen is None and not options.quiet:
        console.write(f"{summarise(report, exit_zero=options.exit_zero)}\n", error=True)
    if to_screen not in CARRIES_PROBLEMS:
        problems = (*report.problems, *problems)
    console.write_problems(problems, color=_use_error_color(options))
    return options.excuse(ExitCode.INCOMPLETE if problems else report.exit_code)


def _use_error_color(options: CheckOptions) -> bool:
    return console.use_color(options.color, os.environ, is_terminal=console.is_terminal(sys.stderr))


def _stream(
    report: Report, output: Output, options: CheckOptions, read: ReadArticle | None, *, color: bool
) -> Iterator[str]:
    columns = (get_columns(os.environ) if output.file is None else None) or WIDEST
    watched = output.file is None and console.is_terminal(sys.stdout)
    style = Style(
        color,
        options.verbose,
        options.quiet,
        options.statistics,
        options.exit_zero,
        columns,
        brief=watched and not options.show_all,
        read=read,
        links=output.file is None and knows_links(os.environ, is_terminal=watched),
        wraps=watched and output.format == "text",
    )
    return stream(report, output.format, style)
