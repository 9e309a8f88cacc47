"""Regular expressions that are compiled when they are first used.

A class of tens of thousands of letters takes Python a thousandth of a second, and
most runs are about one article, which has no use for most of them.
"""

from __future__ import annotations

import re
from typing import Any, cast

from endmark.storage.kept_expressions import compile_kept


class _LatePattern:
    """Stands for a pattern; what is asked of it comes from the compiled one, and is kept."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        made = name == "_made"  # once for all that is asked of it
        value = compile_kept(self._source, self._flags) if made else getattr(self._made, name)
        setattr(self, name, value)
        return value


def compile_late(source: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`, for what is used by its methods alone; a mistake in it shows when it is used."""
    return cast("re.Pattern[str]", _LatePattern(source, flags))
