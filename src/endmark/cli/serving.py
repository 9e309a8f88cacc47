"""A server for an editor, from its first message to its last."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from endmark.cli.exit_codes import ExitCode
from endmark.lsp.greeting import greet


def serve(language: str | None = None) -> int:
    """Serve whoever is at the other end of standard input and output, until that goes away; the exit code.

    All is said in a `language` that is named here, else in that which a folder or the editor wants.
    """
    reader, writer = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever is printed would not be of the protocol
    gc.disable()  # the server itself looks for cycles, while an editor waits for nothing
    first = greet(reader, writer)

    from endmark.cli.kept_folder import open_store
    from endmark.lsp.server import Server
    from endmark.storage.kept_expressions import keep_expressions

    store = None if os.environ.get("ENDMARK_NO_CACHE", "").lower() in _TRUE else open_store(_find_named())
    with keep_expressions(store):
        return ExitCode.PASSED if Server(reader, writer, store, language).serve(first) else ExitCode.FOUND


_TRUE = ("1", "true", "t", "yes", "y", "on")
"""What a variable of the environment says that turns something on, as of the options of other commands."""


def _find_named() -> Path | None:
    named = os.environ.get("ENDMARK_CACHE_DIR")
    return Path(named) if named else None
