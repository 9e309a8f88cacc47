"""Where an article may hold a remark to whoever had it made: in outer texts, short paragraphs and notes set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import Literal, TypeAlias

from msgspec import Struct

from endmark.checks.text.folding import compute_weight
from endmark.checks.text.outer_texts import OuterPlace, find_outer_texts, is_in_quotation, leads_into_shown
from endmark.document.blocks import ATOM, Block, Kind, Role
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from
from endmark.document.sentences import iter_sentences

RemarkPlace: TypeAlias = Literal["title", "head", "seam", "tail", "note", "inside"]

_NOTE = compile_late(
    r"(?m)^[ \t]*[*_]{0,3}"
    r"(?:\[[^\]\n]*\](?![(:\[])|\([^\n]*\)|［.*］|（.*）|【.*】|〔.*〕|[{<](?![A-Za-z0-9_.:/-]*[}>])[^{}<>=/\"\n]*[}>]|＜.*＞)"
    r"[*_]{0,3}[ \t.。।۔]*$"
)
"""A line all in brackets."""

_MOST_NOTES = 20
"""So many such lines are looked at: an article in which there are more has its own use for them."""

_LEAST, LONGEST = 12, 400
"""Characters of a remark: a shorter text says too little, and the longest that a model was seen to add has 390."""

_OPENING, _CLOSING = "[(［（【〔{<＜", "])］）】〕}>＞"
_NOTED: frozenset[Kind] = frozenset({"paragraph", "list-item", "quote", "html"})
_SHORT = 200
"""Characters of a paragraph within the article that may be one: two or three sentences."""

_SENTENCE = 20
"""Letters of it at least, a Chinese, Japanese or Korean character counting as two: titles that lost their sign, and
words alone on their line, stand between paragraphs as well."""

_MOST_INSIDE = 800
"""So many short paragraphs and last sentences are looked at."""

_INSIDE: frozenset[Role] = frozenset({"prose", "lead-in", "field"})
"""A remark that ends with a colon looks like a text that leads in, and one that names its reader like a field."""

_OF_PROGRAMS = "{<"
_SENTENCE_END = compile_late(r"[.!?…][^\w\s]*\s+|[。！？।۔؟][」』”\s]*")

_DASHES = "-–—―"
_SENTENCES = 2
"""So many sentences at one end of a text are a remark, where it has more."""


class Remark(Struct, frozen=True):
    """A text that may be one: the block it stands in, from where to where in what readers see of it, and its place."""

    block: Block
    start: int
    end: int
    place: RemarkPlace

    @property
    def text(self) -> str:
        """What readers see of it."""
        return self.block.text.content[self.start : self.end]


def iter_remarks(document: Document) -> Iterator[Remark]:
    """The texts that may be a remark: those at the edges, then notes, then paragraphs within, each in order."""
    blocks = document.blocks
    edges = find_outer_texts(blocks)
    for number, place in sorted(edges.items()):
        block = blocks[number]
        yield from _cut_remarks(block, place, leads_in=leads_into_shown(blocks, number))
    lines = list(islice(_NOTE.finditer(document.source.text), _MOST_NOTES))
    said = Counter(line[0] for line in lines)
    seen = set(edges)
    for line in lines:
        number = find_from(blocks, line.end()) - 1
        # What is said several times is a habit of the author.
        if number < 0 or number in seen or said[line[0]] > 1:
            continue
        seen.add(number)
        block = blocks[number]
        content = block.text.content
        if _LEAST <= len(content) <= LONGEST and block.kind in _NOTED and _is_bracketed(content):
            yield Remark(block, 0, len(content), "note")
    if edges:
        yield from islice(_iter_inside(blocks, seen), _MOST_INSIDE)


def _iter_inside(blocks: Sequence[Block], seen: Container[int]) -> Iterator[Remark]:
    """The short paragraphs of the article, but for those with these numbers, and the last sentences of others.

    What names code is said to readers, and so is what leads to what is shown next.
    """
    for number, block in enumerate(blocks):
        if block.kind != "paragraph" or number in seen or block.role not in _INSIDE:
            continue
        content = block.text.content
        if len(content) > LONGEST or content[:1] in _OF_PROGRAMS or ATOM in content or leads_into_shown(blocks, number):
            continue
        if len(content) <= _SHORT and compute_weight(content) >= _SENTENCE:
            yield Remark(block, 0, len(content), "inside")
        start = _find_last_sentence(content)
        if start and len(content) - start <= _SHORT and compute_weight(content[start:]) >= _SENTENCE:
            yield Remark(block, start, len(content), "inside")


def _find_last_sentence(content: str) -> int:
    """Where it begins, by a quick look: 0 where there is no other."""
    start = 0
    for found in _SENTENCE_END.finditer(content, 0, max(0, len(content) - _LEAST)):
        start = found.end()
    return start


def _cut_remarks(block: Block, place: OuterPlace, *, leads_in: bool) -> Iterator[Remark]:
    """The sentences at the end of a text where articles end, and at its beginning elsewhere: two together, then one.

    The last one of a text that `leads_in` to what is shown next is said to who reads that.
    """
    content = block.text.content
    sentences = [(start, end) for start, end in iter_sentences(content) if content[start:end].strip()]
    ranges = [] if place == "tail" else [sentences[:_SENTENCES], sentences[:1]]
    if place in ("tail", "seam"):
        ranges += [sentences[-_SENTENCES:], sentences[-1:]]
    for start, end in dict.fromkeys((chosen[0][0], chosen[-1][1]) for chosen in ranges if chosen):
        if _LEAST <= end - start <= LONGEST and not (leads_in and end == sentences[-1][1]):
            yield Remark(block, start, end, "note" if _is_bracketed(content[start:end]) else place)


def _is_bracketed(text: str) -> bool:
    return text[:1] in _OPENING and text[-1:] in _CLOSING


def is_quoted(remark: Remark, blocks: Sequence[Block]) -> bool:
    """Whether somebody in the article says it: half of it or more is a quotation, or a dash begins a turn."""
    content = remark.block.text.content
    if content[remark.start] in _DASHES or is_in_quotation(blocks, find_from(blocks, remark.block.span.start)):
        return True
    from endmark.checks.text.quotations import iter_quotations  # few remarks are likely ones

    spans = iter_quotations(content)
    quoted = sum(max(0, min(remark.end, span.end) - max(remark.start, span.start)) for span in spans)
    return 2 * quoted >= remark.end - remark.start
