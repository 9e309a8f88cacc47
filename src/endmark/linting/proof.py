"""Proof that a repair did no harm: nothing is lost, nothing else changed, nothing new is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from endmark.checks.folding import fold
from endmark.document.blocks import ATOM, Block, Kind
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.engine import Look
from endmark.linting.origins import Origins
from endmark.linting.places import Places
from endmark.linting.said import Said, spoken
from endmark.violation import Fix, Violation

_VERBATIM = frozenset({"code", "table", "html", "footnote", "directive", "comment"})
"""Kinds of blocks that a repair may only take out where the very same stands elsewhere."""

_REFERENCE = re.compile(r"\]\([^)\s]+|\]\[[^\]\n]+\]|\[\^[^\]\n]+\]|https?://[^\s)>\]]+")
"""Where a link leads, or a footnote."""

Fixable: TypeAlias = tuple[Violation, Fix]
"""A violation with its fix."""


def flaw(before: Look, after: Look, chosen: Sequence[Fixable], step: Origins) -> str | None:
    """Why a step of a repair must not be taken; None when it did what it should, and no harm.

    `chosen` are the violations it repairs, with their fixes.
    """
    if after.result.problems and not before.result.problems:
        return f"the article could not be checked afterwards: {after.result.problems[0].message}"
    if chosen and all(fix.rewords for _, fix in chosen):
        edits = [edit.span for _, fix in chosen for edit in fix.edits]
        return (
            _other_structure(before.document, after.document, edits, step)
            or _finding(before.result.violations, after, chosen, step)
            or _hidden(before.result.violations, after, chosen, step)
        )
    waits = all(fix.waits for _, fix in chosen)
    return (
        (_changed_front_matter(before.document, after.document) if not waits else None)
        or _missing_block(before.document, after.document)
        or _missing_reference(before.document, after.document)
        or _lost_sentence(before.document, after.document)
        or _finding(before.result.violations, after, chosen, step)
        or _hidden(before.result.violations, after, chosen, step)
    )


def _other_structure(before: Document, after: Document, edits: Sequence[Span], step: Origins) -> str | None:
    """New words must not make other Markdown or other fields, but of blocks that are replaced as a whole.

    Outside of the edits the text is the same anyway.
    """
    if _fields(before) != _fields(after):
        return "it would change other fields of the front matter"
    touched = Places(edits)
    holders = [
        next((edit for edit in edits if edit.contains(block.span)), None) if touched.meet(block.span) else None
        for block in before.blocks
    ]
    replaced = Places(edit for edit in holders if edit)
    kept = (block for block, holder in zip(before.blocks, holders, strict=True) if holder is None)
    left = (block for block in after.blocks if not replaced.meet(_place_before(block, step)))
    for was, now in zip_longest(map(_form, kept), map(_form, left)):
        if was != now:
            return f"{(was or now or _NO_FORM)[0]} and what comes after it would become something else"
    return None


def _place_before(block: Block, step: Origins) -> Span:
    start = step.before(block.span.start)
    return Span(start, start + 1)


def _form(block: Block) -> tuple[Kind, int, int]:
    return block.kind, block.level, block.depth


_NO_FORM: tuple[Kind, int, int] = ("paragraph", 0, 0)


def _fields(document: Document) -> object:
    front_matter = document.front_matter
    return front_matter and ([(entry.name, entry.kind) for entry in front_matter.fields], len(front_matter.faults))


def _lost_sentence(before: Document, after: Document) -> str | None:
    said = Said(after)
    for text, span in spoken(before):
        folded = fold(text)
        if not said.holds(folded) and said.nearly(folded) is None:
            return f"it would lose “{_shortened(text)}”"
        if ATOM in text and not said.holds_source(fold(before.source.excerpt(span))):
            return f"it would lose “{_shortened(before.source.excerpt(span))}”"
    return None


_SHOWN = 40


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def _changed_front_matter(before: Document, after: Document) -> str | None:
    if _head(before) != _head(after):
        return "it would change the front matter"
    return None


def _head(document: Document) -> str:
    return document.source.excerpt(document.front_matter.span) if document.front_matter else ""


def _missing_block(before: Document, after: Document) -> str | None:
    """Code, tables and the like stay as they are, but for those that stand twice."""
    verbatim = dict.fromkeys(_verbatim(before))
    left = dict.fromkeys(_verbatim(after))
    for text in verbatim:
        if text not in left:
            return f"it would change “{_shortened(text)}”"
    for text in left:
        if text not in verbatim:
            return f"“{_shortened(text)}” would mean something else"
    return None


def _verbatim(document: Document) -> Iterator[str]:
    return (document.source.excerpt(block.span).strip() for block in document.blocks if block.kind in _VERBATIM)


def _missing_reference(before: Document, after: Document) -> str | None:
    left = frozenset(_REFERENCE.findall(after.source.text))
    lost = next((link for link in _REFERENCE.findall(before.source.text) if link not in left), None)
    return None if lost is None else f"it would lose a link ({_shortened(lost.lstrip(']('))})"


def _finding(before: Sequence[Violation], after: Look, chosen: Sequence[Fixable], step: Origins) -> str | None:
    """What is still found though it was repaired, or found only now.

    What a rule says of the whole text may change with the text, and waits. What
    is said twice now was said twice before, even if a larger repetition hid it.
    """
    repaired = {(violation.rule, violation.excerpt): violation.region.span for violation, _ in chosen}
    known = _places(before, None)
    for violation in after.result.violations:
        if not violation.stands or _waits(violation):
            continue
        origin = _origin(violation, step)
        line = violation.region.start.line
        if (place := repaired.get((violation.rule, violation.excerpt))) and place.overlaps(origin):
            return f"{violation.rule} would still be found in line {line}"
        is_repetition = violation.rule in after.repetitions
        if not is_repetition and not known.get(violation.rule, _NOWHERE).meet(origin):
            return f"{violation.rule} would then be found in line {line}"
    return None


def _hidden(before: Sequence[Violation], after: Look, chosen: Sequence[Fixable], step: Origins) -> str | None:
    """What seam is not found any more though nothing was done about it: lost text must not be papered over.

    Taking out a marker repairs nothing but the marker.
    """
    gone = [edit.span for _, fix in chosen for edit in fix.edits]
    touched = (
        Span(edit.span.start - 1, edit.span.end + 1)
        for violation, fix in chosen
        if violation.rule not in after.boundaries
        for edit in fix.edits
    )
    repaired = Places([*gone, *touched])
    left = _places(after.result.violations, step)
    for violation in before:
        span = violation.region.span
        if not violation.stands or violation.rule not in after.cuts | after.boundaries:
            continue
        if not repaired.meet(span) and not left.get(violation.rule, _NOWHERE).meet(span):
            return f"it would hide {violation.rule} in line {violation.region.start.line}"
    return None


def _waits(violation: Violation) -> bool:
    return violation.fix is not None and violation.fix.waits


def _origin(violation: Violation, step: Origins) -> Span:
    """Where what is found now stood before."""
    span = violation.region.span
    return Span(step.before(span.start), step.before(max(span.start, span.end - 1)) + 1)


def _places(violations: Iterable[Violation], step: Origins | None) -> dict[str, Places]:
    """The places of what stands, by rule; with a step, those before it."""
    spans: dict[str, list[Span]] = {}
    for violation in violations:
        if violation.stands:
            place = _origin(violation, step) if step else violation.region.span
            spans.setdefault(violation.rule, []).append(place)
    return {rule: Places(found) for rule, found in spans.items()}


_NOWHERE = Places()
