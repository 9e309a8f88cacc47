"""Places where somebody must still choose between two versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.checks import CheckKind, Scope
from endmark.document.conflict_signs import may_have_conflicts
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.violation import Match, Related, make_reason

if TYPE_CHECKING:
    from endmark.document.conflicts import Conflict

KIND: CheckKind = "markup"
VALUES = frozenset({"what"})

_WHO_KNOWS = make_reason("conflict.choose")
_OTHER_IS_LOST = make_reason("conflict.other-lost")
_MARK_HERE = make_reason("conflict.mark-here")


class Options(Struct, frozen=True):
    """There is nothing to choose."""


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:  # noqa: ARG001
    """Yield each conflict, and each mark that is left of one, in the front matter, too; not in code."""
    text = document.source.text
    if not may_have_conflicts(text):
        return
    from endmark.document.conflicts import iter_conflicts

    code = [block.span for block in select_kinds(document.blocks, {"code"})]
    for conflict in iter_conflicts(text, 0, code):
        yield _build_match(conflict, text)


def _build_match(conflict: Conflict, text: str) -> Match:
    first = text[slice(*conflict.marks[0])].strip()
    if not conflict.is_whole:
        return Match(conflict.span, {"what": make_reason("conflict.mark", mark=first)}, no_fix_reason=_OTHER_IS_LOST)
    related = tuple(Related(mark, _MARK_HERE) for mark in conflict.marks[1:])
    return Match(
        conflict.span, {"what": make_reason("conflict.versions", mark=first)}, related, no_fix_reason=_WHO_KNOWS
    )
