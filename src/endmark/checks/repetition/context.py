"""What a document is like as a whole, so far as it decides what may be repeated in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from endmark.checks.repetition.runs import Pair
from endmark.checks.repetition.units import Unit
from endmark.checks.text.labels import find_forms, get_label
from endmark.document.blocks import ATOM
from endmark.document.model import Document

_TECHNICAL = frozenset({"code", "directive"})
_REFRAIN = 3


@dataclass(frozen=True, slots=True)
class RepetitionContext:
    """What a document is like as a whole.

    `assembled`: end markers stand in it, so that its parts come from several
    passes. `technical`: it shows code, or is full of inline code. `forms` are
    the labels under which it says different things again and again;
    `questionnaire` those of them that no section has twice. `refrains` are the
    lines said after three different others, `names` the inline code that at
    least two units show. From unit number `tail` on there is nothing but repetition.
    """

    assembled: bool
    technical: bool
    forms: frozenset[str]
    questionnaire: frozenset[str]
    refrains: frozenset[str]
    names: frozenset[str]
    tail: int


def build_context(document: Document, units: Sequence[Unit], pairs: Iterable[Pair]) -> RepetitionContext:
    """Judge a document by its blocks and by what is repeated in it."""
    kinds = {block.kind for block in document.blocks}
    coded = sum(ATOM in unit.block.text.content for unit in units)
    technical = not kinds.isdisjoint(_TECHNICAL) or 4 * coded > len(units)
    forms = find_forms(unit.block for unit in units)
    copies = {pair.copy for pair in pairs}
    tail = len(units)
    while tail - 1 in copies:
        tail -= 1
    return RepetitionContext(
        "marker" in kinds,
        technical,
        forms,
        _find_questionnaire(units, forms),
        _find_refrains(units),
        _find_names(units),
        tail,
    )


def _find_questionnaire(units: Sequence[Unit], forms: Container[str]) -> frozenset[str]:
    sections: dict[str, list[tuple[str, ...]]] = {}
    for unit in units:
        if (label := get_label(unit.block)) in forms and label:
            sections.setdefault(label, []).append(unit.path)
    return frozenset(label for label, paths in sections.items() if len(set(paths)) == len(paths))


def _find_names(units: Sequence[Unit]) -> frozenset[str]:
    shown_by = Counter(name for unit in units for name in set(unit.atoms))
    return frozenset(name for name, count in shown_by.items() if count > 1)


def _find_refrains(units: Sequence[Unit]) -> frozenset[str]:
    predecessors: dict[str, set[str]] = {}
    before = ""
    for unit in units:
        if unit.block.kind != "heading":
            predecessors.setdefault(unit.folded, set()).add(before)
        before = unit.folded
    return frozenset(folded for folded, places in predecessors.items() if len(places) >= _REFRAIN)
