"""Sentences that run around what is shown in the midst of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from endmark.checks.cuts.continuation import begins_as_rest
from endmark.document.blocks import Block, Kind
from endmark.document.scripts import SCRIPTS_IN_CHARACTERS
from endmark.document.sentences import TERMINALS

_SHOWN: frozenset[Kind] = frozenset({"code", "table", "html", "directive", "footnote"})
"""What may stand in the midst of a sentence besides an image, an address or a formula."""

_FARTHEST = 12
"""Things in a row behind which the rest of a sentence is looked for."""

_UNCASED = SCRIPTS_IN_CHARACTERS | {"Arab", "Beng", "Deva", "Hebr"}


def runs_on(blocks: Sequence[Block], index: int, bounds: Collection[int] = (), *, promises: bool) -> bool:
    """Whether the sentence that block number `index` breaks off goes on behind what is shown next.

    What begins there decides: a small letter, a particle, or what else no sentence
    begins with. Where a script has no capitals, an end that `promises` more, such as a comma, and a
    whole sentence after it make one, too. No sentence goes on behind the `bounds` of a
    box, a tab or a branch, the offsets at which their signs start.
    """
    rest = _find_behind(blocks, index, bounds)
    if rest is None or rest.kind not in ("paragraph", blocks[index].kind):
        return False
    content = rest.text.content.lstrip()
    if begins_as_rest(content, rest):
        return True
    return (
        promises
        and rest.script == blocks[index].script
        and rest.script in _UNCASED
        and any(sign in TERMINALS for sign in content)
    )


def _find_behind(blocks: Sequence[Block], index: int, bounds: Collection[int]) -> Block | None:
    """The next text behind what is shown after a block; None when nothing is shown there."""
    for number in islice(range(index + 1, len(blocks)), _FARTHEST):
        block = blocks[number]
        if bounds and block.span.start in bounds:
            return None
        if block.kind not in _SHOWN and block.role != "embed":
            return block if number > index + 1 else None
    return None
