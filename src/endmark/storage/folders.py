"""A folder of files is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def replace_folder(path: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Put a folder with these files in the place of a path, and take away what was there.

    Each file comes with its name below the folder, and its data in pieces; both are asked for one by one. Whoever
    opens the path finds the old folder or the new one, but for the moment between two renames. Raises OSError
    where something cannot be written; the old folder is there then.
    """
    draft = path.with_name(f".endmark-{os.urandom(8).hex()}.tmp")
    old = draft.with_suffix(".old")
    draft.mkdir()
    try:
        for name, data in files:
            file = draft / name
            file.parent.mkdir(exist_ok=True)
            with file.open("xb") as stream:
                stream.writelines(data)
        if path.exists():
            path.rename(old)
        try:
            draft.rename(path)
        except OSError:
            with contextlib.suppress(OSError):
                old.rename(path)
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
