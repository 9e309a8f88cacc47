"""Front matter that a site generator will not read as its author meant it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Match, Reason

KIND: CheckKind = "metadata"
NEEDS: frozenset[Need] = frozenset({"front matter"})
VALUES = frozenset({"fault"})


class Options(Struct, frozen=True):
    """This check has no options."""


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:  # noqa: ARG001
    """Yield every fault the reader met: broken or unclosed front matter, a key that stands twice."""
    if document.front_matter is None:
        return
    for fault in document.front_matter.faults:
        span = fault.span
        if span.start == span.end:
            line = document.source.get_line_span(document.source.get_position(span.start).line)
            span = Span(min(span.start, max(line.start, line.end - 1)), line.end)
        yield Match(span, {"fault": Reason(fault.code, fault.values)})
