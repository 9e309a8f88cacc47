"""Rows of tables as files: each is an article with a name of its own, and its text waits in a temporary file."""

from __future__ import annotations

import sys

from endmark.linting.files.discovery import FoundFile, make_display_path
from endmark.storage.spool import Spool


class FoundRow(FoundFile, frozen=True):
    """A row of a table; its table is the `absolute` path, and `shown` is `TABLE#ROW`.

    `table` is the name of the table in reports. The text lies in the spool from `start` on and has `size` bytes,
    of which the first `beside` characters are front matter made of other columns.
    """

    table: str = ""
    start: int = 0
    size: int = 0

    def to_path_below(self, root: str) -> str:
        """The path that fingerprints hold: that of the table, and the row."""
        return make_display_path(self.absolute, root) + self.shown[len(self.table) :]

    def measure(self) -> int:
        """The bytes of the text."""
        return self.size


class RowTexts:
    """The texts of rows, read as those of files are."""

    works_in_copies = sys.platform == "linux"
    """Whether a process that is a copy of this one may read, too: not where two share one place in the file."""

    def __init__(self) -> None:
        self._spool = Spool()

    def add(self, text: bytes) -> int:
        """Put a text away; where it begins. InputError as `Spool.append`."""
        return self._spool.append(text)

    def __call__(self, file: FoundFile) -> bytes:
        """The bytes of the text of a row."""
        assert isinstance(file, FoundRow)  # noqa: S101 - all files of such a run are
        return self._spool.read(file.start, file.size)
