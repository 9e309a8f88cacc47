"""`endmark site`: say what only the articles of a whole site show together."""

from __future__ import annotations

import os
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
    add_severity_option,
)
from endmark.cli.check import check, read_options
from endmark.cli.checking import CheckOptions, find_asked_files, find_nearest, load_settings
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.output import add_output_options
from endmark.cli.selection import Selection, add_file_options, add_table_options
from endmark.errors import InputError, Problem
from endmark.phrase import phrase


@click.command("site", cls=Command, short_help="Say what the articles of a site have in common.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--changed",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="Only what this article has in common with those that an earlier run has seen; may be repeated.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The workers of this scheduler of Dask check the articles; PATHS may be places such as s3://bucket/posts.",
)
@add_table_options
@add_output_options
@click.option(
    "--parquet",
    metavar="PLACE",
    help="Write the findings there, too, as a table of Parquet: a file, or such as s3://bucket/found.parquet.",
)
@add_severity_option
@add_fail_on_option
@add_config_options
@add_color_option
@click.option("--quiet", "-q", is_flag=True, help="Only what makes the check fail, without a summary.")
@click.option("--verbose", "-v", is_flag=True, help="Also what is suppressed, and where to read more.")
@click.option("--all", "show_all", is_flag=True, help="On a terminal list all findings, however many there are.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something is found (never if the check failed).")
@add_baseline_options
@add_file_options
@add_jobs_option
@add_cache_options
@click.pass_context
def site_command(ctx: click.Context, /, paths: tuple[str, ...], changed: tuple[str, ...], **arguments: Any) -> None:
    """Say what the articles of a site have in common.

    PATHS are the folders of the site, or archives that a crawler wrote, such as
    crawl.warc.gz; without any, the current folder. All rules that compare articles run,
    also those that `endmark check` leaves out; a rule that the config turns off does
    not. What is known of each article is kept, and only those
    that have changed are read by the rules again.

    The exit code is that of `endmark check`.
    """
    if paths and changed:
        raise click.UsageError(phrase("--changed names articles of a site that is known: leave PATHS out."))
    if changed and arguments["scheduler"] is not None:
        raise click.UsageError(phrase("--changed and --scheduler contradict each other."))
    if changed and arguments["table"] is not None:
        raise click.UsageError(phrase("--changed names files, and a row of a table is none."))
    arguments["selection"] = Selection(changed or paths or (".",))
    ctx.exit(run_site(read_options(ctx, **arguments, site=True), changed=bool(changed)))


def run_site(options: CheckOptions, *, changed: bool = False) -> int:
    """Compare the articles that the options name, or those that have `changed` with the others; the exit code."""
    from endmark.ruleset.libraries import select_runnable

    try:
        settings = load_settings(options)
        rules, notices = select_runnable(settings.site_rules)
        console.write_notices(notices)
        options = replace(options, request=replace(options.request, select=tuple(rule.id for rule in rules)))
        if changed:
            options = _add_sharing(options)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    return check(options)


def _add_sharing(options: CheckOptions) -> CheckOptions:
    """The options for articles that have changed and for those that have something in common with them.

    Raises InputError where nothing is known of the site.
    """
    from endmark.linting.checking.run import run
    from endmark.linting.execution.site_store import open_site_store

    settings = load_settings(options)
    nearest = find_nearest(options, settings)
    files = find_asked_files(options, nearest).files
    store = open_site_store(options.store, settings) if options.store else None
    if store is None or not store.is_there:
        raise InputError(
            Problem(
                phrase("nothing is known of the other articles."),
                hint=phrase("Run `endmark site` on the whole site first, and without --no-cache."),
            )
        )
    results = run(files, settings, cache=store).results
    keys = (key for _, facts in results.iter_facts() for *_, keys in facts for key in keys)
    own = frozenset(os.path.realpath(file.absolute) for file in files)
    sharing = (settings.root / path for path in store.find_sharing(keys))
    # What was deleted or renamed since then has nothing in common with anything.
    others = [str(path) for path in sharing if path.is_file() and os.path.realpath(path) not in own]
    console.write_notices(store.notices)
    return replace(
        options,
        selection=Selection((*options.selection.paths, *others)),
        about=frozenset(file.shown for file in files),
    )
