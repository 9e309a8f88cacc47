"""Regular expressions for what begins a line.

Where an expression begins with `^`, Python tries it at each character. A line break it finds
as quickly as any letter, and so it is looked for together with what stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from endmark.document.late_pattern import compile_late


class LinePattern:
    r"""An expression that matches from the beginning of a line on, as if `(?m)^` stood before it.

    It is compiled when it is first used. It begins with no option such as `(?i)`, and matches no empty text.
    """

    def __init__(self, source: str) -> None:
        self._at_start = compile_late(source, re.MULTILINE)
        self._behind_break = compile_late(rf"\n(?:{source})", re.MULTILINE)

    def occurs(self, text: str) -> bool:
        """Whether it matches anywhere in the text."""
        return self._at_start.match(text) is not None or self._behind_break.search(text) is not None

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches from an offset on, left to right, without overlaps."""
        found = None if start else self._at_start.match(text)
        while True:
            if found is not None:
                yield found
                start = found.end()
            # A match that ends with a line break may have the next right behind it.
            before = self._behind_break.search(text, max(0, start - 1))
            if before is None:
                return
            found = self._at_start.match(text, before.start() + 1)
