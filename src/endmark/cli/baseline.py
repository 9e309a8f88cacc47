"""`endmark baseline`: take stock of what is known, so that only what is new is shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from endmark.cli import console
from endmark.cli.arguments import add_cache_options, add_config_options, add_jobs_option, pop_request, read_settings
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Group
from endmark.cli.output import save
from endmark.errors import InputError, Problem
from endmark.linting.baseline.baseline import (
    Entry,
    compare_with_baseline,
    list_undecided_rules,
    make_entries,
    read_baseline,
    to_root_path,
    to_text,
)
from endmark.linting.baseline.location import FILE_NAME, choose_baseline
from endmark.linting.files.discovery import find_files, make_display_path
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, counted, phrase
from endmark.ruleset.config_discovery import find_tree
from endmark.ruleset.containment import is_inside, make_outside_problem
from endmark.ruleset.nearest import NearestSettings

if TYPE_CHECKING:
    from endmark.linting.report import Report
    from endmark.ruleset.settings import Settings
    from endmark.ruleset.settings_request import SettingsRequest
    from endmark.storage.store import Store


@click.group("baseline", cls=Group, short_help="Take stock of the findings that are known already.")
def baseline_command() -> None:
    """Take stock of the findings that are known already.

    `endmark check` counts them, but shows and fails on new ones only. The file
    has a line for each finding, and belongs into the repository.
    """


def _add_shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    named = click.option(
        "--baseline",
        "named",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=f"The file; by default the one that the config names, else {FILE_NAME} in its folder.",
    )
    paths = click.argument("paths", nargs=-1, type=click.Path())
    return paths(named(add_config_options(add_jobs_option(add_cache_options(click.pass_context(command))))))


@baseline_command.command("create")
@_add_shared_options
def create_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Write the baseline: everything that is found now is known from here on.

    PATHS are files and folders; without any, the current folder. A baseline
    that is there already is not overwritten.
    """
    ctx.exit(_run_and_report(ctx, _create, **arguments))


@baseline_command.command("update")
@_add_shared_options
def update_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Bring the baseline up to date: what is new becomes known, what is gone leaves.

    Entries of files that are not among PATHS stay as they are.
    """
    ctx.exit(_run_and_report(ctx, _update, **arguments))


@baseline_command.command("prune")
@_add_shared_options
def prune_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Take out of the baseline what is not found any more; nothing is added."""
    ctx.exit(_run_and_report(ctx, _prune, **arguments))


def _run_and_report(  # noqa: PLR0913 - the options of three commands
    ctx: click.Context,
    action: Callable[[Callable[[Settings], Report], Path | None, Settings], Phrase],
    *,
    paths: tuple[str, ...],
    named: Path | None,
    jobs: int | None,
    store: Store | None,
    **config: Any,
) -> int:
    """Do it and say what was done; the exit code is 0, or 2 with the problems."""
    request = pop_request(ctx, config)
    try:
        message = action(
            partial(_check_all, paths or (".",), jobs, store, request),
            named,
            read_settings(request, store),
        )
    except InputError as error:
        color = console.use_color("auto", os.environ, is_terminal=False)
        console.write_problems(error.problems, color=color)
        return ExitCode.INCOMPLETE
    console.write(f"{say(message)}\n")
    return ExitCode.PASSED


def _create(check: Callable[[Settings], Report], named: Path | None, settings: Settings) -> Phrase:
    cwd = Path.cwd()
    path = _choose_writable(named, settings)
    if path.exists():
        hint = phrase("`endmark baseline update` brings it up to date.")
        raise InputError(Problem(phrase("this baseline is there already."), _format_path(path), hint=hint))
    entries = make_entries(check(settings).iter_violations(), settings, cwd)
    _write(path, entries)
    used = choose_baseline(None, settings, cwd) == path
    shown = _format_path(path)
    wrote = phrase(
        "Wrote {path}: {entries}. From now on only new findings are shown.", path=shown, entries=_count_entries(entries)
    )
    if used:
        return wrote
    return phrase(
        "{first} {second}",
        first=wrote,
        second=phrase("Name it in the config (`baseline: {path}`) or with --baseline.", path=shown),
    )


def _update(check: Callable[[Settings], Report], named: Path | None, settings: Settings) -> Phrase:
    cwd = Path.cwd()
    path, before = _read_existing(named, settings)
    report = check(settings)
    checked = {to_root_path(path, settings, cwd) for path in report.paths}
    undecided = list_undecided_rules(report, settings)
    entries = set(make_entries(report.iter_violations(), settings, cwd))
    entries |= {
        entry
        for entry in before
        if (entry.path not in checked or entry.rule in undecided) and (settings.root / entry.path).exists()
    }
    _write(path, entries)
    added, removed = len(entries.difference(before)), len(set(before).difference(entries))
    return phrase(
        "Wrote {path}: {entries}, {added:,} new and {removed:,} taken out.",
        path=_format_path(path),
        entries=_count_entries(entries),
        added=added,
        removed=removed,
    )


def _prune(check: Callable[[Settings], Report], named: Path | None, settings: Settings) -> Phrase:
    path, before = _read_existing(named, settings)
    stale = set(compare_with_baseline(check(settings), before, settings, Path.cwd()).stale)
    if not stale:
        return phrase(
            "Nothing to take out of {path}: {entries}.", path=_format_path(path), entries=_count_entries(before)
        )
    entries = [entry for entry in before if entry not in stale]
    _write(path, entries)
    return phrase(
        "Took {stale} out of {path}: {entries}.",
        stale=counted(len(stale), "{count:,} entry", "{count:,} entries"),
        path=_format_path(path),
        entries=_count_entries(entries),
    )


def _read_existing(named: Path | None, settings: Settings) -> tuple[Path, tuple[Entry, ...]]:
    path = _choose_writable(named, settings)
    return path, read_baseline(path, _format_path(path))


def _choose_writable(named: Path | None, settings: Settings) -> Path:
    """The file to write; InputError where the config, and not the user, names one outside of its repository."""
    path = choose_baseline(named, settings, Path.cwd()) or settings.root / FILE_NAME
    if named is None and not is_inside(path, find_tree(settings.root)):
        raise InputError(make_outside_problem(phrase("baseline"), _format_path(path)))
    return path


def _check_all(
    paths: tuple[str, ...], jobs: int | None, store: Store | None, request: SettingsRequest, settings: Settings
) -> Report:
    """The report on the files for which these settings hold; InputError unless all of them could be checked."""
    from endmark.linting.checking.run import run
    from endmark.linting.execution.result_cache import open_result_cache

    nearest = NearestSettings(settings, request, partial(read_settings, store=store))
    found = find_files(
        paths,
        cwd=Path.cwd(),
        include=settings.include,
        exclude=settings.exclude,
        read_as=settings.read_as,
        root=settings.root,
        allow_empty=True,
        nearest=nearest,
    )
    own = [file for file in found.files if nearest.find(file.folder) is settings]
    progress = console.make_progress_line(os.environ)
    cache = open_result_cache(store, settings)
    report = run(
        own,
        settings,
        problems=found.problems,
        jobs=jobs,
        progress=progress,
        cache=cache,
        whole=found.whole,
    )
    others = [_describe_other(one.config_path) for one in nearest.list_met()[1:] if one.config_path]
    console.write_notices((*found.notices, *others))
    if report.problems:
        last = Problem(
            phrase("the baseline was not written: it would be incomplete."), hint=phrase("Mend what is said above.")
        )
        raise InputError((*report.problems, last))
    return report


def _describe_other(config: Path) -> Phrase:
    return phrase("{config} has a baseline of its own: run this in its folder.", config=_format_path(config))


def _write(path: Path, entries: Iterable[Entry]) -> None:
    if problems := save([to_text(entries)], path):
        raise InputError(problems)


def _format_path(path: Path) -> str:
    return make_display_path(str(path.absolute()), str(Path.cwd()))


def _count_entries(entries: Iterable[Entry]) -> Phrase:
    entries = tuple(entries)
    return phrase(
        "{findings} in {files}",
        findings=counted(len(entries), "{count:,} known finding", "{count:,} known findings"),
        files=counted(len({entry.path for entry in entries}), "{count:,} file", "{count:,} files"),
    )
