"""The tags of elements of HTML that hold Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from endmark.document.dialects.jsx import JsxReader, Tag
from endmark.document.dialects.mdx_signs import find_only_line
from endmark.document.dialects.signs import Sign
from endmark.document.span import Span

_DASHES = "—–―"
"""What the source of a quotation begins with."""


class MarkdownElements:
    """Recognises the tags of elements with such an attribute, and within them those that hold nothing, in one text."""

    def __init__(self, text: str, attribute: re.Pattern[str]) -> None:
        self._attribute = attribute
        self._reader = JsxReader(text)
        self._open: list[str] = []

    def recognise(self, text: str, start: int, end: int) -> Sequence[Sign]:  # noqa: ARG002
        """The tags on a line that holds nothing else."""
        tags = [token for token in self._reader.read_flow(start) if isinstance(token, Tag)]
        signs: list[Sign] = []
        for tag in tags:
            kind, span, name, _ = tag
            if kind == "open" and self._attribute.search(text, *span):
                source = find_only_line(text, tag)
                if source and text[source[0].start] in _DASHES:
                    line, stop = source
                    return [*signs, Sign("alone", Span(span.start, stop), "tag", name, label=line)]
                self._open.append(name)
                signs.append(Sign("open", span, "tag", name, body="tag"))
            elif kind == "close" and self._open[-1:] == [name]:
                self._open.pop()
                signs.append(Sign("close", span, "tag", name))
            elif kind == "alone" and self._open:
                signs.append(Sign("alone", span, "tag", name))
            else:
                return ()
        return signs
