"""Elements of HTML that say of themselves that they hold Markdown: `<aside markdown="1">`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from endmark.document.dialect import Dialect
from endmark.document.late_pattern import compile_late

if TYPE_CHECKING:
    from endmark.document.dialects.signs import Recognise

_DIALECTS: frozenset[Dialect] = frozenset({"kramdown", "markdown", "mkdocs"})
_ATTRIBUTE = compile_late(r"\smarkdown(?:\s*=\s*[\"']?(?:1|block|span)[\"']?)?(?=[\s>])")


def add_markdown_in_html(
    syntaxes: Mapping[str, Sequence[Recognise]], text: str, dialect: Dialect
) -> Mapping[str, Sequence[Recognise]]:
    """The syntaxes of a text with that of such elements behind them, where its dialect has them."""
    if dialect not in _DIALECTS or "markdown" not in text or not _ATTRIBUTE.search(text):
        return syntaxes
    from endmark.document.dialects.markdown_elements import MarkdownElements  # few articles have any

    return {**syntaxes, "<": (*syntaxes.get("<", ()), MarkdownElements(text, _ATTRIBUTE).recognise)}
