"""`endmark blocks`: what an article is read as, block by block."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from endmark.cli import console
from endmark.cli.arguments import add_config_options, pop_request
from endmark.cli.exit_codes import ExitCode
from endmark.errors import InputError
from endmark.ruleset.settings_request import SettingsRequest

if TYPE_CHECKING:
    from endmark.document.model import Document

_FORMATS = ("text", "json")


@click.command("blocks", short_help="Show the blocks of an article, and what each is for.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How they are written.",
)
@add_config_options
@click.pass_context
def blocks_command(ctx: click.Context, /, file: Path, output_format: str, **config: Any) -> None:
    """Show the blocks of an article, and what each is for.

    Each has its line, its kind, its role, its language and its first words. This is
    what the rules see: look here when one of them is wrong about your article.
    """
    ctx.exit(show_blocks(file, pop_request(ctx, config), output_format=output_format))


def show_blocks(path: Path, request: SettingsRequest, *, output_format: str = "text") -> int:
    """Write the blocks of a file and return the exit code."""
    from endmark.reporters import block_list

    try:
        document = _read_document(path, request)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    render = block_list.render_json if output_format == "json" else block_list.render_text
    console.write_pieces(render(document))
    return ExitCode.PASSED


def _read_document(path: Path, request: SettingsRequest) -> Document:
    """The document as the checks see it, parted at its markers. Raises InputError when there is none."""
    from endmark.linting.checking.file_check import analyse_by_settings
    from endmark.linting.checking.run import select_boundaries
    from endmark.linting.files.discovery import FoundFile, make_display_path, recognise_file
    from endmark.ruleset.files import read_source
    from endmark.ruleset.loading import load_settings
    from endmark.ruleset.nearest import NearestSettings
    from endmark.ruleset.reading import explain_unread
    from endmark.ruleset.sites import Sites

    absolute = str(path.absolute())
    found = FoundFile(absolute, make_display_path(absolute, str(Path.cwd())))
    source = read_source(path, found.shown)
    settings = NearestSettings(load_settings(request), request, load_settings).get(found.folder)
    file = recognise_file(found, settings, Sites())
    if file is None:
        raise InputError(explain_unread(found.shown))
    parting = select_boundaries(settings.rules)
    below = file.to_path_below(str(settings.root))
    return analyse_by_settings(source, settings, parting, below, reading=file.reading).document
