"""Markdown that a reader will see as it is written, because the renderer does not take it for any."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from endmark.checks import CheckKind, Scope
from endmark.document.model import Document
from endmark.document.packed_blocks import select_outside
from endmark.violation import Match

KIND: CheckKind = "markup"
MARKUPS = frozenset({"markdown", "notebook"})
VALUES = frozenset({"sign", "why"})


_SIGNS: Mapping[str, Collection[str]] = {
    "emphasis": ("**", "__", "~~"),
    "heading": "#",
    "link": "]",
    "reference": ("][", "[^"),
}
"""Where none of these stands there is nothing of that kind, and what would look for it is not loaded."""


class Options(Struct, frozen=True):
    """Which kind of markup is looked for, and which renderer will read it.

    `construct`: `emphasis` finds the signs of an emphasis, `heading` hash signs
    without the space after them, `link` links with a slip in them, `reference` links and
    footnotes without a definition. `renderer`
    says which emphasis is one: `commonmark`; `cjk-friendly` for CommonMark with
    the amendments that let an emphasis end between punctuation and a Chinese,
    Japanese or Korean letter; `kramdown` and `python-markdown`, which let one end
    after anything but white space; `pandoc`, which lets stars end one behind that, too;
    `mdsvex`, to which any two signs are a pair; `docsify`, to which only the
    punctuation of ASCII is any. `auto` goes by the dialect of the article; where that
    is not known, it is pandoc for one in Quarto or R Markdown (`.qmd`, `.rmd`),
    kramdown for one that holds what only kramdown reads (`{: .class}`,
    `markdown="1"`), mdsvex for one in MDX with what only that reads (`{#if}`, `##
    Heading[[anchor]]`), else CommonMark.
    """

    construct: Literal["emphasis", "heading", "link", "reference"]
    renderer: Literal[
        "auto", "commonmark", "cjk-friendly", "kramdown", "pandoc", "python-markdown", "mdsvex", "docsify"
    ] = "auto"


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield what shows: the emphasis with its signs, the line of the heading, the link.

    HTML in the midst of Markdown is not judged: in some dialects Markdown works in it.
    """
    if not any(sign in document.source.text for sign in _SIGNS[options.construct]):
        return
    if document.html:
        document = replace(document, blocks=select_outside(document.blocks, document.html))
    if options.construct == "emphasis":
        from endmark.checks.markup.literal_emphasis import find_literal_emphases

        yield from find_literal_emphases(document, scope, options.renderer)
    elif options.construct == "heading":
        from endmark.checks.markup.literal_heading import find_literal_headings

        yield from find_literal_headings(document, scope)
    elif options.construct == "reference":
        from endmark.checks.markup.literal_reference import find_literal_references

        yield from find_literal_references(document, scope)
    else:
        from endmark.checks.markup.literal_link import find_literal_links

        yield from find_literal_links(document, scope)
