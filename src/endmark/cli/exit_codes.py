"""What the exit code of the program says."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit code of a command, the same for every format.

    `PASSED`: nothing was found that fails a run. `FOUND`: something was, or an
    example of a rule fails. `INCOMPLETE`: not all could be done that was asked
    for, whatever was found. `INTERRUPTED`: somebody stopped it, as shells say it.
    """

    PASSED = 0
    FOUND = 1
    INCOMPLETE = 2
    INTERRUPTED = 130
