"""`endmark lsp`: a language server for editors."""

from __future__ import annotations

import gc
import sys

import click

from endmark.cli import console
from endmark.cli.arguments import open_store
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.errors import Problem
from endmark.phrase import phrase
from endmark.storage.kept_expressions import keep_expressions


@click.command("lsp", cls=Command, short_help="Serve an editor: findings and repairs while one writes.")
@click.pass_context
def lsp_command(ctx: click.Context, /) -> None:
    """Serve an editor by the Language Server Protocol, over standard input and output.

    An editor starts it; `docs/editors.md` says how to tell yours.
    """
    try:
        from endmark.lsp.server import Server
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("pylsp_jsonrpc"):
            raise
        console.write_problems([_MISSING])
        ctx.exit(ExitCode.INCOMPLETE)
    gc.enable()  # unlike other commands, it lives for days
    server = Server(sys.stdin.buffer, sys.stdout.buffer)
    sys.stdout = sys.stderr  # whatever is printed would not be of the protocol
    with keep_expressions(open_store(None)):
        well_ended = server.serve()
    ctx.exit(ExitCode.PASSED if well_ended else ExitCode.FOUND)


_MISSING = Problem(
    phrase("the language server needs the extra `lsp`."), hint=phrase("Install it: pip install 'endmark[lsp]'")
)
