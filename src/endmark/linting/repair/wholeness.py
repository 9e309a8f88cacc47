"""Whether an article stays whole while it is repaired: its titles with their text, its order, its heads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from msgspec import Struct

from endmark.checks.cuts.rests import begins_inside
from endmark.checks.cuts.seam_fix import breaks_off
from endmark.checks.text.continued import drop_continued
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.repair.pieces import (
    LABEL_LEVEL,
    Sentence,
    begins_with_title,
    get_title_end,
    get_title_level,
    is_title,
    iter_document_sentences,
)
from endmark.linting.repair.span_set import SpanSet


def iter_titles_gone_with_text(document: Document, cut: SpanSet) -> Iterator[Span]:
    """The titles that are taken out together with all that stands below them.

    A later pass often gives another title to what an earlier one said: it names nothing any more.
    """
    open_: list[tuple[Block, bool | None]] = []
    done: list[tuple[Block, bool | None]] = []
    for block in document.blocks:
        if begins_with_title(block):
            while open_ and get_title_level(open_[-1][0]) >= LABEL_LEVEL:
                done.append(open_.pop())
            if cut.get_holding(block.span) is not None:
                yield Span(block.span.start, get_title_end(block))
        elif is_title(block):
            while open_ and get_title_level(open_[-1][0]) >= get_title_level(block):
                done.append(open_.pop())
            open_.append((block, None))
        elif block.kind != "marker" and open_:
            gone = cut.get_holding(block.span) is not None
            open_ = [(title, gone and emptied is not False) for title, emptied in open_]
    for title, emptied in (*done, *open_):
        if emptied and cut.get_holding(title.span) is not None:
            yield title.span


_LEAST_TOLD = 16
"""Letters of a sentence whose place counts: shorter ones are said again for good reason."""


class _Told(Struct, frozen=True):
    """What is told and how often: the first places of all that is said, those where it stays, and the passes.

    `passes` says of each sentence which pass tells it, `gone` whether it is taken out there.
    """

    sentences: Sequence[Sentence]
    first: Mapping[str, int]
    stays: Mapping[str, int]
    passes: Sequence[int]
    gone: Sequence[bool]


def find_moved(was: Document, cut: SpanSet, written: str) -> Iterator[Sentence]:
    """The sentences whose first telling is taken out, while something that was first told after them stays before them.

    `written` is what comes in the place of what is taken out. What the article ends with may have been told first in
    the middle, as what a pass ended with.
    """
    if not _moves_any(was, cut, written):
        return
    told = _list_told(was, cut)
    new_before = [0]
    for number, sentence in enumerate(told.sentences):
        new_before.append(new_before[-1] + (told.first[sentence.said] == number and not told.gone[number]))
    moved: dict[int, int] = {}
    for said, number in told.first.items():
        left = told.stays.get(said, number)
        is_behind = left > number and new_before[left] > new_before[number + 1]
        if is_behind and told.sentences[number].content not in written and not _goes_on_with_title(told, number):
            moved[number] = left
    start = _find_ending(told) if moved else 0
    ending = {number for number, left in moved.items() if left >= start}
    if ending and not _is_conclusion(told, ending, min(moved[number] for number in ending)):
        ending.clear()
    yield from (told.sentences[number] for number in moved if number not in ending)


def _moves_any(was: Document, cut: SpanSet, written: str) -> bool:
    """Whether there is such a sentence: mostly none is, and all sentences of an article are ten times its size."""
    told: set[int] = set()  # hashes
    new = 0
    waiting: dict[str, int] = {}
    for sentence in iter_document_sentences(was):
        said = sentence.said
        if len(said) < _LEAST_TOLD:
            continue
        is_first = (key := hash(said)) not in told
        told.add(key)
        if cut.overlaps(sentence.span):
            if is_first and sentence.content not in written:
                waiting[said] = new
            continue
        if new > waiting.pop(said, new):
            return True
        new += is_first
    return False


def _list_told(was: Document, cut: SpanSet) -> _Told:
    sentences = [one for one in iter_document_sentences(was) if len(one.said) >= _LEAST_TOLD]
    first: dict[str, int] = {}
    stays: dict[str, int] = {}
    gone: list[bool] = []
    for number, sentence in enumerate(sentences):
        first.setdefault(sentence.said, number)
        gone.append(cut.overlaps(sentence.span))
        if not gone[-1]:
            stays.setdefault(sentence.said, number)
    markers = [block.span.start for block in was.blocks if block.kind == "marker"]
    passes = [bisect_left(markers, sentence.span.start) for sentence in sentences]
    return _Told(sentences, first, stays, passes, gone)


def _goes_on_with_title(told: _Told, number: int) -> bool:
    """Whether a title says that it goes on with one that stays before it."""
    content = told.sentences[number].content
    bare = drop_continued(content)
    return bare != content and told.stays.get(normalize_meaning(bare), number) < number


def _find_ending(told: _Told) -> int:
    """The number of the first sentence behind which only stays what was told before, if in halves, and goes there."""
    in_order = sorted(told.first)
    number = len(told.sentences)
    while number:
        said = told.sentences[number - 1].said
        first = told.first[said]
        if first == number - 1:
            begun = in_order[bisect_left(in_order, said) - 1]
            first = told.first[begun] if said.startswith(begun) else first
        if not (told.gone[number - 1] or (first < number - 1 and told.gone[first])):
            break
        number -= 1
    return number


def _is_conclusion(told: _Told, ending: Container[int], last: int) -> bool:
    """Whether what stays behind the first telling of an ending was told in a later pass, or by its own before it."""
    its_own = told.passes[last]
    before = {told.sentences[number].said for number in range(last) if told.passes[number] == its_own}
    latest: int | None = None
    for number in range(last):
        if number in ending:
            latest = told.passes[number]
        elif latest is not None and not told.gone[number]:
            said = told.sentences[number].said
            if told.first[said] == number and told.passes[number] <= latest and said not in before:
                return False
    return latest is not None and latest < its_own


def find_emptied(was: Document, now: Document, map_back: Callable[[int], int]) -> Iterator[Block]:
    """The titles under which something stood, and nothing does any more, wherever they stand now."""
    titles = [(block.span.start, block.text.content.partition("\n")[0], filled) for block, filled in _iter_titles(was)]
    starts = {start for start, _, is_filled in titles if is_filled}
    filled = {content for _, content, is_filled in titles if is_filled}
    filled -= {content for _, content, is_filled in titles if not is_filled}
    for block, is_filled in _iter_titles(now):
        if not is_filled and (map_back(block.span.start) in starts or block.text.content in filled):
            yield block


def find_beheaded(was: Document, now: Document, cut: SpanSet, map_back: Callable[[int], int]) -> Iterator[Block]:
    """The blocks that begin within a sentence, and no longer stand behind the text that broke off before them.

    A rest of which that text is the beginning goes with it, or is joined with it.
    """
    before: dict[int, Block] = {rest.span.start: head for head, rest in _iter_torn(was)}
    if not before:
        return
    above: Block | None = None
    for block in now.blocks:
        if block.kind == "marker" or not block.text.content:
            continue
        head = before.get(map_back(block.span.start))
        if head is not None and begins_inside(block.text.content):
            stays = above is not None and map_back(above.span.end - 1) + 1 == head.span.end
            if not stays and cut.overlaps(Span(head.span.end - 1, head.span.end)):
                yield block
        above = block


def _iter_torn(document: Document) -> Iterator[tuple[Block, Block]]:
    """Texts that break off before an end marker, each with the rest behind it."""
    head: Block | None = None
    parted = False
    for block in document.blocks:
        if block.kind == "marker":
            parted = True
            continue
        if not block.text.content:
            continue
        if parted and head is not None and begins_inside(block.text.content) and breaks_off(head):
            yield head, block
        head, parted = block, False


def _iter_titles(document: Document) -> Iterator[tuple[Block, bool]]:
    """The titles, each with whether something stands below it before the next one of its level or above."""
    title: Block | None = None
    for block in document.blocks:
        if block.kind == "marker":
            continue
        if title is not None:
            yield title, not (is_title(block) and get_title_level(block) <= get_title_level(title))
        if begins_with_title(block):
            yield block, True
        title = block if is_title(block) else None
    if title is not None:
        yield title, False
