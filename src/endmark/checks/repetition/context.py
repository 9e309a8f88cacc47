"""What a document is like as a whole, so far as it decides what may be repeated in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from endmark.checks.repetition.runs import Pair
from endmark.checks.repetition.units import Units, find_repeated
from endmark.checks.text.labels import get_label, select_forms
from endmark.document.blocks import ATOM
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds

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


def build_context(document: Document, units: Units, pairs: Iterable[Pair]) -> RepetitionContext:
    """Judge a document by its blocks and by what is repeated in it."""
    kinds = find_kinds(document.blocks)
    repeated = find_repeated(units.hashes)
    coded = 0
    said: dict[str, set[str]] = {}
    sections: dict[str, list[tuple[str, ...]]] = {}
    shown_by: Counter[str] = Counter()
    predecessors: dict[str, set[str]] = {}
    before = ""
    for unit in units:  # once: many are made anew each time
        content = unit.block.text.content
        coded += ATOM in content
        if label := get_label(unit.block):
            said.setdefault(label, set()).add(content)
            sections.setdefault(label, []).append(unit.path)
        shown_by.update(set(unit.atoms))
        if unit.block.kind != "heading" and hash(unit.folded) in repeated:
            predecessors.setdefault(unit.folded, set()).add(before)
        before = unit.folded
    forms = select_forms(said)
    copies = {pair.copy for pair in pairs}
    tail = len(units)
    while tail - 1 in copies:
        tail -= 1
    return RepetitionContext(
        assembled="marker" in kinds,
        technical=not kinds.isdisjoint(_TECHNICAL) or 4 * coded > len(units),
        forms=forms,
        questionnaire=frozenset(label for label in forms if len(set(sections[label])) == len(sections[label])),
        refrains=frozenset(folded for folded, places in predecessors.items() if len(places) >= _REFRAIN),
        names=frozenset(name for name, count in shown_by.items() if count > 1),
        tail=tail,
    )
