"""A passage said twice → what takes the second telling out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from endmark.checks.edits.block_removal import iter_emptied_headings, remove_blocks
from endmark.checks.edits.partial_removal import remove_head
from endmark.checks.repetition.restatement import find_differing_words, is_restated
from endmark.checks.repetition.runs import Run
from endmark.checks.repetition.unit_meanings import UnitMeanings
from endmark.checks.repetition.units import Unit
from endmark.document.blocks import PROSE, Block
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Reason, make_reason

_KINDS_BETWEEN = frozenset({"marker", "thematic-break"})
"""Kinds of blocks that go with the two repeated ones they stand between."""

_IN_HTML = make_reason("duplicate.in-html")

_KINDS_SAID_TWICE = frozenset({"code", "table", "html"})
"""Kinds of blocks that go, too, where the very same stands elsewhere."""


def build_repetition_fix(run: Run, units: Sequence[Unit], document: Document, title: Reason) -> Fix | Reason:
    """The fix that leaves one telling of a run, or why there is none.

    The later telling goes, and so does one that is only a part. Where two
    tellings differ in their wording, the longer is kept, at the first place;
    where they say different things, both.
    """
    if any(document.html.holds(units[index].block.span.start) for pair in run.pairs for index in pair[:2]):
        return _IN_HTML
    gone: list[Block] = []
    edits: list[Edit] = []
    for pair in run.pairs:
        copy, original = units[pair.copy].block, units[pair.original].block
        shorter, longer = (
            (copy, original) if len(units[pair.copy].folded) <= len(units[pair.original].folded) else (original, copy)
        )
        if not pair.is_verbatim and not is_restated(shorter, longer):
            continue
        if not pair.is_verbatim and longer is copy:
            if copy.kind != original.kind or copy.depth:
                continue
            edits.append(Edit(original.span, document.source.get_excerpt(copy.span)))
        gone.append(copy)
    if not gone:
        return explain_difference(run, units)
    if units[run.pairs[-1].copy].block.span == gone[-1].span:
        gone += _iter_trailing(run, units, document)
    return _build_removal(gone, document, title, edits)


def explain_difference(run: Run, units: Sequence[Unit]) -> Reason:
    """Why neither of two tellings that differ is taken out, with the first words in which they do, if there are any."""
    for pair in run.pairs:
        one, other = units[pair.original].block, units[pair.copy].block
        if pair.likeness == "near" and (words := find_differing_words(one, other)):
            if not (words.one and words.other):
                return make_reason("duplicate.differing-word", word=words.one or words.other)
            return make_reason("duplicate.differing-words", one=words.one, other=words.other)
    return make_reason("duplicate.differing")


def build_gathered_fix(
    run: Run, units: Sequence[Unit], document: Document, title: Reason, meanings: UnitMeanings
) -> Fix | Reason:
    """The fix for one later block that says what several earlier ones say: it goes, or its beginning does.

    A pass that begins with the whole article in one line goes on behind it.
    """
    number = run.pairs[0].original
    later = units[number]
    if document.html.holds(later.block.span.start):
        return _IN_HTML
    content = later.block.text.content
    kept = next(
        (start for start, end in iter_sentences(content) if not meanings.is_said_before(number, content[start:end])),
        None,
    )
    if kept is None:
        return _build_removal([later.block], document, title)
    edit = remove_head(document, later.block, kept) if kept else None
    return Fix((edit,), safe=False, title=title) if edit else make_reason("duplicate.own-text")


def _build_removal(
    blocks: Sequence[Block], document: Document, title: Reason, edits: Sequence[Edit] = ()
) -> Fix | Reason:
    """The fix that takes blocks out, and makes these other edits."""
    gone = [*blocks, *_iter_between(blocks, document)]
    removed = remove_blocks(document, [*gone, *iter_emptied_headings(gone, document)])
    if removed is None:
        return make_reason("duplicate.shared-lines")
    together = sorted((*edits, *removed), key=_get_span)
    if any(one.span.end > other.span.start for one, other in pairwise(together)):
        return make_reason("duplicate.nested")
    return Fix(tuple(together), safe=False, title=title)


def _get_span(edit: Edit) -> Span:
    return edit.span


def _get_start(block: Block) -> int:
    return block.span.start


def _iter_between(blocks: Sequence[Block], document: Document) -> Iterator[Block]:
    """What stands between two repeated blocks and has no meaning without them."""
    ordered = sorted(blocks, key=_get_start)
    for one, other in pairwise(ordered):
        first = find_from(document.blocks, one.span.start + 1)
        last = find_from(document.blocks, other.span.start)
        between = document.blocks[first:last]
        if not any(block.kind in PROSE and block.text.content for block in between):
            yield from (block for block in between if block.kind in _KINDS_BETWEEN or _is_twice(block, document))


def _iter_trailing(run: Run, units: Sequence[Unit], document: Document) -> Iterator[Block]:
    """What follows both tellings alike, and goes with the later one."""
    blocks = document.blocks
    last = run.pairs[-1]
    index, later = (find_from(blocks, units[side].block.span.start + 1) for side in (last.original, last.copy))
    while index < later < len(blocks) and blocks[later].kind in _KINDS_SAID_TWICE:
        if document.source.get_excerpt(blocks[index].span) != document.source.get_excerpt(blocks[later].span):
            return
        yield blocks[later]
        index, later = index + 1, later + 1


def _is_twice(block: Block, document: Document) -> bool:
    """Whether the very same stands earlier."""
    written = document.source.get_excerpt(block.span)
    return block.kind in _KINDS_SAID_TWICE and document.source.text.find(written, 0, block.span.start) >= 0
