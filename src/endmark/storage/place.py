"""Where what is kept between runs lies."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path


def find_usual_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder that the platform keeps for caches, with one of our own in it; None where no home is known."""
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA")
        return Path(base, "endmark", "Cache") if base else None
    home = os.path.expanduser("~")  # noqa: PTH111 - `Path.expanduser` raises where no home is known
    if sys.platform == "darwin":
        return Path(home, "Library", "Caches", "endmark") if home != "~" else None
    base = environ.get("XDG_CACHE_HOME", "")
    # The XDG specification wants relative paths to be ignored.
    if not os.path.isabs(base):  # noqa: PTH117
        base = os.path.join(home, ".cache")  # noqa: PTH118
    return Path(base, "endmark") if os.path.isabs(base) else None  # noqa: PTH117


def belongs_to_others(folder: Path) -> bool:
    """Whether a folder that exists is another user's, or everybody may write into it."""
    if not hasattr(os, "geteuid"):
        return False
    try:
        about = folder.stat()
    except OSError:
        return False
    return about.st_uid != os.geteuid() or bool(about.st_mode & stat.S_IWOTH)
