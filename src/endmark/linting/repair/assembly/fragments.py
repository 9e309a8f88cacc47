"""Pieces of sentences that stand elsewhere as a whole, or say nothing yet: they go."""

from __future__ import annotations

from endmark.checks.cuts.rests import begins_inside
from endmark.checks.text.folding import compute_weight
from endmark.checks.text.meaning import normalize_meaning
from endmark.linting.repair.assembly.halves import begins_again, begins_small, iter_torn
from endmark.linting.repair.assembly.joint import ELLIPSIS, may_meet
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.conjunctions import drop_conjunction
from endmark.linting.repair.stubs import LEAST_FRAGMENT, is_begun_title, is_stub


def drop_fragments(assembly: Assembly) -> None:
    """Take out the sentences that a pass broke off and that stand elsewhere as a whole, or say nothing yet."""
    torn = {head.number: rest for head, rest in iter_torn(assembly)}
    for part in assembly.texts:
        if part.gone or not part.breaks_off or part.last < len(part.sentences) or part.number in assembly.joints:
            continue
        rest = torn.get(part.number)
        if assembly.is_fixed(part) or not (rest or ends_pass(assembly, part)):
            continue
        restarts = rest is not None and begins_again(assembly, rest, part.sentences[-1])
        if not restarts and _is_stub(assembly, part, rest):
            assembly.stubs.add(part.number)
        elif not _stands_elsewhere(assembly, part, rest, restarts=restarts):
            continue
        if rest is not None and restarts:
            rest.drop_ellipsis()
        if part.first == len(part.sentences) - 1:
            part.gone = True
            if restarts:
                assembly.told_next.add(part.number)
            elif part.number not in assembly.stubs:
                assembly.told.add(part.number)
        else:
            part.last = len(part.sentences) - 1


def _stands_elsewhere(assembly: Assembly, part: Part, rest: Part | None, *, restarts: bool) -> bool:
    """Whether the sentence that a part breaks off stands as a whole elsewhere, and what follows is not its rest."""
    fragment = part.sentences[-1].said
    if not restarts:
        may_be_rest = part.number in assembly.rests and rest is not None and rest.keeps_head
        if may_be_rest:
            return False
        # However short it is, what stands before it tells where it is said as a whole.
        if len(part.sentences) > 1 and assembly.tellings.goes_on_elsewhere(fragment, part.sentences[-2].said, part):
            return True
        if compute_weight(fragment) < LEAST_FRAGMENT:
            return False
    elif rest is not None and rest.keeps_head and rest.sentences[0].said == fragment:
        return True
    tellings = assembly.tellings
    if tellings.find_longer(fragment, part) or tellings.find_retaken(fragment, part):
        return True
    content = part.sentences[-1].content
    return tellings.is_within(normalize_meaning(drop_conjunction(content)), part)


def _is_mended(head: Part) -> bool:
    """Whether the sentence that a part breaks off is taken out."""
    return head.gone or head.last < len(head.sentences)


def _is_stub(assembly: Assembly, part: Part, rest: Part | None) -> bool:
    """Whether a part surely breaks off after a word or two that say nothing, and what follows is not their rest.

    Nor does a title in bold say anything that breaks off where no text follows.
    """
    if not part.is_cut:
        return False
    if rest is None and len(part.sentences) == 1 and is_begun_title(part.block.text.content):
        return True
    if not is_stub(part.sentences[-1].content):
        return False
    return rest is None or not may_meet(part.block, rest.block, assembly.written)


def ends_pass(assembly: Assembly, part: Part) -> bool:
    """Whether a seam follows, and behind it no text that could be the rest."""
    following = next(assembly.iter_behind(part), None)
    return part.is_cut or (following is not None and following.is_marker)


def drop_rests(assembly: Assembly) -> None:
    """Take out the rests of sentences that stand alone where a pass begins, and elsewhere with their beginning.

    So go the dots with which a pass begins that says nothing of such a rest.
    """
    needed = assembly.second_halves | {
        rest.number for head, rest in iter_torn(assembly) if begins_small(rest) and not _is_mended(head)
    }
    for part in assembly.texts:
        if not assembly.assembled or assembly.is_fixed(part) or part.number in assembly.contested:
            continue
        begins_pass = part.number > 0 and assembly.parts[part.number - 1].is_marker
        if begins_pass and ELLIPSIS.fullmatch(part.block.text.content.strip()):
            part.gone = True
            assembly.told.add(part.number)
        if part.gone or len(part.sentences) > 1 or part.breaks_off or part.number in needed:
            continue
        if not (begins_pass or assembly.sure.overlaps(part.block.span)) or compute_weight(part.said) < LEAST_FRAGMENT:
            continue
        if not begins_pass and not begins_inside(part.block.text.content):
            continue
        if assembly.tellings.find_tail(part.said, part) is not None:
            part.gone = True
            assembly.told.add(part.number)
