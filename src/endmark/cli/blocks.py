"""`endmark blocks`: what an article is read as, block by block."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from endmark.cli import console
from endmark.cli.arguments import add_config_options, add_format_option, pop_request
from endmark.cli.documents import read_document
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.errors import InputError
from endmark.ruleset.settings_request import SettingsRequest

_FORMATS = ("text", "json")


@click.command("blocks", cls=Command, short_help="Show the blocks of an article, and what each is for.")
@click.argument("file", type=click.Path(path_type=Path))
@add_format_option(_FORMATS, "How they are written.")
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
        document = read_document(path, request)
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    render = block_list.render_json if output_format == "json" else block_list.render_text
    console.write_pieces(render(document))
    return ExitCode.PASSED
