"""The analysis of the file that was checked last, for who repairs it next and need not check it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from endmark.linting.checking.engine import Analysis


class KeptAnalysis:
    """What is known of one file, with its bytes; of several files, the last."""

    def __init__(self) -> None:
        self._kept: tuple[str, bytes, Analysis] | None = None

    def keep(self, path: str, data: bytes, analysis: Analysis) -> None:
        """Keep what is known of a file in the place of what is kept."""
        self._kept = path, data, analysis

    def take(self, path: str, data: bytes) -> Analysis | None:
        """What is known of a file with these bytes, None where that is not kept; it is kept no longer."""
        kept, self._kept = self._kept, None
        return kept[2] if kept and kept[:2] == (path, data) else None
