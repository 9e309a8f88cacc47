"""`endmark mcp`: a server of tools for language models."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from endmark.cli import console
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.errors import Problem
from endmark.phrase import phrase


@click.command("mcp", cls=Command, short_help="Serve a language model: check, explain, and repairs as a diff.")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def mcp_command(ctx: click.Context, /, folder: Path) -> None:
    """Serve a language model by the Model Context Protocol, over standard input and output.

    FOLDER is where its relative paths begin and whose config holds; the current one
    when it is missing. A client starts it; `docs/agents.md` says how to tell yours.
    Nothing is ever written.
    """
    try:
        from endmark.mcp.server import make_server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("mcp", "mcp_types", "pydantic"):
            raise
        console.write_problems([_MISSING])
        ctx.exit(ExitCode.INCOMPLETE)
    gc.enable()  # unlike other commands, it lives for days
    make_server(folder.resolve()).run("stdio")


_MISSING = Problem(
    phrase("the server of tools needs the extra `mcp`."),
    hint=phrase("Install it: pip install 'endmark[mcp]'"),
)
