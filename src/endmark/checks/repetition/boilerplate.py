"""What people repeat on purpose.

Blogs and handbooks hardly ever say a paragraph twice, but they quote what they
said, give figures year by year, fill in forms, and begin the entries of a
catalogue with the same words. Reference documentation repeats itself all the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from endmark.checks.repetition.context import RepetitionContext
from endmark.checks.repetition.reference_docs import explains_other_code, is_parallel
from endmark.checks.repetition.runs import Pair, Run
from endmark.checks.repetition.subject import is_about_other_subject
from endmark.checks.repetition.units import Unit
from endmark.checks.text.labels import get_label
from endmark.document.blocks import ATOM
from endmark.document.sentences import TERMINALS

_DIGIT_RUN = re.compile(r"\d+")
_WHOLE_PASSAGE = 3
"""Paragraphs in a row."""

_LONG_PARAGRAPH = 320
"""Weight from which no repeated paragraph of reference documentation was found, in some twenty thousand."""

_LONG_ENTRY = 200
"""Weight from which what stands behind a label is no entry of a form, but an answer in an interview."""

_OWN_WORDS = 30
"""Weight of what a paragraph full of links must say besides them."""

_SURELY_PROSE = 80

_SENTENCE_SIGNS = (*TERMINALS, ":", "：")


def is_boilerplate(run: Run, units: Sequence[Unit], context: RepetitionContext, source: str) -> bool:
    """Whether a run of repeated blocks looks meant; `source` is the text of the document."""
    strong = [pair for pair in run.pairs if pair.strong]
    if len(strong) == 1 and not _is_prose(units[strong[0].copy]):
        return True
    if context.assembled:
        return False
    if all(units[pair.copy].quoted and not units[pair.original].quoted for pair in strong):
        return True
    counted = [pair for pair in strong if not _is_form_entry(units[pair.copy], context)]
    if counted and _is_enumeration(counted, units, source):
        return True
    if context.technical and explains_other_code(run, units, source):
        return True
    return not _is_whole_passage(strong, units) and (not counted or _is_meant(run, counted, units, context))


def _is_meant(run: Run, counted: Sequence[Pair], units: Sequence[Unit], context: RepetitionContext) -> bool:
    if all(units[pair.original].quoted and not units[pair.copy].quoted for pair in counted):
        return True
    if all(pair.likeness == "near" and _is_variant(units[pair.copy], units[pair.original]) for pair in counted):
        return True
    listed = all(units[pair.copy].block.kind == "list-item" for pair in counted)
    if context.technical:
        return listed or is_parallel(run, counted, units, context)
    if _is_around_a_refrain(run, counted, units, context):
        return True
    return listed and all(pair.likeness != "same" for pair in counted)


def _is_enumeration(counted: Sequence[Pair], units: Sequence[Unit], source: str) -> bool:
    """Whether one thing after the other is described in the same words."""
    near = [pair for pair in counted if pair.likeness == "near"]
    if len(counted) < _WHOLE_PASSAGE and any(
        is_about_other_subject(units[pair.copy], units[pair.original], source) for pair in near
    ):
        return True
    return len(near) == len(counted) and not {pair.copy for pair in near}.isdisjoint(pair.original for pair in near)


def _is_variant(copy: Unit, original: Unit) -> bool:
    """Whether two near copies say something else on purpose: other figures, or a formula that leads into a list."""
    texts = copy.block.text.content.rstrip(), original.block.text.content.rstrip()
    if copy.weight < _SURELY_PROSE and all(text.endswith((":", "：")) for text in texts):
        return True
    figures, others = (_DIGIT_RUN.findall(text) for text in texts)
    return len(figures) == len(others) and figures != others


def _is_whole_passage(strong: Sequence[Pair], units: Sequence[Unit]) -> bool:
    """Several paragraphs word for word, or one very long one: nobody writes those twice."""
    paragraphs = [pair for pair in strong if pair.likeness == "same" and units[pair.copy].block.kind == "paragraph"]
    weights = [units[pair.copy].weight for pair in paragraphs]
    return len(weights) >= _WHOLE_PASSAGE or max(weights, default=0) >= _LONG_PARAGRAPH


def _is_form_entry(unit: Unit, context: RepetitionContext) -> bool:
    return get_label(unit.block) in (context.forms if unit.weight < _LONG_ENTRY else context.questionnaire)


def _is_around_a_refrain(run: Run, counted: Sequence[Pair], units: Sequence[Unit], context: RepetitionContext) -> bool:
    """Whether it is one paragraph next to a line that comes up again and again, as in the entries of a catalogue."""
    return len(counted) == 1 and any(
        abs(pair.copy - counted[0].copy) == abs(pair.original - counted[0].original) == 1
        and units[pair.copy].folded in context.refrains
        for pair in run.pairs
    )


def _is_prose(unit: Unit) -> bool:
    """A block repeated by itself counts when it says something besides its links and its code."""
    content = unit.block.text.content
    linked = sum(mark.end - mark.start for mark in unit.block.marks if mark.kind == "Link")
    own = len(content) - linked - content.count(ATOM)
    if 2 * own <= len(content) and own * unit.weight < _OWN_WORDS * len(content):
        return False
    return unit.weight >= _SURELY_PROSE or any(mark in content for mark in _SENTENCE_SIGNS)
