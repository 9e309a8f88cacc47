"""Whole sentences before the end of a pass that lack nothing but their full stop: they get it."""

from __future__ import annotations

from endmark.checks.cuts.ending_model import judge_ending
from endmark.checks.cuts.rests import begins_as_rest
from endmark.linting.repair.assembly.fragments import ends_pass
from endmark.linting.repair.assembly.halves import iter_torn
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part

_WHOLE = 4.0
"""Nats from which a sentence ends where its text does: it is fifty times likelier than that it goes on."""


def close_sentences(assembly: Assembly) -> None:
    """Find the paragraphs that stay before the end of a pass, and end as whole sentences do, without a full stop.

    Which sign that is the sentence or the paragraph before them shows.
    """
    torn = {head.number: rest for head, rest in iter_torn(assembly)}
    before: Part | None = None
    for part in assembly.texts:
        if part.gone:
            continue
        rest = torn.get(part.number)
        goes_on = rest is not None and begins_as_rest(rest.block.text.content, rest.block)
        if not goes_on and _lacks_only_stop(assembly, part) and (sign := _find_sign(part, before)):
            assembly.stops[part.number] = sign
        before = part


def _lacks_only_stop(assembly: Assembly, part: Part) -> bool:
    if not part.breaks_off or part.block.kind != "paragraph" or part.number in assembly.joints:
        return False
    if part.last < len(part.sentences) or part.takes_in or not assembly.assembled or assembly.is_fixed(part):
        return False
    likely = judge_ending(part.block.text.content.rstrip(), part.block.language)
    return likely is not None and likely >= _WHOLE and ends_pass(assembly, part)


def _find_sign(part: Part, before: Part | None) -> str:
    """The sign with which the last whole sentence before the end of a part ends, if it is a full stop."""
    whole = part.sentences[:-1] or (before.sentences if before and before.block.language == part.block.language else ())
    sign = whole[-1].content.rstrip()[-1:] if whole else ""
    return sign if sign in _FULL_STOPS else ""


_FULL_STOPS = (".", "。", "।", "۔")
