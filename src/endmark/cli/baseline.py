"""`endmark baseline`: take stock of what is known, so that only what is new is shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from endmark.cli import console
from endmark.cli.arguments import cache_options, chosen_config, config_options, jobs_option, read_settings
from endmark.cli.output import save
from endmark.errors import InputError, Problem
from endmark.linting.baseline.baseline import (
    FILE_NAME,
    Entry,
    below_root,
    chosen_baseline,
    entries_of,
    read_baseline,
    to_text,
    with_baseline,
)
from endmark.linting.files.discovery import find_files, shown_path
from endmark.reporters.summary import counted
from endmark.ruleset.config_discovery import tree_of
from endmark.ruleset.containment import astray_problem, lies_inside

if TYPE_CHECKING:
    from endmark.linting.report import Report
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store

_INCOMPLETE = 2


@click.group("baseline", short_help="Take stock of the findings that are known already.")
def baseline_command() -> None:
    """Take stock of the findings that are known already.

    `endmark check` counts them, but shows and fails on new ones only. The file
    has a line for each finding, and belongs into the repository.
    """


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    named = click.option(
        "--baseline",
        "named",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=f"The file; by default the one that the config names, else {FILE_NAME} in its folder.",
    )
    paths = click.argument("paths", nargs=-1, type=click.Path())
    return paths(named(config_options(jobs_option(cache_options(click.pass_context(command))))))


@baseline_command.command("create")
@_shared
def create_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Write the baseline: everything that is found now is known from here on.

    PATHS are files and folders; without any, the current folder. A baseline
    that is there already is not overwritten.
    """
    ctx.exit(_reported(ctx, _create, **arguments))


@baseline_command.command("update")
@_shared
def update_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Bring the baseline up to date: what is new becomes known, what is gone leaves.

    Entries of files that are not among PATHS stay as they are.
    """
    ctx.exit(_reported(ctx, _update, **arguments))


@baseline_command.command("prune")
@_shared
def prune_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Take out of the baseline what is not found any more; nothing is added."""
    ctx.exit(_reported(ctx, _prune, **arguments))


def _reported(  # noqa: PLR0913 - the options of three commands
    ctx: click.Context,
    action: Callable[[Callable[[Settings], Report], Path | None, Settings], str],
    *,
    paths: tuple[str, ...],
    named: Path | None,
    jobs: int | None,
    store: Store | None,
    **config: Any,
) -> int:
    """Do it and say what was done; the exit code is 0, or 2 with the problems."""
    chosen = chosen_config(ctx, **config)
    try:
        said = action(
            partial(_checked, paths or (".",), jobs, store),
            named,
            read_settings(config=chosen, use_config=not config["no_config"], store=store),
        )
    except InputError as error:
        color = console.use_color("auto", os.environ, is_terminal=False)
        console.write_problems(error.problems, color=color)
        return _INCOMPLETE
    console.write(f"{said}\n")
    return 0


def _create(check: Callable[[Settings], Report], named: Path | None, settings: Settings) -> str:
    cwd = Path.cwd()
    path = _writable(named, settings)
    if path.exists():
        remedy = "`endmark baseline update` brings it up to date."
        raise InputError(Problem("this baseline is there already.", _shown(path), remedy=remedy))
    entries = entries_of(check(settings), settings, cwd)
    _write(path, entries)
    used = chosen_baseline(None, settings, cwd) == path
    hint = "" if used else f" Name it in the config (`baseline: {_shown(path)}`) or with --baseline."
    return f"Wrote {_shown(path)}: {_known(entries)}. From now on only new findings are shown.{hint}"


def _update(check: Callable[[Settings], Report], named: Path | None, settings: Settings) -> str:
    cwd = Path.cwd()
    path, before = _existing(named, settings)
    report = check(settings)
    checked = {below_root(path, settings, cwd) for path in report.paths}
    entries = set(entries_of(report, settings, cwd))
    entries |= {entry for entry in before if entry.path not in checked and (settings.root / entry.path).exists()}
    _write(path, entries)
    added, removed = len(entries.difference(before)), len(set(before).difference(entries))
    return f"Wrote {_shown(path)}: {_known(entries)}, {added:,} new and {removed:,} taken out."


def _prune(check: Callable[[Settings], Report], named: Path | None, settings: Settings) -> str:
    path, before = _existing(named, settings)
    stale = set(with_baseline(check(settings), before, settings, Path.cwd()).stale)
    if not stale:
        return f"Nothing to take out of {_shown(path)}: {_known(before)}."
    entries = [entry for entry in before if entry not in stale]
    _write(path, entries)
    return f"Took {counted(len(stale), 'entry', 'entries')} out of {_shown(path)}: {_known(entries)}."


def _existing(named: Path | None, settings: Settings) -> tuple[Path, tuple[Entry, ...]]:
    path = _writable(named, settings)
    return path, read_baseline(path, _shown(path))


def _writable(named: Path | None, settings: Settings) -> Path:
    """The file to write; InputError where the config, and not the user, names one outside of its repository."""
    path = chosen_baseline(named, settings, Path.cwd()) or settings.root / FILE_NAME
    if named is None and not lies_inside(path, tree_of(settings.root)):
        raise InputError(astray_problem("baseline", _shown(path)))
    return path


def _checked(paths: tuple[str, ...], jobs: int | None, store: Store | None, settings: Settings) -> Report:
    """The report on the files; InputError unless all of them could be checked."""
    from endmark.linting.checking.run import run
    from endmark.linting.execution.result_cache import result_cache

    found = find_files(
        paths, cwd=Path.cwd(), include=settings.include, exclude=settings.exclude, root=settings.root, allow_empty=True
    )
    progress = console.progress_line(os.environ)
    cache = result_cache(store, settings)
    report = run(found.files, settings, problems=found.problems, jobs=jobs, progress=progress, cache=cache)
    console.write_notices(found.notices)
    if report.problems:
        last = Problem("the baseline was not written: it would be incomplete.", remedy="Mend what is said above.")
        raise InputError((*report.problems, last))
    return report


def _write(path: Path, entries: Iterable[Entry]) -> None:
    if problems := save(to_text(entries), path):
        raise InputError(problems)


def _shown(path: Path) -> str:
    return shown_path(str(path.absolute()), str(Path.cwd()))


def _known(entries: Iterable[Entry]) -> str:
    entries = tuple(entries)
    return f"{counted(len(entries), 'known finding')} in {counted(len({entry.path for entry in entries}), 'file')}"
