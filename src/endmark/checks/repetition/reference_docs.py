"""What reference documentation repeats on purpose.

It says of one function what it said of another, under a heading of its own; it
lists the same properties again; it opens each example with the same words.
"""

from __future__ import annotations

from collections.abc import Sequence

from endmark.checks.repetition.context import RepetitionContext
from endmark.checks.repetition.runs import Pair, Run
from endmark.checks.repetition.units import Unit

_AT_LENGTH = 140
"""Weight from which a paragraph after a list is no closing formula of that list."""

_FORMULA = 64
"""Weight below which a sentence is a formula that has its place, or is varied on purpose."""

_LED_INTO = frozenset({"list-item", "code", "table", "html", "directive"})
_ENDS_SECTION = frozenset({"heading", "thematic-break", None})


def is_parallel(run: Run, counted: Sequence[Pair], units: Sequence[Unit], context: RepetitionContext) -> bool:
    """Whether a passage says of one thing what was said of another, at the same place in its description.

    `counted` are the pairs of the run that count; there is at least one.
    """
    if _repeats_heading(run, units):
        return False
    if len(counted) == 1 and _is_formula(counted[0], units):
        return True
    if run.pairs[0].copy >= context.tail and (len(counted) > 1 or counted[0].likeness == "same"):
        return False
    return _starts_description(run, counted, units, context)


def explains_other_code(run: Run, units: Sequence[Unit], source: str) -> bool:
    """Whether code stands inside the repeated passage both times, and is not the same.

    A copy that a pass left behind brings its examples along.
    """
    return any(
        copy.code is not None
        and original.code is not None
        and source[slice(*copy.code)] != source[slice(*original.code)]
        for copy, original in ((units[pair.copy], units[pair.original]) for pair in run.pairs[1:])
    )


def _is_formula(pair: Pair, units: Sequence[Unit]) -> bool:
    """Whether a short sentence is varied, leads into a list or an example, or ends a section with a link each time."""
    both = units[pair.copy], units[pair.original]
    if both[0].weight >= _FORMULA or (pair.likeness == "same" and both[0].path == both[1].path):
        return False
    if pair.likeness != "same" or all(unit.after in _LED_INTO for unit in both):
        return True
    return all(unit.after in _ENDS_SECTION and any(mark.kind == "Link" for mark in unit.block.marks) for unit in both)


def _repeats_heading(run: Run, units: Sequence[Unit]) -> bool:
    """Whether a heading is repeated with its text, under the same headings."""
    return any(
        _is_heading(units[pair.copy]) and units[pair.copy].path == units[pair.original].path for pair in run.pairs
    )


def _starts_description(run: Run, counted: Sequence[Pair], units: Sequence[Unit], context: RepetitionContext) -> bool:
    """Whether the passage opens a place of its own: first under a heading, or after code, a list, a component.

    A copy that a pass left behind goes on from the paragraph before it instead.
    """
    first = run.pairs[0]
    before = units[first.copy].before
    at_length = max(units[pair.copy].weight for pair in counted) >= _AT_LENGTH
    if before not in ("paragraph", "thematic-break") and not (before == "list-item" and at_length):
        return True
    if any(_is_in_other_section(units[pair.copy], units[pair.original]) for pair in run.pairs):
        return True
    if _is_about_another(units[first.copy - 1], units[first.original - 1], context) and _are_alike(first, units):
        return True
    near = [units[pair.copy] for pair in counted if pair.likeness != "same"]
    return bool(near) and _is_about_another(units[first.copy], units[first.original], context)


def _is_in_other_section(copy: Unit, original: Unit) -> bool:
    """Whether an equal heading, or what stands under it, belongs to another section: two calls have parameters each."""
    if copy.path == original.path:
        return False
    return _is_heading(copy) or copy.path[-1:] == original.path[-1:]


def _is_heading(unit: Unit) -> bool:
    return unit.block.kind == "heading"


_ALIKE = 0.6


def _are_alike(first: Pair, units: Sequence[Unit]) -> bool:
    """Whether the paragraphs before the passage are variants of each other, too."""
    from rapidfuzz.distance import Indel

    if first.original == 0:
        return False
    return Indel.normalized_similarity(units[first.copy - 1].folded, units[first.original - 1].folded) >= _ALIKE


def _is_about_another(copy: Unit, original: Unit, context: RepetitionContext) -> bool:
    """Whether the inline code differs, and names something that the document speaks of elsewhere, too."""
    return not (set(copy.atoms) - set(original.atoms)).isdisjoint(context.names)
