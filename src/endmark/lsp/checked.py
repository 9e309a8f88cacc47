"""A buffer after its check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.document.span import Span
from endmark.lsp.buffer import Buffer

if TYPE_CHECKING:
    from endmark.api import Linter, Result
    from endmark.violation import Violation

_BOM = "\ufeff"


class Checked(Struct, frozen=True):
    """A buffer, what was found in it, and the linter that found it, to which it has a path.

    As long as somebody waits or writes, the findings are not `repairable`: no fixes were built.
    """

    buffer: Buffer
    linter: Linter
    path: str
    result: Result
    repairable: bool = False

    def iter_touching(self, asked: Span) -> Iterator[Violation]:
        """The findings that touch a span of the buffer."""
        for violation in self.result.violations:
            start, end = self.find_span(violation.region.span)
            if start <= asked.end and asked.start <= end:
                yield violation

    def find_span(self, span: Span) -> Span:
        """The span of something found, in the buffer: a byte order mark there is none of the text that was checked."""
        shift = len(_BOM) if self.buffer.text.startswith(_BOM) else 0
        return Span(span.start + shift, span.end + shift)
