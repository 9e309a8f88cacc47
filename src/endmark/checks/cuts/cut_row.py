"""A table that stops in the middle of a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.span import Span
from endmark.violation import Match

KIND: CheckKind = "cut"
NEEDS: frozenset[Need] = frozenset({"table"})
MARKUPS = frozenset({"markdown", "notebook"})
VALUES = frozenset({"row", "cells", "columns"})

_FEWEST_ROWS = 3
"""Lines of a table with a head, the line below it, and a row."""

_BAR = compile_late(r"(?<!\\)\|")


class Options(Struct, frozen=True):
    """There are none."""


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:  # noqa: ARG001 - all checks take them
    """Yield the last row of each table in which cells are missing and the bar is that closes all rows above it.

    A renderer fills in the cells, so a row may well have fewer; but who writes the last bar of every row writes
    that of the last one, too. Tables inside quotations and lists are left alone.
    """
    source = document.source
    for block in select_kinds(document.blocks, {"table"}):
        if block.depth or block not in scope:
            continue
        table = source.get_excerpt(block.span).rstrip()
        *others, last = rows = table.split("\n")
        if len(rows) < _FEWEST_ROWS or not _are_closed(others) or last.endswith("|") or not last.startswith("|"):
            continue
        cells, columns = len(_BAR.findall(last)), len(_BAR.findall(rows[0])) - 1
        if cells < columns:
            end = block.span.start + len(table)
            yield Match(Span(end - len(last), end), {"row": last, "cells": cells, "columns": columns})


def _are_closed(rows: Sequence[str]) -> bool:
    return all(row.startswith("|") and row.rstrip().endswith("|") for row in rows)
