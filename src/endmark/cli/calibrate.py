"""`endmark calibrate`: say how often each rule speaks on the texts of a site."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from endmark.cli import console
from endmark.cli.arguments import (
    add_cache_options,
    add_config_options,
    add_jobs_option,
    add_rule_options,
    pop_request,
    read_settings,
)
from endmark.cli.checking import iter_project_articles, iter_settings_files
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.output import Output, refuse_targets, save
from endmark.errors import InputError
from endmark.linting.calibration import Calibration, calibrate
from endmark.phrase import phrase
from endmark.reporters.calibration import FORMATS
from endmark.ruleset.settings_request import SettingsRequest

if TYPE_CHECKING:
    from endmark.storage.store import Store

_SAMPLES = 3


class CalibrateOptions(Struct, frozen=True):
    """What the command line says, before anything is read.

    `request` decides the settings. `samples` is the most for each rule; `jobs` is
    None where the cores decide. `store` keeps what was found, None when nothing is
    kept.
    """

    paths: tuple[str, ...]
    format: str = "text"
    output_file: Path | None = None
    request: SettingsRequest = SettingsRequest()
    samples: int = _SAMPLES
    jobs: int | None = None
    store: Store | None = None


@click.command("calibrate", cls=Command, short_help="Measure how often each rule speaks on your articles.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="FOLDER...")
@click.option(
    "--samples",
    type=click.IntRange(min=0),
    default=_SAMPLES,
    show_default=True,
    metavar="N",
    help="Show at most so many findings of each rule.",
)
@click.option(
    "--format",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How the figures are written.",
)
@click.option("--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write the figures to a file.")
@add_rule_options
@add_config_options
@add_jobs_option
@add_cache_options
@click.pass_context
def calibrate_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Measure how often each rule speaks on your articles.

    Every rule is measured, also one that is off, unless --select or --ignore
    leaves it out. What a rule finds in many published articles is more often
    the way a site writes than a mistake: look at the samples, then set the rule
    in your config.

    The exit code is 0 when everything could be measured, whatever was found,
    and 2 when anything could not.
    """
    ctx.exit(measure(CalibrateOptions(request=pop_request(ctx, arguments), **arguments)))


def measure(options: CalibrateOptions) -> int:
    """Measure what the options say, write the figures, and return the exit code."""
    try:
        calibration, notices = _calibrate(options)
    except InputError as error:
        if options.output_file is not None:  # it may be one of the files that are read
            console.write_problems(error.problems, color=_use_error_color())
            return ExitCode.INCOMPLETE
        calibration, notices = Calibration(0, 0, (), (), error.problems), ()
    console.write_notices(notices)
    return _deliver(calibration, options)


def _calibrate(options: CalibrateOptions) -> tuple[Calibration, Iterable[str]]:
    from endmark.linting.checking.run import run
    from endmark.linting.execution.result_cache import open_result_cache
    from endmark.linting.files.discovery import find_files
    from endmark.ruleset.libraries import select_runnable

    settings = read_settings(options.request, options.store)
    found = find_files(
        options.paths,
        cwd=Path.cwd(),
        include=settings.include,
        exclude=settings.exclude,
        read_as=settings.read_as,
        root=settings.root,
    )
    if options.output_file is not None:
        articles = ((phrase("an article that is measured"), file.path) for file in found.files)
        output = Output(options.format, options.output_file)
        project = iter_project_articles([output], settings)
        refuse_targets([output], lambda: chain(project, articles, iter_settings_files(settings)))
    ready, left_out = select_runnable(settings.rules)
    measured = settings.replace_rules(ready).enable_every_rule()
    progress = console.make_progress_line(os.environ)
    report = run(
        found.files,
        measured,
        problems=found.problems,
        jobs=options.jobs,
        progress=progress,
        cache=open_result_cache(options.store, measured),
        whole=found.whole,
    )
    off = {rule.id for rule in settings.rules if not rule.enabled}
    rules = [rule for rule in measured.rules if rule.enabled]
    return calibrate(report, rules, off=off, samples=options.samples), (*left_out, *found.notices)


def _deliver(calibration: Calibration, options: CalibrateOptions) -> int:
    """Write the figures where they belong; nothing is written as text when nothing was measured."""
    text = FORMATS[options.format](calibration) if calibration.files or options.format != "text" else ""
    to_file = options.output_file is not None
    problems = calibration.problems if to_file or options.format == "text" else ()
    if options.output_file is None:
        console.write(text)
    else:
        problems += save([text], options.output_file)
    console.write_problems(problems, color=_use_error_color())
    return ExitCode.INCOMPLETE if problems or calibration.problems else ExitCode.PASSED


def _use_error_color() -> bool:
    return console.use_color("auto", os.environ, is_terminal=console.is_terminal(sys.stderr))
