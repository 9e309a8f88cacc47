"""What is known of the passes of an article, and what is decided about each part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.repair.assembly.joint import Joint
from endmark.linting.repair.assembly.likenesses import Likenesses
from endmark.linting.repair.assembly.parts import Part, list_titles, read_parts
from endmark.linting.repair.assembly.run_together import part_titles
from endmark.linting.repair.assembly.telling import Tellings
from endmark.linting.repair.span_set import SpanSet


class Assembly:
    """The parts of an article, what becomes of each, and which halves are joined.

    `sure` are the places of which a check says that they repeat others by mistake, `cuts` those where it says that
    the text surely breaks off. Of an article that was not `assembled` only what stands directly below its original
    goes, word for word the same.

    `joints` are the halves that are joined, by the number of the first, `joined` what they say together,
    `second_halves` the numbers of the others, `rests` what may be the rest of a part that breaks off. What is
    `contested` says something else in nearly the same words, and stays; `contests` are the numbers of those before it
    that it contradicts. Of the `stubs` the last words go, which say nothing yet; `stops` are the full stops that
    parts lack, and nothing else. `told` is what earlier parts say, `told_next` what the next pass says anew;
    `told_by` are the parts that say what a part says last, `told_first` what one says first and leaves out,
    `originals` the numbers of those that say any of it, `near` the sentences that it says in nearly the same words,
    `stands_for` the number of the one that tells a sentence so, `fuller` those of its own that say more than such a
    one, and `light` the numbers of those too short to go by themselves. What is `ended_again` goes for what the
    article ends with. Parts of their `own` keep only what no other says, though others say what they said last.
    """

    def __init__(
        self, document: Document, sure: SpanSet, cuts: SpanSet, *, assembled: bool, likenesses: Likenesses | None = None
    ) -> None:
        self.document = document
        self.sure = sure
        self.assembled = assembled
        self.parts = read_parts(document, cuts if assembled else SpanSet())
        self.titles = list_titles(document, self.parts)
        part_titles(self.parts, self.titles.keys())
        self.texts = [part for part in self.parts if part.is_text]
        self.tellings = Tellings(self.parts, likenesses)
        self.written = "\n".join(part.block.text.content for part in self.parts if part.sentences)
        self.said_before = list(_iter_last(self.parts, lambda part: not part.is_marker))
        self.titles_before = list(_iter_last(self.parts, lambda part: part.level > 0))
        self.shown_again = _list_shown_again(document, self.parts)
        self.joints: dict[int, tuple[Part, Joint]] = {}
        self.joined: dict[int, str] = {}
        self.second_halves: set[int] = set()
        self.rests: dict[int, Part] = {}
        self.contested: set[int] = set()
        self.contests: defaultdict[int, set[int]] = defaultdict(set)
        self.stubs: set[int] = set()
        self.stops: dict[int, str] = {}
        self.told: set[int] = set()
        self.told_next: set[int] = set()
        self.told_by: dict[int, Part] = {}
        self.told_first: dict[int, Part] = {}
        self.originals: dict[int, AbstractSet[int]] = {}
        self.near: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        self.stands_for: dict[tuple[int, int], int] = {}
        self.fuller: defaultdict[int, set[int]] = defaultdict(set)
        self.light: set[int] = set()
        self.ended_again: set[int] = set()
        self.own: set[int] = set()

    def is_fixed(self, part: Part) -> bool:
        """Whether it stands where nothing is taken out: in HTML, or in one of several branches."""
        return bool(self.document.html and self.document.html.holds(part.block.span.start)) or bool(
            self.document.branches
        )

    def may_repeat(self, part: Part) -> bool:
        """Whether a part may tell again what stands before it: it stands behind a seam, or a check says so up to it."""
        return part.telling > 0 or self.sure.overlaps(Span(0, part.block.span.end))

    def get_title(self, part: Part) -> Part | None:
        """The last title before a part."""
        number = self.titles_before[part.number]
        return self.parts[number] if number >= 0 else None

    def iter_behind(self, part: Part) -> Iterator[Part]:
        """The parts behind a part."""
        return (self.parts[number] for number in range(part.number + 1, len(self.parts)))

    def is_beside(self, part: Part, originals: Sequence[Part]) -> bool:
        """Whether only markers stand between a part and the one that says it."""
        return self.said_before[part.number] <= max(original.number for original in originals)


def _iter_last(parts: Iterable[Part], is_wanted: Callable[[Part], bool]) -> Iterator[int]:
    """For each part the number of the last one before it that is wanted; -1 where there is none."""
    last = -1
    for part in parts:
        yield last
        if is_wanted(part):
            last = part.number


def _list_shown_again(document: Document, parts: Iterable[Part]) -> set[int]:
    """The numbers of the parts without sentences that stand before, sign for sign: code, tables, pictures."""
    shown: set[str] = set()
    again: set[int] = set()
    for part in parts:
        if not part.sentences and not part.is_marker:
            written = document.source.get_excerpt(part.block.span)
            if written in shown:
                again.add(part.number)
            shown.add(written)
    return again
