"""MDX: Markdown with JSX, and without HTML and indented code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from endmark.document.dialect import Dialect
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

if TYPE_CHECKING:
    from endmark.document.dialects.signs import Macros, Recognise

MDX: frozenset[Dialect] = frozenset({"mdx", "docusaurus"})
"""Dialects in which tags are JSX, and indentation means no code."""

_WITH_COMPONENTS: frozenset[Dialect] = frozenset({"markdown", "svelte"})
"""Dialects in which tags are HTML, but for those of components, which no HTML has."""

_COMPONENT = compile_late(r"[ \t]*</?[A-Z]")
_COMPONENT_BELOW = compile_late(r"\n[ \t]*</?[A-Z]")


def add_mdx(
    syntaxes: Mapping[str, Sequence[Recognise]], text: str, start: int, dialect: Dialect
) -> Mapping[str, Sequence[Recognise]]:
    """The syntaxes of a text after offset `start` with those of MDX behind them, as far as its dialect has any."""
    if dialect not in MDX and not (
        dialect in _WITH_COMPONENTS and (_COMPONENT.match(text, start) or _COMPONENT_BELOW.search(text, start))
    ):
        return syntaxes
    from endmark.document.dialects.mdx_signs import MdxSigns  # few articles have need for it

    if dialect in MDX:
        signs = MdxSigns(text)
        added = {
            **dict.fromkeys("<{", signs.recognise_flow),
            **dict.fromkeys("-*+0123456789", signs.recognise_item),
            **dict.fromkeys("ei", signs.recognise_statement),
        }
    else:
        added = {"<": MdxSigns(text, only_components=True).recognise_flow}
    return {**syntaxes, **{first: (*syntaxes.get(first, ()), recognise) for first, recognise in added.items()}}


def find_mdx(text: str, start: int, untouched: Sequence[Span]) -> Macros:
    """What is to be changed in a text outside of its signs and code: indentation, and what stands in sentences."""
    from endmark.document.dialects.jsx import JsxReader
    from endmark.document.dialects.mdx_indentation import iter_dedents
    from endmark.document.dialects.mdx_inline import iter_inline_edits
    from endmark.document.dialects.signs import Macros

    inline = iter_inline_edits(JsxReader(text), _iter_gaps(text, start, untouched))
    return Macros(edits=[*iter_dedents(text, start, untouched), *inline])


def _iter_gaps(text: str, start: int, untouched: Sequence[Span]) -> Iterator[Span]:
    for span in untouched:
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < len(text):
        yield Span(start, len(text))
