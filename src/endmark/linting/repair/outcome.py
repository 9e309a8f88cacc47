"""What came out of repairing files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from endmark.document.source import encode
from endmark.errors import Problem
from endmark.linting.files.discovery import FoundFile
from endmark.linting.report import Report

if TYPE_CHECKING:
    from endmark.linting.repair.repair import Applied, Repair


class FixedFile(Struct, frozen=True):
    """A file and its repair; `before` are the bytes it had."""

    file: FoundFile
    before: bytes
    repair: Repair

    @property
    def after(self) -> bytes:
        """The bytes of the repaired file."""
        return encode(self.repair.source)

    @property
    def changed(self) -> bool:
        """Whether the repair changes the file."""
        return self.after != self.before


FixOutcome: TypeAlias = FixedFile | tuple[Problem, ...]
"""What repairing a file came to, or why it could not be done."""


class FixResult(Struct, frozen=True):
    """What repairing the files of a report came to.

    `fixed_files` are the files that were tried, sorted by path. `problems` are what
    went wrong meanwhile. `left` is the report on all files as they are now; it
    holds these problems, too.
    """

    fixed_files: tuple[FixedFile, ...]
    problems: tuple[Problem, ...]
    left: Report

    @property
    def applied(self) -> tuple[Applied, ...]:
        """The fixes that were applied and are listed, by file."""
        return tuple(fix for one in self.fixed_files for fix in one.repair.applied)

    def count_applied(self) -> Counter[str]:
        """How many fixes of each rule were applied."""
        return sum((one.repair.count_applied() for one in self.fixed_files), Counter[str]())

    @property
    def changed(self) -> int:
        """How many files are other than before."""
        return sum(one.changed for one in self.fixed_files)
