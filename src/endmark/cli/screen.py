"""How wide the screen is, and what it knows."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO


def get_columns(environ: Mapping[str, str], stream: TextIO | None = None) -> int | None:
    """How wide the screen is, by `COLUMNS` or by what the terminal of a stream says; None when nobody knows."""
    if (stated := environ.get("COLUMNS", "")).isdecimal() and int(stated) > 0:
        return int(stated)
    try:
        return os.get_terminal_size((stream or sys.stdout).fileno()).columns or None
    except (OSError, ValueError):
        return None


_KNOWING = ("VTE_VERSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"})
"""Terminals that open links, by the variables that they set, and by what they are called."""


def knows_links(environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether a person looks at a terminal that opens links; `FORCE_HYPERLINK` decides, 0 for none."""
    if forced := environ.get("FORCE_HYPERLINK"):
        return forced != "0"
    if not is_terminal or environ.get("TERM") == "dumb" or "CI" in environ or "TMUX" in environ or "STY" in environ:
        return False
    return environ.get("TERM_PROGRAM") in _PROGRAMS or any(map(environ.get, _KNOWING))
