"""What has no sentences, and what holds others: each goes and stays with what it belongs to."""

from __future__ import annotations

from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.assembly.parts import Part


def take_solids_along(assembly: Assembly) -> None:
    """Code, tables and the like go where the very same stands before, with the telling that they belong to.

    They belong to the text before them; directly below a title or at the beginning of a pass, to what follows. A line
    that only parts two texts is like any other: there it goes only with what follows.
    """
    following: Part | None = None
    before_told: set[int] = set()
    for part in reversed(assembly.parts):
        if part.number not in assembly.shown_again:
            following = part
        elif (following is not None and following.gone) or (
            part.block.kind != "thematic-break" and (following is None or following.is_marker or following.level)
        ):
            before_told.add(part.number)
    before: Part | None = None
    for part in assembly.parts:
        if part.number in assembly.shown_again and not (part.gone or assembly.is_fixed(part)):
            if before is None or before.level or before.is_marker:
                part.gone = part.telling > 0 and part.number in before_told
            else:
                part.gone = before.gone
        elif part.sentences or part.is_marker:
            before = part


def keep_holders(assembly: Assembly) -> None:
    """A list item stays with those that stay within it: without it, they would be read as something else."""
    holders: list[Part] = []
    for part in assembly.parts:
        if part.block.kind != "list-item":
            holders.clear()
            continue
        while holders and holders[-1].block.depth >= part.block.depth:
            holders.pop()
        for holder in () if part.gone else reversed(holders):
            if not holder.gone:
                break
            holder.gone = False
        holders.append(part)
