"""A cut sentence → what joins it to its rest, or drops it where the whole sentence stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from endmark.checks.cuts.continuation import ELLIPSES, LEAST_OVERLAP, Passages, starts_inside
from endmark.checks.cuts.endings import UNSPACED, ending
from endmark.checks.edits.block_removal import emptied_headings, removal
from endmark.checks.edits.partial_removal import without_head, without_tail
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.sentences import sentences
from endmark.document.span import Span
from endmark.violation import Edit, Fix

_ELLIPSIS = re.compile(r"(?:\.{3,}|…|‥|・{3,})*")
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"\w+\Z")
_LONGEST_WORD = 40
_SPACELESS = UNSPACED - {"ko"}
"""Languages that put no space between words, either; Korean does."""

_ANCHOR = 8
"""Characters on each side of a cut by which it is looked up."""

_LONGEST_OVERLAP = 4_000
_MOST_PLACES = 16
"""What two passages share is looked for in so many characters, and at so many places at most."""

_JOINABLE = frozenset({"paragraph", "list-item"})
_JOINED = "join the cut sentence with its rest"
_DROPPED = "take out the cut sentence, which stands elsewhere as a whole"


def seam_fix(index: int, passages: Passages, document: Document) -> Fix | str:
    """The fix for the sentence that block number `index` breaks off, or why there is none.

    What the next passage says again is kept once. A rest that stands nowhere is
    never made up, and a fragment without it never taken out.
    """
    block = passages.blocks[index]
    if block.kind not in _JOINABLE:
        return "only paragraphs and list items are joined"
    following = passages.following(index)
    if following is not None and (edit := _joined(index, following, passages, document)):
        return Fix((edit,), safe=False, title=_JOINED)
    fragment = passages.fragment(index)
    if following is not None and _begins_with(passages.blocks[following], fragment):
        return _without_fragment(block, fragment, document, passages.blocks[index + 1 : following])
    if passages.holds_head(fragment, but=index):
        return _without_fragment(block, fragment, document)
    if following is not None and passages.goes_on(fragment, following):
        return "what goes on is set in another way"
    return "the rest of the sentence stands nowhere: write it, or take the fragment out"


def _joined(index: int, number: int, passages: Passages, document: Document) -> Edit | None:
    """The edit that takes out what stands between the two halves of a sentence, with what is said twice."""
    block, following = passages.blocks[index], passages.blocks[number]
    if following.kind not in ("paragraph", block.kind) or following.depth > block.depth:
        return None
    content, rest = block.text.content.rstrip(), following.text.content
    head = _ELLIPSIS.sub("", rest.lstrip(), count=1).lstrip()
    lead = len(rest) - len(head)
    if not head:
        return None
    overlap = _overlap(content, head)
    between = "" if overlap >= LEAST_OVERLAP else _between(content, head, index, passages)
    if between is None and (rest.lstrip().startswith(ELLIPSES) or starts_inside(head)):
        between = _usually_between(content, head, block.language, passages)
    if between is None:
        return None
    overlap = overlap if overlap >= LEAST_OVERLAP else 0
    cut, resume = len(content) - overlap, following.text.source_span(lead, lead + 1).start
    if cut == 0 or _is_inside_mark(block, cut) or _is_inside_mark(following, lead):
        return None
    skipped = document.source.excerpt(Span(following.span.start, resume))
    if skipped.strip().strip(".…‥・"):
        return None
    start = block.text.source_span(cut - 1, cut).end
    if document.source.excerpt(Span(block.text.source_span(0, len(content)).end, block.span.end)).strip():
        return None
    return Edit(Span(start, resume), between)


def _breaks_off(block: Block) -> bool:
    return block.kind in _JOINABLE and ending(block.text.content, {}, block.language).manner != "whole"


def _overlap(content: str, head: str) -> int:
    """How many characters at the end of one text the other begins with: the most there are."""
    content, anchor = content[-_LONGEST_OVERLAP:], head[:_ANCHOR]
    place = content.find(anchor)
    for _ in range(_MOST_PLACES):
        if place < 0:
            break
        if head.startswith(content[place:]):
            return len(content) - place
        place = content.find(anchor, place + 1)
    sizes = range(min(_ANCHOR, len(content), len(head)), 0, -1)
    return next((size for size in sizes if content.endswith(head[:size])), 0)


def _is_inside_mark(block: Block, offset: int) -> bool:
    return any(mark.start < offset < mark.end for mark in block.marks)


def _between(content: str, head: str, index: int, passages: Passages) -> str | None:
    """What stands between the two halves where the whole sentence stands elsewhere; None where it does not."""
    halves = content[-_ANCHOR:], head[:_ANCHOR]
    if min(map(len, halves)) < LEAST_OVERLAP:
        return None
    return next((sign for sign in ("", " ") if passages.says(sign.join(halves), near=index)), None)


def _usually_between(content: str, head: str, language: str, passages: Passages) -> str:
    """A space, but not where the script has none, before punctuation, or in a word that was cut in two."""
    if language in _SPACELESS or not head[0].isalnum():
        return ""
    first, last = _WORD.match(head), _LAST_WORD.search(content[-_LONGEST_WORD:])
    if first and last and last[0] + first[0] in passages.words and passages.words[last[0]] <= 1:
        return ""
    return " "


def _begins_with(following: Block, fragment: str) -> bool:
    """Whether the next passage starts the sentence anew; then even a few words of it are known again."""
    return len(fragment) >= LEAST_OVERLAP and following.text.content.lstrip().startswith(fragment)


def _without_fragment(block: Block, fragment: str, document: Document, markers: Sequence[Block] = ()) -> Fix | str:
    """The fix that takes a fragment out; `markers` part it from the sentence that starts anew, and go with it."""
    content = block.text.content.rstrip()
    cut = len(content) - len(fragment.rstrip())
    kept = len(content[:cut].rstrip())
    if not kept:
        gone = [block, *emptied_headings([block], document)]
        edits = removal(document, [*gone, *markers]) or removal(document, gone)
        return Fix(edits, safe=False, title=_DROPPED) if edits else "the fragment shares its lines with other text"
    edit = without_tail(document, block, kept)
    return Fix((edit,), safe=False, title=_DROPPED) if edit else "the cut is inside emphasis or a link"


def head_fix(index: int, before: int | None, passages: Passages, document: Document) -> Fix | str:
    """The fix for block number `index`, which begins in mid-sentence, or why there is none.

    `before` is the number of the text before it: where that breaks off, the
    halves are joined. Else the sentence goes, where it stands elsewhere as a whole.
    """
    block = passages.blocks[index]
    if (
        before is not None
        and _breaks_off(passages.blocks[before])
        and (edit := _joined(before, index, passages, document))
    ):
        return Fix((edit,), safe=False, title=_JOINED)
    content = block.text.content
    first, *others = sentences(content)
    if not passages.holds_tail(content[slice(*first)], but=index):
        return "the beginning of the sentence stands nowhere: write it, or take the fragment out"
    if not others:
        edits = removal(document, [block, *emptied_headings([block], document)])
        return Fix(edits, safe=False, title=_DROPPED) if edits else "the fragment shares its lines with other text"
    edit = without_head(document, block, others[0][0])
    return Fix((edit,), safe=False, title=_DROPPED) if edit else "the cut is inside emphasis or a link"
