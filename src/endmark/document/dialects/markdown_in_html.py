"""Elements of HTML that say of themselves that they hold Markdown: `<aside markdown="1">`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from endmark.document.dialect import Dialect
from endmark.document.dialects.jsx import JsxReader, Tag
from endmark.document.dialects.mdx_signs import find_only_line
from endmark.document.dialects.signs import Recognise, Sign
from endmark.document.span import Span

_DIALECTS: frozenset[Dialect] = frozenset({"kramdown", "markdown", "mkdocs"})
_ATTRIBUTE = re.compile(r"\smarkdown(?:\s*=\s*[\"']?(?:1|block|span)[\"']?)?(?=[\s>])")
_DASHES = "—–―"
"""What the source of a quotation begins with."""


def add_markdown_in_html(
    syntaxes: Mapping[str, Sequence[Recognise]], text: str, dialect: Dialect
) -> Mapping[str, Sequence[Recognise]]:
    """The syntaxes of a text with that of such elements behind them, where its dialect has them."""
    if dialect not in _DIALECTS or "markdown" not in text or not _ATTRIBUTE.search(text):
        return syntaxes
    return {**syntaxes, "<": (*syntaxes.get("<", ()), _Elements(text).recognise)}


class _Elements:
    """Recognises the tags of such elements, and within them those that hold nothing, in one text."""

    def __init__(self, text: str) -> None:
        self._reader = JsxReader(text)
        self._open: list[str] = []

    def recognise(self, text: str, start: int, end: int) -> Sequence[Sign]:  # noqa: ARG002
        """The tags on a line that holds nothing else."""
        tags = [token for token in self._reader.read_flow(start) if isinstance(token, Tag)]
        signs: list[Sign] = []
        for tag in tags:
            kind, span, name, _ = tag
            if kind == "open" and _ATTRIBUTE.search(text, *span):
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
