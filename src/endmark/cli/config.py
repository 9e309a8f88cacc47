"""`endmark config`: what applies, where it is set, and whether a config is sound."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from endmark.cli import console
from endmark.cli.arguments import (
    add_config_option,
    add_config_options,
    add_rule_options,
    add_severity_option,
    pop_request,
    read_settings,
)
from endmark.cli.checking import CheckOptions, find_asked_files, find_nearest, load_settings
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Group
from endmark.cli.selection import add_file_options, add_selection_options
from endmark.errors import InputError, Problem
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, counted, phrase, quote
from endmark.reporters.width import sanitize
from endmark.ruleset.settings_request import SettingsRequest

if TYPE_CHECKING:
    from endmark.linting.files.left_out import LeftOut
    from endmark.reporters.config_view import ConfigView, FileView
    from endmark.ruleset.nearest import NearestSettings
    from endmark.ruleset.settings import Settings

_FORMATS = ("text", "json")


class ShowOptions(Struct, frozen=True):
    """What the command line says, before anything is read."""

    file: Path | None = None
    format: str = "text"
    request: SettingsRequest = SettingsRequest()


@click.group("config", cls=Group, short_help="Show what applies and why, or test a config.")
def config_command() -> None:
    """Show what applies and why, or test a config."""


@config_command.command("show", short_help="Show every setting and every rule, with where it is set.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How it is written.",
)
@add_rule_options
@add_severity_option
@add_config_options
@click.pass_context
def show_command(ctx: click.Context, /, **arguments: Any) -> None:
    """Show every setting and every rule, with where it is set.

    With FILE, also say whether a search finds that file and if not why, which
    overrides apply to it, and which rules run on it.
    """
    ctx.exit(show(ShowOptions(request=pop_request(ctx, arguments), **arguments)))


@config_command.command("validate", short_help="Test a config and the rules it names.")
@add_config_option
@click.pass_context
def validate_command(ctx: click.Context, /, config: Path | None) -> None:
    """Test a config and the rules it names, without reading an article.

    The exit code is 2 when anything is wrong, or when there is no config.
    """
    ctx.exit(validate(config))


@config_command.command("files", short_help="List the files that a check would read.")
@add_selection_options
@add_config_options
@add_file_options
@click.pass_context
def files_command(ctx: click.Context, /, **arguments: Any) -> None:
    """List the files that a check would read, one a line.

    PATHS are as for `endmark check`. `endmark config show FILE` says of a file that
    is missing why. The exit code is 2 when something cannot be found.
    """
    ctx.exit(list_files(CheckOptions(request=pop_request(ctx, arguments), **arguments)))


def list_files(options: CheckOptions) -> int:
    """Write the paths of the files that the options ask for and return the exit code."""
    try:
        nearest = find_nearest(options, load_settings(options))
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    found = find_asked_files(options, nearest)
    console.write_pieces(f"{sanitize(file.shown)}\n" for file in found.files)
    console.write_notices(found.notices)
    console.write_problems(found.problems)
    return ExitCode.INCOMPLETE if found.problems else ExitCode.PASSED


def show(options: ShowOptions) -> int:
    """Write what applies and return the exit code."""
    from endmark.reporters import config_json, config_text

    try:
        view = _build_view(options)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    reporter = config_json if options.format == "json" else config_text
    console.write(reporter.render(view))
    return ExitCode.PASSED


def validate(config: Path | None) -> int:
    """Say whether a config is sound, or everything that is wrong with it, and return the exit code."""
    from endmark.linting.files.unmatched_globs import find_unmatched_globs

    try:
        settings = read_settings(SettingsRequest(config=config))
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    if settings.config_path is None:
        first, last = _get_searched()
        where = (
            quote(first) if first == last else phrase("{first} and the folders up to {last}", first=first, last=last)
        )
        hint = phrase("`endmark init` writes one.")
        console.write_problems(
            [Problem(phrase("there is no config in {where}, so there is nothing to test.", where=where), hint=hint)]
        )
        return ExitCode.INCOMPLETE
    globs = find_unmatched_globs(settings)
    console.write_notices(
        phrase("{place}: the glob {glob!r} matches no file.", place=glob.place, glob=glob.value) for glob in globs
    )
    valid = phrase(
        "{path} is valid: {contents}.", path=_format_path(settings.config_path), contents=_describe_contents(settings)
    )
    console.write(f"{say(valid)}\n")
    return ExitCode.PASSED


def _build_view(options: ShowOptions) -> ConfigView:
    from endmark.reporters.config_view import ConfigView
    from endmark.ruleset.trace import trace_rules

    nearest = _load_nearest(options)
    settings = nearest.get(str(options.file.absolute().parent)) if options.file else nearest.main
    file = _view_file(options.file, settings, nearest) if options.file else None
    rules = trace_rules(settings, file.applying if file else ())
    if settings.config_path is not None:
        return ConfigView(settings, rules, _format_path(settings.config_path), file=file)
    return ConfigView(settings, rules, searched=_get_searched() if options.request.use_config else None, file=file)


def _load_nearest(options: ShowOptions) -> NearestSettings:
    """The settings of the run, and of folders with a config of their own."""
    from endmark.ruleset.loading import load_settings as load
    from endmark.ruleset.nearest import NearestSettings

    return NearestSettings(load(options.request), options.request, load)


def _view_file(path: Path, settings: Settings, nearest: NearestSettings) -> FileView:
    from endmark.document.front_matter_reader import read_front_matter
    from endmark.linting.files.discovery import make_display_path
    from endmark.linting.files.left_out import explain_left_out
    from endmark.reporters.config_view import FileView
    from endmark.ruleset.files import read_source
    from endmark.ruleset.reading import choose_markup
    from endmark.ruleset.sites import Sites
    from endmark.ruleset.trace import trace_dialect

    if not path.is_file():
        message = phrase("this is a folder.") if path.is_dir() else phrase("there is no such file.")
        raise InputError(Problem(message, path.as_posix(), hint=phrase("Name one file.")))
    absolute = str(path.absolute())
    shown = make_display_path(absolute, str(Path.cwd()))
    below = make_display_path(absolute, str(settings.root))
    markup = choose_markup(below, settings.read_as, settings.include)
    front_matter = None
    if settings.asks_front_matter and markup != "notebook":
        front_matter = read_front_matter(read_source(path, shown).text)
    applying = settings.find_matching_overrides(below, front_matter)
    left_out = explain_left_out(path, settings, Path.cwd())
    above = None if left_out else _explain_left_out_above(settings, nearest)
    if markup != "markdown":
        return FileView(shown, markup, left_out, above, applying)
    sites = Sites()
    site = sites.find(str(Path(os.path.normpath(absolute)).parent), settings.top)
    dialect = trace_dialect(settings, below, front_matter, site)
    clue = make_display_path(site.clue_path, str(Path.cwd())) if site else ""
    unread = {make_display_path(path, str(Path.cwd())): why for path, why in sites.unread.items()}
    return FileView(shown, markup, left_out, above, applying, dialect, clue, unread)


def _explain_left_out_above(settings: Settings, nearest: NearestSettings) -> tuple[str, LeftOut] | None:
    """The config above that of a file whose search does not come to it, and why; None when all would."""
    from endmark.linting.files.left_out import explain_not_entered
    from endmark.ruleset.config_discovery import iter_searched_folders

    inner = settings
    while inner.config_path is not None:
        _, *above = iter_searched_folders(inner.root)
        outer = nearest.find(str(above[0])) if above else None
        if outer is None or outer.config_path is None or outer is inner:
            return None
        if found := explain_not_entered(inner.root, outer, Path.cwd()):
            return _format_path(outer.config_path), found
        inner = outer
    return None


def _get_searched() -> tuple[str, str]:
    """The first and the last folder that a config is looked for in."""
    from endmark.ruleset.config_discovery import iter_searched_folders

    first, *rest = [folder.as_posix() for folder in iter_searched_folders(Path.cwd())]
    return first, rest[-1] if rest else first


def _format_path(path: Path) -> str:
    from endmark.ruleset.files import format_path

    return format_path(path, Path.cwd().resolve())


def _describe_contents(settings: Settings) -> Phrase:
    changed = {name for changes in settings.provenance.changes for name in changes}
    return phrase(
        "{rules} changed, {overrides}",
        rules=counted(len(changed), "{count:,} rule", "{count:,} rules"),
        overrides=counted(len(settings.overrides), "{count:,} override", "{count:,} overrides"),
    )
