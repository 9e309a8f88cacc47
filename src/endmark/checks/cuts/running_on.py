"""Sentences that run around what is shown in the midst of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from endmark.checks.cuts.rests import begins_as_rest
from endmark.document.blocks import Block, Kind
from endmark.document.scripts import SCRIPTS_IN_CHARACTERS
from endmark.document.sentences import TERMINALS

_SHOWN: frozenset[Kind] = frozenset({"code", "table", "html", "directive", "footnote"})
"""What may stand in the midst of a sentence besides an image, an address or a formula."""

_FARTHEST = 12
"""Things in a row behind which the rest of a sentence is looked for."""

_UNCASED = SCRIPTS_IN_CHARACTERS | {"Arab", "Beng", "Deva", "Hebr"}


def runs_on(blocks: Sequence[Block], index: int, bounds: Collection[int] = ()) -> bool:
    """Whether the sentence that block number `index` breaks off goes on behind what is shown next.

    What begins there decides: a small letter, a particle, or what else no sentence
    begins with. No sentence goes on behind the `bounds` of a
    box, a tab or a branch, the offsets at which their signs start.
    """
    rest = _find_behind(blocks, index, bounds)
    return rest is not None and begins_as_rest(rest.text.content.lstrip(), rest)


def may_run_on(blocks: Sequence[Block], index: int, bounds: Collection[int] = ()) -> bool:
    """Whether one that promises more may go on there: the script has no capitals, and a whole sentence follows."""
    rest = _find_behind(blocks, index, bounds)
    return (
        rest is not None
        and rest.script == blocks[index].script
        and rest.script in _UNCASED
        and any(sign in TERMINALS for sign in rest.text.content)
    )


def _find_behind(blocks: Sequence[Block], index: int, bounds: Collection[int]) -> Block | None:
    """The next text of its kind behind what is shown after a block; None when nothing is shown there."""
    for number in islice(range(index + 1, len(blocks)), _FARTHEST):
        block = blocks[number]
        if bounds and block.span.start in bounds:
            return None
        if block.kind not in _SHOWN and block.role != "embed":
            fits = number > index + 1 and block.kind in ("paragraph", blocks[index].kind)
            return block if fits else None
    return None
