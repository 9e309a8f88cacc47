"""Checks that end the process they run in, at one file; they stand by themselves so that a worker can import them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from endmark.linting.file_result import Outcome
from endmark.linting.files.discovery import FoundFile

DEADLY = "2026-03-10-barn.md"

Check = Callable[..., Outcome]


def do_nothing(check: Check, file: FoundFile, **options: Any) -> Outcome:
    """Check a file."""
    return check(file, **options)


def die_once(marker: str, check: Check, file: FoundFile, **options: Any) -> Outcome:
    """Check a file, but die at the deadly one, the first time that it comes: then there is no `marker` yet."""
    if file.shown.endswith(DEADLY) and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return check(file, **options)


def die_always(check: Check, file: FoundFile, **options: Any) -> Outcome:
    """Check a file, but die at the deadly one."""
    if file.shown.endswith(DEADLY):
        os.kill(os.getpid(), signal.SIGKILL)
    return check(file, **options)
