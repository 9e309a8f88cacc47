"""`endmark check`: say what is wrong with articles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from endmark.cli import console
from endmark.cli.arguments import (
    cache_options,
    chosen_config,
    config_options,
    jobs_option,
    rule_options,
    severity_option,
)
from endmark.cli.output import Output, outputs_of, parse_outputs, save
from endmark.cli.selection import Selection, select_files, selection_options
from endmark.errors import InputError, Problem
from endmark.linting.report import Report
from endmark.linting.timing import Timed, untimed
from endmark.reporters import CARRIES_PROBLEMS, FORMATS, WIDEST, render
from endmark.reporters.summary import counted, summary
from endmark.violation import SEVERITIES

if TYPE_CHECKING:
    from endmark.linting.baseline import Entry
    from endmark.linting.discovery import FoundFile
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store

_FOUND = 1
_INCOMPLETE = 2


class CheckOptions(NamedTuple):
    """What the command line says, before anything is read.

    `fail_on` is None where the config decides. `no_ignore` means that
    `.gitignore` files do not hold. `jobs` is None where the cores decide. `store`
    keeps what was found, None when nothing is kept.
    """

    selection: Selection = Selection()
    stdin_filename: str | None = None
    outputs: tuple[Output, ...] = (Output("text"),)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = MappingProxyType({})
    fail_on: str | None = None
    config: Path | None = None
    use_config: bool = True
    color: console.ColorChoice = "auto"
    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    exit_zero: bool = False
    baseline: Path | None = None
    use_baseline: bool = True
    force_exclude: bool = False
    no_ignore: bool = False
    allow_empty: bool = False
    profile: bool = False
    jobs: int | None = None
    store: Store | None = None


@click.command("check", short_help="Check articles and say what is wrong with them.")
@selection_options
@click.option("--stdin-filename", metavar="NAME", help="The name that text from `-` has in the report.")
@click.option(
    "--format",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    envvar="ENDMARK_OUTPUT_FORMAT",
    show_envvar=True,
    help="How the report is written.",
)
@click.option("--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to a file.")
@click.option(
    "--output",
    "outputs",
    multiple=True,
    callback=parse_outputs,
    metavar="FORMAT[:FILE]",
    help="Write a report in this format, to the screen or to a file; may be repeated for several reports.",
)
@rule_options
@severity_option
@click.option(
    "--fail-on",
    type=click.Choice([*sorted(SEVERITIES, key=SEVERITIES.__getitem__, reverse=True), "never"]),
    help="The lowest severity that makes the exit code 1; error unless the config says otherwise.",
)
@config_options
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the report; auto: when a terminal shows it.",
)
@click.option("--quiet", "-q", is_flag=True, help="Only what makes the check fail, without a summary.")
@click.option("--verbose", "-v", is_flag=True, help="Also what is suppressed, and where to read more.")
@click.option("--statistics", is_flag=True, help="Add how often each rule was broken.")
@click.option("--profile", is_flag=True, help="Add on stderr where the time went, by layer, rule and file.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something is found (never if the check failed).")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Only count what this file knows; see `endmark baseline --help` for the file that is used without it.",
)
@click.option("--no-baseline", is_flag=True, help="Show what the baseline knows, too.")
@click.option("--force-exclude", is_flag=True, help="Let `exclude` hold for files that are named here, too.")
@click.option("--no-ignore", is_flag=True, help="Check what .gitignore files ignore, too.")
@click.option("--allow-empty", is_flag=True, help="A folder without articles is no mistake.")
@jobs_option
@cache_options
@click.pass_context
def check_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Check articles and say what is wrong with them.

    PATHS are files and folders; without any, the current folder. `-` reads one
    article from standard input.

    The exit code is 0 when nothing was found at or above --fail-on, 1 when
    something was, and 2 when anything could not be checked.
    """
    ctx.exit(check(_options(ctx, **arguments)))


def _options(ctx: click.Context, *, config: Path | None, no_config: bool, **arguments: Any) -> CheckOptions:
    """The options, or a usage error where two of them contradict each other."""
    arguments["use_baseline"] = not arguments.pop("no_baseline")
    chosen = chosen_config(ctx, config, no_config=no_config)
    single = Output(arguments.pop("format"), arguments.pop("output_file"))
    arguments["outputs"] = outputs_of(ctx, arguments["outputs"], single)
    options = CheckOptions(config=chosen, use_config=not no_config, **arguments)
    if options.stdin_filename is not None and not options.selection.is_stdin:
        raise click.UsageError("--stdin-filename only has a meaning together with `-`.")
    if options.baseline is not None and not options.use_baseline:
        raise click.UsageError("--baseline and --no-baseline contradict each other.")
    if options.quiet and options.verbose:
        raise click.UsageError("--quiet and --verbose contradict each other.")
    return options


def check(options: CheckOptions) -> int:
    """Check what the options say, write the report, and return the exit code."""
    return _check_and_profile(options) if options.profile else _check(options, untimed)


def _check_and_profile(options: CheckOptions) -> int:
    """The same, and on stderr where the time went."""
    from endmark.linting.profile import Recorder
    from endmark.reporters.profile import render_profile

    recorder = Recorder()
    code = _check(options, recorder)
    console.write(render_profile(recorder.profile()), error=True)
    return code


def _check(options: CheckOptions, timed: Timed) -> int:
    try:
        settings = timed("settings", _settings)(options)
        known = _known(options, settings)
    except InputError as error:
        fail_on = None if options.fail_on == "never" else SEVERITIES[options.fail_on or "error"]
        return _deliver(Report((), (), error.problems, fail_on), options)
    report, notices = (_check_stdin if options.selection.is_stdin else _check_files)(options, settings, timed)
    if known:
        from endmark.linting.baseline import with_baseline

        report, stale = timed("baseline", with_baseline)(report, known, settings, Path.cwd())
        notices = (*notices, *_stale_notice(stale))
    if not options.quiet:
        console.write_notices(notices)
    return timed("report", _deliver)(report, options)


def _settings(options: CheckOptions) -> Settings:
    from endmark.ruleset.stored import stored_settings

    return stored_settings(
        options.store,
        config=options.config,
        use_config=options.use_config,
        cwd=Path.cwd(),
        select=options.select,
        ignore=options.ignore,
        severities=options.severities,
        fail_on=options.fail_on,
    )


def _known(options: CheckOptions, settings: Settings) -> tuple[Entry, ...]:
    """What the baseline knows; it is read before anything is checked, as it may be missing."""
    from endmark.linting.baseline import chosen_baseline, read_baseline
    from endmark.linting.discovery import shown_path

    if not options.use_baseline:
        return ()
    path = chosen_baseline(options.baseline, settings, Path.cwd())
    return read_baseline(path, shown_path(str(path.absolute()), str(Path.cwd()))) if path else ()


def _stale_notice(stale: tuple[Entry, ...]) -> Iterator[str]:
    if stale:
        are, them = ("is", "it") if len(stale) == 1 else ("are", "them")
        entries = counted(len(stale), "entry", "entries")
        yield f"{entries} of the baseline {are} not found any more: `endmark baseline prune` takes {them} out."


def _check_files(options: CheckOptions, settings: Settings, timed: Timed) -> tuple[Report, Iterable[str]]:
    from endmark.linting.cache import result_cache
    from endmark.linting.discovery import find_files
    from endmark.linting.run import run

    find = partial(
        find_files,
        cwd=Path.cwd(),
        include=settings.include,
        exclude=settings.exclude,
        respect_gitignore=not options.no_ignore,
        force_exclude=options.force_exclude,
        allow_empty=options.allow_empty,
        root=settings.root,
    )
    found = timed("find", select_files)(options.selection, find)
    progress = None if options.quiet else console.progress_line(os.environ)
    report = run(
        found.files,
        settings,
        problems=found.problems,
        jobs=options.jobs,
        progress=progress,
        cache=result_cache(options.store, settings),
        timed=timed,
    )
    return report, found.notices


def _check_stdin(options: CheckOptions, settings: Settings, timed: Timed) -> tuple[Report, Iterable[str]]:
    from endmark.linting.discovery import FoundFile, is_excluded, shown_path
    from endmark.linting.run import run

    name = options.stdin_filename
    cwd = Path.cwd()
    path = os.path.normpath(cwd / (name or "<stdin>"))
    shown = shown_path(path, str(cwd))
    if options.force_exclude and name and is_excluded(path, exclude=settings.exclude, root=settings.root):
        return run((), settings), (f"{shown} is excluded by the configuration and was not checked.",)
    return run((FoundFile(Path(path), shown),), settings, read=_read_stdin, timed=timed), ()


def _read_stdin(_file: FoundFile) -> bytes:
    return sys.stdin.buffer.read()


def _deliver(report: Report, options: CheckOptions) -> int:
    """Write the reports where they belong and say what the run comes to."""
    problems: tuple[Problem, ...] = ()
    to_screen = None
    for output in options.outputs:
        if output.file is None:
            to_screen = output.format
            color = console.use_color(options.color, os.environ, is_terminal=console.is_terminal(sys.stdout))
            console.write(_rendered(report, output, options, color=color), color=color)
        else:
            color = console.use_color(options.color, os.environ, is_terminal=False)
            problems += save(_rendered(report, output, options, color=color), output.file)
    if to_screen is None and not options.quiet:
        console.write(f"{summary(report, exit_zero=options.exit_zero)}\n", error=True)
    if to_screen not in CARRIES_PROBLEMS:
        problems = (*report.problems, *problems)
    error_color = console.use_color(options.color, os.environ, is_terminal=console.is_terminal(sys.stderr))
    console.write_problems(problems, color=error_color)
    code = _INCOMPLETE if problems else report.exit_code
    return 0 if options.exit_zero and code == _FOUND else code


def _rendered(report: Report, output: Output, options: CheckOptions, *, color: bool) -> str:
    return render(
        report,
        output.format,
        color=color,
        verbose=options.verbose,
        quiet=options.quiet,
        statistics=options.statistics,
        exit_zero=options.exit_zero,
        columns=(console.columns(os.environ) if output.file is None else None) or WIDEST,
    )
