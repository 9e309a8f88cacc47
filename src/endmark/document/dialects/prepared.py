"""What is made of a text of a dialect, for the parser and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.document.blocks import Block, Role
from endmark.document.span import Span

if TYPE_CHECKING:
    from endmark.document.branches import Branch
    from endmark.document.dialects.places import Places


class Prepared(Struct, frozen=True):
    """What the parser reads, and what it does not.

    `places` lead from offsets in `text` to the source; None where they are the same.
    `blocks` are what was taken out and fills whole lines: directives, code, comments,
    in source order. `comments` are MDX comments. `roles` say what the block that
    stands there is for. `branches` are alternatives, in the order in which they begin.
    `bounds` is where those directives start that open, part or end a container, `unseen`
    where those of them do of which nothing is there when the page is shown.
    """

    text: str
    places: Places | None = None
    blocks: Sequence[Block] = ()
    comments: Sequence[Span] = ()
    roles: Sequence[tuple[Span, Role]] = ()
    branches: Sequence[Branch] = ()
    unseen: frozenset[int] = frozenset()
    bounds: frozenset[int] = frozenset()
