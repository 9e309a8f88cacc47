"""What a message says of a copy: which lines are equal, how alike they are, and what speaks most for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from endmark.checks.repetition.evidence import Evidence
from endmark.checks.repetition.judgement import Judgement
from endmark.checks.repetition.runs import Pair, Run
from endmark.checks.repetition.units import Unit
from endmark.document.blocks import Block, Kind
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from
from endmark.document.span import Span
from endmark.violation import Reason, Value, make_reason

REWORDED = make_reason("duplicate.in-other-words")
SHARED = make_reason("duplicate.in-some-sentences")
NEARLY = make_reason("duplicate.small-changes")

_WHY: Mapping[str, Reason] = MappingProxyType(
    {
        "beside": make_reason("duplicate.beside"),
        "broken-article": make_reason("duplicate.broken-article"),
        "close": make_reason("duplicate.close"),
        "nothing-else": make_reason("duplicate.nothing-else"),
        "passage": make_reason("duplicate.passage"),
        "same-list": make_reason("duplicate.same-list"),
        "leads-nowhere": make_reason("duplicate.leads-nowhere"),
    }
)
"""What is told of the evidence, where it speaks for a copy; that it is long, or said twice, is seen."""

_NOTHING: frozenset[Kind] = frozenset({"marker", "thematic-break", "comment"})
"""Kinds of blocks between two others that say nothing of their own."""

_MOST_STRETCHES = 4
"""Stretches of lines that are named one by one."""


def describe_copy(judgement: Judgement, units: Sequence[Unit], document: Document) -> Mapping[str, Value]:
    """The values of the message."""
    run = judgement.run
    stretches = _split_at_differences(run, units, document)
    copies = _find_lines(([units[pair.copy].block for pair in stretch] for stretch in stretches), document)
    originals = _find_lines(([units[pair.original].block for pair in stretch] for stretch in stretches), document)
    if is_gathered(run):
        copies, originals = originals, copies
    count = len(run.pairs)
    return {
        "copy": _name_copies(copies),
        "original": _name_originals(originals),
        "size": make_reason("duplicate.size", count=count) if count > 1 else "",
        "how": describe_likeness(run),
        "between": make_reason("duplicate.between") if len(stretches) > 1 else "",
        "restart": make_reason("duplicate.restart") if judgement.sure and _restarts(run, units) else "",
        "why": _name_strongest(judgement),
    }


def is_gathered(run: Run) -> bool:
    """Whether one later block says what several earlier ones say: then it is the repetition, long as it is."""
    original = run.pairs[-1].original
    # Of most runs the first of these says no.
    return len(run.pairs) > 1 and original > run.pairs[-1].copy and all(pair.original == original for pair in run.pairs)


def describe_likeness(run: Run) -> Reason:
    """How alike the two are."""
    likeness = {pair.likeness for pair in run.pairs}
    if "shared" in likeness:
        return SHARED
    if "reworded" in likeness:
        return REWORDED
    if "near" in likeness:
        return NEARLY
    return make_reason("duplicate.word-for-word") if likeness == {"same"} else make_reason("duplicate.in-part")


def span_blocks(blocks: Iterable[Block]) -> Span:
    """From where the first of them begins to where the last one ends."""
    starts, ends = zip(*[block.span for block in blocks], strict=True)
    return Span(min(starts), max(ends))


def _split_at_differences(run: Run, units: Sequence[Unit], document: Document) -> Sequence[Sequence[Pair]]:
    """The stretches of a run between which something else stands at either place: more text, or other code."""
    stretches: list[list[Pair]] = [[run.pairs[0]]]
    for before, after in pairwise(run.pairs):
        goes_on = after.copy - before.copy <= 1 and after.original - before.original <= 1
        if not (goes_on and _is_same_between(before, after, units, document)):
            stretches.append([])
        stretches[-1].append(after)
    return stretches


def _is_same_between(before: Pair, after: Pair, units: Sequence[Unit], document: Document) -> bool:
    copies = _iter_words_between(units[before.copy].block, units[after.copy].block, document)
    originals = _iter_words_between(units[before.original].block, units[after.original].block, document)
    return list(copies) == list(originals)


def _iter_words_between(before: Block, after: Block, document: Document) -> Iterator[Sequence[str]]:
    blocks = document.blocks
    for number in range(find_from(blocks, before.span.start + 1), find_from(blocks, after.span.start)):
        if blocks[number].kind not in _NOTHING:
            yield document.source.get_excerpt(blocks[number].span).split()


_Lines = tuple[int, int]


def _find_lines(stretches: Iterable[Sequence[Block]], document: Document) -> Sequence[_Lines]:
    """The first and the last line of each stretch, each once."""
    spans = (span_blocks(blocks) for blocks in stretches)
    lines = ((document.find_line(span.start), document.find_line(span.end - 1)) for span in spans)
    return list(dict.fromkeys(lines))


def _name_copies(lines: Sequence[_Lines]) -> Reason:
    if len(lines) > 1:
        return make_reason("duplicate.copied-stretches", lines=_list_lines(lines))
    ((first, last),) = lines
    return make_reason("duplicate.copy", first=first, last=last, count=last - first + 1)


def _name_originals(lines: Sequence[_Lines]) -> Reason:
    if len(lines) > 1:
        return make_reason("duplicate.stretches", lines=_list_lines(lines))
    ((first, last),) = lines
    return make_reason("duplicate.lines", first=first, last=last, count=last - first + 1)


def _list_lines(lines: Sequence[_Lines]) -> tuple[Reason, ...]:
    """Some stretches of lines: `3–5, 9`; of many the first ones and the last."""
    listed = [make_reason("duplicate.stretch", first=first, last=last, count=last - first + 1) for first, last in lines]
    if len(listed) > _MOST_STRETCHES:
        listed[_MOST_STRETCHES - 1 : -1] = [make_reason("list.left-out")]
    return tuple(listed)


def _restarts(run: Run, units: Sequence[Unit]) -> bool:
    """Whether the repeated passage is how the article begins, at some length."""
    opening = next((index for index, unit in enumerate(units) if unit.block.kind == "paragraph"), 0)
    return len(run.pairs) > 1 and run.pairs[0].original <= opening


def _name_strongest(judgement: Judgement) -> Value:
    told = [each for each in judgement.evidence if each.name in _WHY]
    return _WHY[max(told, key=_get_log_odds).name] if told else ""


def _get_log_odds(evidence: Evidence) -> float:
    return evidence.log_odds
