"""How wide the screen is."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


def get_columns(environ: Mapping[str, str]) -> int | None:
    """How wide the screen is, by `COLUMNS` or by what the terminal says; None when nobody knows."""
    if (stated := environ.get("COLUMNS", "")).isdecimal() and int(stated) > 0:
        return int(stated)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None
