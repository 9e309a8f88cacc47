"""Where a cut sentence goes on."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import Literal, NamedTuple

from endmark.checks.cuts.rests import ELLIPSES, LEAST_TAIL, begins_as_rest
from endmark.checks.cuts.word_runs import WordRuns
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.meaning import contains_meaning, normalize_meaning
from endmark.document.blocks import PROSE, Block
from endmark.document.late_pattern import compile_late
from endmark.document.packed_blocks import iter_contents
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span

_TAIL_CHARACTERS = 40
"""Characters at the end of a fragment that are looked for elsewhere: more would only miss a small change."""

_FARTHEST = 250
"""Blocks before and after a cut in which the whole sentence is looked for: with many cuts, all would take too long."""

LEAST_OVERLAP = 3
"""Characters at a cut that the next passage must begin with, to be the rest of the sentence."""

_ACROSS = 2
"""Characters on each side of a cut. Of cuts put at random into Chinese, Japanese and Korean articles 22, 41 and 45 in a
hundred stand elsewhere with their rest; with what begins in the next block instead, 2, 6 and none in a thousand."""

_CHARACTERS = compile_late(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")
_WORD = compile_late(r"\w+")


class Continuation(NamedTuple):
    """Where the rest of a cut sentence stands: `goes-on` there, `whole` there, or `lost`."""

    fate: Literal["goes-on", "whole", "lost"]
    span: Span | None = None


_BATCH = 2_000
"""Texts that are joined together: of a hundred thousand, not all need be there at once."""


class _JoinedTexts:
    """Texts in one string, which is searched at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        ahead = iter(texts)
        parts: list[str] = []
        self._starts = array("I", (0,))
        while batch := list(islice(ahead, _BATCH)):
            parts.append("\n".join(batch))
            first = self._starts.pop()
            self._starts.extend(accumulate((len(text) + 1 for text in batch), initial=first))
        self.whole = "\n".join(parts)

    def find(self, text: str, first: int, last: int) -> bool:
        """Whether it stands in one of the texts from number `first` up to `last`."""
        return next(self.iter_holders(text, first, last), None) is not None

    def iter_holders(self, text: str, first: int, last: int) -> Iterator[int]:
        """The numbers of those texts that hold it."""
        most = len(self._starts) - 1
        start, end = self._starts[max(0, min(first, most))], self._starts[min(last, most)]
        while (place := self.whole.find(text, start, end)) >= 0:
            number = bisect_right(self._starts, place) - 1
            yield number
            start = self._starts[number + 1]


class BlockIndex:
    """The blocks of one document, searched for the rest of what was cut."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._meanings: dict[int, str] = {}

    def find_continuation(self, index: int) -> Continuation:
        """The rest of the sentence that block number `index` breaks off."""
        following = self.find_following(index)
        fragment = self.get_fragment(index)
        if following is not None and self.goes_on(fragment, following):
            return Continuation("goes-on", self.blocks[following].span)
        holder = self._find_whole(index, fragment)
        if holder is not None:
            return Continuation("whole", self.blocks[holder].span)
        return Continuation("lost")

    def find_following(self, index: int) -> int | None:
        """The next block of prose, when only markers stand between; a heading begins something new."""
        for number in range(index + 1, len(self.blocks)):
            kind = self.blocks[number].kind
            if kind != "marker":
                return number if kind in PROSE and kind != "heading" else None
        return None

    def get_fragment(self, index: int) -> str:
        """The sentence that breaks off."""
        content = self.blocks[index].text.content.rstrip()
        last = 0
        for start, _ in iter_sentences(content):
            last = start
        return content[last:]

    def goes_on(self, fragment: str, following: int) -> bool:
        """Whether the sentence goes on in block number `following`."""
        block = self.blocks[following]
        head = block.text.content.lstrip()
        if head.startswith(ELLIPSES) or begins_as_rest(head, block):
            return True
        if self.reads_across(fragment, head, near=following):
            return True
        longest = min(len(fragment), len(head), _TAIL_CHARACTERS)
        return any(head.startswith(fragment[-size:]) for size in range(longest, LEAST_OVERLAP - 1, -1))

    def reads_across(self, fragment: str, head: str, *, near: int) -> bool:
        """Whether the characters on both sides of a cut stand together in a block near that number.

        That can be told of scripts in which so few make a word.
        """
        across = fragment.rstrip()[-_ACROSS:] + head[:_ACROSS]
        return (
            len(across) == 2 * _ACROSS
            and _CHARACTERS.fullmatch(across) is not None
            and self.has_text(across, near=near)
        )

    def has_text(self, text: str, *, near: int) -> bool:
        """Whether these very characters stand in a block near number `near`."""
        return self._written.find(text, near - _FARTHEST, near + _FARTHEST)

    def holds_head(self, fragment: str, *, but: int) -> bool:
        """Whether a block near number `but`, and another one, says this and more after it."""
        end = fragment.rstrip()
        return any(not text.endswith(end) for text in self._iter_holders(fragment, but))

    def holds_tail(self, fragment: str, *, but: int) -> bool:
        """Whether a block near number `but`, and another one, says this and more before it."""
        beginning = fragment.lstrip()
        return any(not text.startswith(beginning) for text in self._iter_holders(fragment, but))

    def _iter_holders(self, fragment: str, but: int) -> Iterator[str]:
        folded, meaning = fold(fragment), normalize_meaning(fragment)
        if compute_weight(folded) >= LEAST_TAIL:
            for number in self._folded.iter_holders(folded, but - _FARTHEST, but + _FARTHEST):
                if number != but and contains_meaning(self._get_meaning(number), meaning):
                    yield self.blocks[number].text.content.strip()

    def _get_meaning(self, number: int) -> str:
        if number not in self._meanings:
            self._meanings[number] = normalize_meaning(self.blocks[number].text.content)
        return self._meanings[number]

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands in the blocks."""
        return Counter(_WORD.findall(self._written.whole))

    @cached_property
    def runs(self) -> WordRuns:
        """Those words among them that stand in letters among Chinese, Japanese or Korean text."""
        return WordRuns(self._written.whole)

    @cached_property
    def _written(self) -> _JoinedTexts:
        return _JoinedTexts(iter_contents(self.blocks))

    @cached_property
    def _folded(self) -> _JoinedTexts:
        return _JoinedTexts(map(fold, iter_contents(self.blocks)))

    def _find_whole(self, index: int, fragment: str) -> int | None:
        tail = fragment[-_TAIL_CHARACTERS:]
        if compute_weight(fold(tail)) < LEAST_TAIL:
            return None
        for number in self._written.iter_holders(tail, index - _FARTHEST, index + _FARTHEST):
            content = self.blocks[number].text.content
            place = content.find(tail) if number != index else -1
            if 0 <= place < len(content.rstrip()) - len(tail):
                return number
        return None
