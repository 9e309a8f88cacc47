"""Regular expressions that are compiled when they are first used.

A class of tens of thousands of letters takes Python a thousandth of a second, and
most runs are about one article, which has no use for most of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _LatePattern:
    """Stands for a pattern; what is asked of it comes from the compiled one, and is kept."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)  # `re` keeps what it has compiled
        setattr(self, name, value)
        return value


def compile_late(source: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`, for what is used by its methods alone; a mistake in it shows when it is used."""
    return cast("re.Pattern[str]", _LatePattern(source, flags))
