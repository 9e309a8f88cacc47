"""Files that a command writes."""

from __future__ import annotations

import os
from pathlib import Path

from endmark.errors import Problem


def save(text: str, target: Path, *, what: str = "report") -> tuple[Problem, ...]:
    """Write a file whole or not at all; a device or a pipe is written as it is. `what` is the word for messages."""
    data = text.encode("utf-8", errors="backslashreplace")
    real = Path(os.path.realpath(target))
    draft = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    try:
        if real.exists() and not real.is_file():
            real.write_bytes(data)
            return ()
        try:
            draft.write_bytes(data)
            draft.replace(real)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        remedy = "Check that the folder exists and that you may write there."
        return (Problem(f"the {what} could not be written: {error.strerror or error}.", str(target), remedy=remedy),)
    return ()
