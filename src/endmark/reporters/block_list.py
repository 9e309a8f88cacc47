"""The blocks of one document, as lines or as JSON: what an article is taken for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from endmark.document.blocks import ATOM, Block
from endmark.document.dialect import TITLES
from endmark.document.excerpt import shorten
from endmark.document.markup import NAMES
from endmark.document.model import Document
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, phrase
from endmark.reporters.width import sanitize

_WORDS = 48
"""Characters of a block that are shown."""

_ATOM_SHOWN = "▯"


def render_text(document: Document) -> Iterator[str]:
    """What the document is read as, and a line for each block: line, kind, role, language, first words."""
    from endmark.reporters.table import align_table

    yield f"{sanitize(say(_describe(document)))}\n"
    rows = [
        (
            str(row["line"]),
            row["kind"],
            row["role"] or "-",
            row["language"] or "-",
            row["words"].replace(ATOM, _ATOM_SHOWN),
        )
        for row in _iter_rows(document)
    ]
    if rows:
        yield align_table(rows, words=len(rows[0])) + "\n"


def _describe(document: Document) -> Phrase:
    path, markup, dialect = document.path, NAMES[document.markup], document.dialect
    if document.markup != "markdown":
        return phrase("{path}: {markup}", path=path, markup=markup)
    title = TITLES[dialect]
    return phrase(
        "{path}: {markup}, dialect {dialect} ({title})", path=path, markup=markup, dialect=dialect, title=title
    )


def render_json(document: Document) -> Iterator[str]:
    """One object: `path`, `markup`, `dialect` and `language` of the document, and its `blocks`."""
    from endmark.reporters.json_report import to_json

    yield to_json(
        {
            "path": document.path,
            "markup": document.markup,
            "dialect": document.dialect if document.markup == "markdown" else None,
            "language": document.language,
            "blocks": list(_iter_rows(document)),
        }
    )


def _iter_rows(document: Document) -> Iterator[dict[str, Any]]:
    for block in document.blocks:
        span = document.locate(block.span)
        start = document.file.get_position(span.start)
        end = document.file.get_position(span.end)
        shows = bool(block.text.content)
        yield {
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "kind": block.kind,
            "role": block.role if shows else None,
            "language": block.language if shows else None,
            "words": _get_words(block, document),
        }


def _get_words(block: Block, document: Document) -> str:
    """The first words that a reader sees, or else those of the source."""
    shown = (
        block.text.content
        or document.source.text[block.span.start : min(block.span.end, block.span.start + 2 * _WORDS)]
    )
    return shorten(shown, _WORDS)
