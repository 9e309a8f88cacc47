"""`endmark lsp`: a language server for editors."""

from __future__ import annotations

import click

from endmark.cli import console
from endmark.cli.exit_codes import ExitCode
from endmark.cli.help import Command
from endmark.cli.language import get_asked
from endmark.errors import Problem
from endmark.phrase import phrase


@click.command("lsp", cls=Command, short_help="Serve an editor: findings and repairs while one writes.")
@click.pass_context
def lsp_command(ctx: click.Context, /) -> None:
    """Serve an editor by the Language Server Protocol, over standard input and output.

    An editor starts it; `docs/editors.md` says how to tell yours.
    """
    try:
        import pylsp_jsonrpc  # noqa: F401
    except ModuleNotFoundError:
        console.write_problems([_MISSING])
        ctx.exit(ExitCode.INCOMPLETE)
    from endmark.cli.serving import serve

    ctx.exit(serve(get_asked(ctx)))


_MISSING = Problem(
    phrase("the language server needs the extra `lsp`."), hint=phrase("Install it: pip install 'endmark[lsp]'")
)
