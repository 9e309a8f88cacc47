"""Where a cut sentence goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from endmark.checks.folding import fold, weight
from endmark.document.blocks import PROSE, Block
from endmark.document.sentences import sentences
from endmark.document.span import Span

_LONGEST_TAIL = 40
"""Characters at the end of a fragment that are looked for elsewhere: more would only miss a small change."""

LEAST_TAIL = 12
"""The least weight of a fragment that can be recognised elsewhere."""

_FARTHEST = 250
"""Blocks before and after a cut in which the whole sentence is looked for: with many cuts, all would take too long."""

LEAST_OVERLAP = 3
"""Characters at a cut that the next passage must begin with, to be the rest of the sentence."""

ELLIPSES = ("...", "…", "‥", "・・・")


class Continuation(NamedTuple):
    """Where the rest of a cut sentence stands: `goes-on` there, `whole` there, or `lost`."""

    fate: Literal["goes-on", "whole", "lost"]
    span: Span | None = None


class Passages:
    """The blocks of one document, searched for the rest of what was cut."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def continuation(self, index: int) -> Continuation:
        """The rest of the sentence that block number `index` breaks off."""
        following = self.following(index)
        fragment = self.fragment(index)
        if following is not None and self.goes_on(fragment, following):
            return Continuation("goes-on", self._blocks[following].span)
        whole = self._whole(index, fragment)
        if whole is not None:
            return Continuation("whole", self._blocks[whole].span)
        return Continuation("lost")

    def following(self, index: int) -> int | None:
        """The next block of prose, when only markers stand between; a heading begins something new."""
        for number in range(index + 1, len(self._blocks)):
            block = self._blocks[number]
            if block.kind == "marker":
                continue
            return number if block.kind in PROSE and block.kind != "heading" else None
        return None

    def fragment(self, index: int) -> str:
        """The sentence that breaks off."""
        content = self._blocks[index].text.content.rstrip()
        last = 0
        for start, _ in sentences(content):
            last = start
        return content[last:]

    def goes_on(self, fragment: str, following: int) -> bool:
        """Whether the sentence goes on in block number `following`."""
        head = self._blocks[following].text.content.lstrip()
        if head.startswith(ELLIPSES) or starts_inside(head):
            return True
        longest = min(len(fragment), len(head), _LONGEST_TAIL)
        return any(head.startswith(fragment[-size:]) for size in range(longest, LEAST_OVERLAP - 1, -1))

    def says(self, text: str) -> bool:
        """Whether these very characters stand in one of the blocks."""
        return any(text in block.text.content for block in self._blocks)

    def holds(self, fragment: str, *, but: int) -> bool:
        """Whether a block near number `but`, and another one, says this and does not break off there, too."""
        folded = fold(fragment)
        if weight(folded) < LEAST_TAIL:
            return False
        nearest = max(0, but - _FARTHEST)
        # Some characters as they are tell quickly where it cannot be.
        glance = fragment.strip()[:LEAST_OVERLAP]
        blocks = enumerate(self._blocks[nearest : but + _FARTHEST], start=nearest)
        return any(
            number != but
            and glance in block.text.content
            and not block.text.content.rstrip().endswith(fragment.strip())
            and folded in fold(block.text.content)
            for number, block in blocks
        )

    def _whole(self, index: int, fragment: str) -> int | None:
        tail = fragment[-_LONGEST_TAIL:]
        if weight(fold(tail)) < LEAST_TAIL:
            return None
        nearest = max(0, index - _FARTHEST)
        for number, block in enumerate(self._blocks[nearest : index + _FARTHEST], start=nearest):
            content = block.text.content
            place = content.find(tail) if number != index else -1
            if 0 <= place < len(content.rstrip()) - len(tail):
                return number
        return None


_INSIDE = frozenset(",，、。．）)」』】》〉”’;；:：!！?？・")


def starts_inside(content: str) -> bool:
    """Whether a text begins with what can only stand inside a sentence: closing punctuation, or a small letter."""
    first = content[:1]
    return first in _INSIDE or first.islower()
