"""Sentences that a pass broke off: which of them are joined with their rests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from endmark.checks.cuts.rests import begins_inside
from endmark.checks.text.folding import compute_weight
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.sentences import TERMINALS
from endmark.linting.repair.assembly.joint import ELLIPSIS, find_joint, may_go_on
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.conjunctions import drop_conjunction
from endmark.linting.repair.pieces import Sentence
from endmark.linting.repair.stubs import LEAST_SHARED, ends_in_stub

_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+")

_LEAST_RESTART = 3
"""Letters of one that the next pass begins with."""

_MOST_SEARCHED = 50_000_000
"""Letters read to see how halves are joined, a few seconds: for an article of 50,000 letters, a thousand halves."""


def join_halves(assembly: Assembly) -> None:
    """Find the halves that are joined, and what may be the rest of a part that breaks off."""
    letters_left = _MOST_SEARCHED
    for head, rest in iter_torn(assembly):
        fragment = head.sentences[-1].said
        first = rest.sentences[0].said
        if first in assembly.titles:  # of the article: a pass that begins again tells it first
            continue
        restarts = begins_again(assembly, rest, head.sentences[-1])
        if begins_inside(rest.block.text.content) or (
            not restarts and may_go_on(head.block, rest.block, assembly.written)
        ):
            assembly.rests[head.number] = rest
        if len(head.sentences) == 1 and restarts:
            continue
        if any(sentence.said == first for sentence in head.sentences):
            continue
        if head.block.depth < rest.block.depth or rest.block.kind not in ("paragraph", head.block.kind):
            continue
        if _tells_elsewhere(assembly, head, rest):
            continue
        letters_left -= len(assembly.written)
        if letters_left >= 0 and (joint := find_joint(head.block, rest.block, assembly.written)):
            if _stands_behind_line(assembly, rest) and not joint.overlap:
                continue  # a line may part two texts: what both halves say shows that it was the marker's
            assembly.joints[head.number] = rest, joint
            assembly.second_halves.add(rest.number)
            assembly.rests[head.number] = rest
            content = head.block.text.content.rstrip()
            said = fragment.removesuffix(normalize_meaning(content[len(content) - joint.overlap :])) + first
            assembly.tellings.add_joined(said, rest.number)
            assembly.joined[head.number] = said


def _tells_elsewhere(assembly: Assembly, head: Part, rest: Part) -> bool:
    """Whether what might be the rest of a part is what another one before it says: it is no rest then.

    Two sentences may well end with the same words. A pass that begins again within one of them says what follows, too.
    """
    earlier = assembly.tellings.find_earlier(rest, 0)
    if earlier is None or earlier is head:
        return False
    said = rest.sentences[0].said
    if not begins_small(rest) or any(one.said == said for one in earlier.sentences):
        return True
    if len(rest.sentences) > 1:
        return assembly.tellings.find_earlier(rest, 1) is not None
    behind = next((part for part in assembly.iter_behind(rest) if not part.level), None)
    return behind is None or behind.is_marker or not behind.is_text or _is_told(assembly, behind)


def _stands_behind_line(assembly: Assembly, rest: Part) -> bool:
    return rest.number > 0 and assembly.parts[rest.number - 1].block.kind == "thematic-break"


def _is_told(assembly: Assembly, part: Part) -> bool:
    return assembly.tellings.find_earlier(part, 0) is not None


def iter_torn(assembly: Assembly) -> Iterator[tuple[Part, Part]]:
    """Parts that break off at a seam, each with the one behind it; dashes of a marker may stand between as a line."""
    before: Part | None = None
    parted = False
    for part in assembly.parts:
        if part.is_marker or (parted and part.block.kind == "thematic-break"):
            parted = True
            continue
        if parted and before is not None and before.is_text and part.is_text and _is_torn(before, part):
            yield before, part
        before, parted = part, part.is_cut


def _is_torn(head: Part, rest: Part) -> bool:
    """Whether a part breaks off, or ends without a full stop where the next begins within a sentence."""
    if head.breaks_off:
        return True
    content = head.block.text.content.rstrip()
    return not content.endswith(tuple(TERMINALS)) and begins_small(rest)


def begins_small(part: Part) -> bool:
    """Whether a part begins with a small letter, as only the rest of a sentence does; an ellipsis may stand before."""
    content = part.block.text.content
    start = ELLIPSIS.match(content).end()  # type: ignore[union-attr]
    return content[start : start + 1].islower()


def begins_again(assembly: Assembly, part: Part, broken: Sentence) -> bool:
    """Whether a part begins with a broken sentence in full, or takes it up again; a title may stand before it.

    It may say it behind a few words of its own.

    A letter or two are known again as the beginning of a word in capitals: `N` of `NPU`.
    """
    first = next((one for one in part.sentences if one.said not in assembly.titles), part.sentences[0])
    fragment = broken.said
    if not first.said.startswith(fragment):
        core = normalize_meaning(drop_conjunction(broken.content))
        return ends_in_stub(fragment, first.said) or (compute_weight(core) >= LEAST_SHARED and core in first.said)
    if len(fragment) >= _LEAST_RESTART:
        return True
    word = _CAPITALS.match(first.content)
    return word is not None and len(fragment) < len(word[0]) and word[0].casefold().startswith(fragment)
