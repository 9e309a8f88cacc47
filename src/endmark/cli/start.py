"""Where the program starts: an editor has its server before what only other commands need is loaded."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the program and exit, as `endmark.cli.main.main` does."""
    if sys.argv[1:] == ["lsp"] and sys.stdin and sys.stdout and _can_serve():
        from endmark.cli.serving import serve

        try:
            code = serve()
        except KeyboardInterrupt:
            code = 130
        except Exception as error:  # noqa: BLE001 - as there
            from endmark.cli.main import report_error

            code = report_error(error)
        sys.exit(code)
    # A run builds trees and no cycles, and ends soon: looking for cycles would cost it a twentieth of its time.
    gc.disable()
    from endmark.cli.main import main as run

    run()


def _can_serve() -> bool:
    try:
        import pylsp_jsonrpc  # noqa: F401
    except ModuleNotFoundError:
        return False  # as the command will say
    return True
