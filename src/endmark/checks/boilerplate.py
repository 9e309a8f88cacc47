"""What people repeat on purpose.

Blogs and handbooks hardly ever say a paragraph twice. Reference documentation
does it all the time, and always in the same ways: it says of one function what
it said of the last, under a heading of its own; it lists the same properties
again; it opens each example with the same words; it fills in forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from endmark.checks.labels import forms_among, label_of
from endmark.checks.runs import Pair, Run
from endmark.checks.units import Unit
from endmark.document.blocks import ATOM
from endmark.document.model import Document
from endmark.document.sentences import TERMINALS

_TECHNICAL = frozenset({"code", "directive"})
_FIGURES = re.compile(r"\d+")
_WHOLE_PASSAGE = 3
"""Paragraphs in a row."""

_LONG_PARAGRAPH = 320
"""Weight from which no repeated paragraph of reference documentation was found, in some twenty thousand."""

_LONG_ENTRY = 200
"""Weight from which what stands behind a label is no entry of a form, but an answer in an interview."""

_OWN_WORDS = 30
"""Weight of what a paragraph full of links must say besides them."""

_SURELY_PROSE = 80
_AT_LENGTH = 140
"""Weight from which a paragraph after a list is no closing formula of that list."""

_FORMULA = 64
"""Weight below which a sentence of reference documentation is a formula that is varied on purpose."""

_SENTENCE_SIGNS = (*TERMINALS, ":", "：")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document is like as a whole.

    `assembled`: end markers stand in it, so that its parts come from several
    passes. `technical`: it shows code, or is full of inline code. `forms` are
    the labels under which it says different things again and again. From unit
    number `tail` on there is nothing but repetition.
    """

    assembled: bool
    technical: bool
    forms: frozenset[str]
    tail: int


def setting_of(document: Document, units: Sequence[Unit], pairs: Iterable[Pair]) -> Setting:
    """Judge a document by its blocks and by what is repeated in it."""
    kinds = {block.kind for block in document.blocks}
    coded = sum(ATOM in unit.block.text.content for unit in units)
    technical = not kinds.isdisjoint(_TECHNICAL) or 4 * coded > len(units)
    forms = forms_among(unit.block for unit in units)
    copies = {pair.copy for pair in pairs if pair.likeness == "same"}
    tail = len(units)
    while tail - 1 in copies:
        tail -= 1
    return Setting("marker" in kinds, technical, forms, tail)


def is_boilerplate(run: Run, units: Sequence[Unit], setting: Setting) -> bool:
    """Whether a run of repeated blocks looks meant."""
    strong = [pair for pair in run.pairs if pair.strong]
    if len(strong) == 1 and not _is_prose(units[strong[0].copy]):
        return True
    if setting.assembled or _is_whole_passage(strong, units):
        return False
    told = [pair for pair in strong if not _fills_a_form(units[pair.copy], setting)]
    if not told:
        return True
    if all(pair.likeness == "near" and _is_variant(units[pair.copy], units[pair.original]) for pair in told):
        return True
    listed = all(units[pair.copy].block.kind == "list-item" for pair in told)
    if not setting.technical:
        return listed and all(pair.likeness != "same" for pair in told)
    if listed:
        return True
    if run.pairs[0].copy >= setting.tail or _repeats_its_heading(run, units):
        return False
    return _is_parallel(run, told, units)


def _is_variant(copy: Unit, original: Unit) -> bool:
    """Whether two near copies say something else on purpose: other figures, or a formula that leads into a list."""
    texts = copy.block.text.content.rstrip(), original.block.text.content.rstrip()
    if copy.weight < _SURELY_PROSE and all(text.endswith((":", "：")) for text in texts):
        return True
    figures, others = (_FIGURES.findall(text) for text in texts)
    return len(figures) == len(others) and figures != others


def _is_whole_passage(strong: Sequence[Pair], units: Sequence[Unit]) -> bool:
    """Several paragraphs word for word, or one very long one: nobody writes those twice."""
    paragraphs = [pair for pair in strong if pair.likeness == "same" and units[pair.copy].block.kind == "paragraph"]
    weights = [units[pair.copy].weight for pair in paragraphs]
    return len(weights) >= _WHOLE_PASSAGE or max(weights, default=0) >= _LONG_PARAGRAPH


def _fills_a_form(unit: Unit, setting: Setting) -> bool:
    return unit.weight < _LONG_ENTRY and label_of(unit.block) in setting.forms


def _is_prose(unit: Unit) -> bool:
    """A block repeated by itself counts when it says something besides its links and its code."""
    content = unit.block.text.content
    linked = sum(mark.end - mark.start for mark in unit.block.marks if mark.kind == "Link")
    own = len(content) - linked - content.count(ATOM)
    if 2 * own <= len(content) and own * unit.weight < _OWN_WORDS * len(content):
        return False
    return unit.weight >= _SURELY_PROSE or any(mark in content for mark in _SENTENCE_SIGNS)


def _repeats_its_heading(run: Run, units: Sequence[Unit]) -> bool:
    """Whether a heading is repeated with its text, under the same headings."""
    return any(
        _is_heading(units[pair.copy]) and units[pair.copy].path == units[pair.original].path for pair in run.pairs
    )


def _is_parallel(run: Run, told: Sequence[Pair], units: Sequence[Unit]) -> bool:
    """Whether the passage opens a place of its own: first under a heading, or after code, a list, a component.

    A copy that a pass left behind goes on from the paragraph before it instead.
    """
    first = run.pairs[0]
    before = units[first.copy].before
    at_length = max(units[pair.copy].weight for pair in told) >= _AT_LENGTH
    if before not in ("paragraph", "thematic-break") and not (before == "list-item" and at_length):
        return True
    if any(units[pair.copy].path != units[pair.original].path for pair in run.pairs if _is_heading(units[pair.copy])):
        return True
    if _speaks_of_another(units[first.copy - 1], units[first.original - 1], units) and _are_alike(first, units):
        return True
    near = [units[pair.copy] for pair in told if pair.likeness != "same"]
    if len(near) == len(told) == 1 and near[0].weight < _FORMULA:
        return True
    return bool(near) and _speaks_of_another(units[first.copy], units[first.original], units)


def _is_heading(unit: Unit) -> bool:
    return unit.block.kind == "heading"


_ALIKE = 0.6


def _are_alike(first: Pair, units: Sequence[Unit]) -> bool:
    """Whether the paragraphs before the passage are variants of each other, too."""
    from rapidfuzz.distance import Indel

    if first.original == 0:
        return False
    return Indel.normalized_similarity(units[first.copy - 1].folded, units[first.original - 1].folded) >= _ALIKE


def _speaks_of_another(copy: Unit, original: Unit, units: Sequence[Unit]) -> bool:
    """Whether the inline code differs, and names something that the document speaks of elsewhere, too."""
    names = set(copy.atoms) - set(original.atoms)
    return any(name in unit.atoms for unit in units if unit is not copy for name in names)
