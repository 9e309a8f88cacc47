"""Signs: the lines with which a dialect says more than Markdown can."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from endmark.document.blocks import Role
from endmark.document.dialects.places import Edit
from endmark.document.span import Span

STEP = 4
"""Columns by which Python-Markdown indents what belongs to something; CommonMark's for code are as many."""

Action = Literal["open", "close", "switch", "alone"]
"""`open` and `close` are the two ends of a container; `switch` ends one of its alternatives and begins the next, and
opens the container where none is open (`# [C#](#tab/csharp)`); `alone` is complete in itself (an include, an image)."""

Body = Literal["markdown", "indented", "tag", "code", "comment"]
"""What stands between the ends. `markdown`: more of it. `indented`: Markdown that is indented by four columns more
than the sign, and ends where that indentation does. `tag`: Markdown that may be indented by as much as anybody likes,
which says nothing. `code`: nothing that is Markdown. `comment`: nothing that is shown."""

Alternatives = Literal["", "group", "branch", "switched"]
"""`group`: a reader sees one of the branches in it at a time; `branch`: one of these; `switched`: it is parted into
branches by `switch` signs. Branches of the same family that follow each other without a group are one as well."""


class Sign(Struct, frozen=True):
    """One sign; it fills its lines, alone or with others.

    `span` is all of it, `label` that part of it which is shown to readers. A `close` ends
    the last container of its `family` and `name` that is open, and of a `length`
    (of the row of signs it begins with) that is not greater, or the same if `exact`.
    `ends` finds the end of a body that is code or a comment. `key` names a branch whose
    kind is chosen for the whole page, so that others with the same key are shown with it;
    `variable` is what it is a value of, where a condition says so.
    A sign that needs another one and has none is text, unless it is `lone`.
    `indent` is by how many columns more than the sign an indented body begins. A sign that
    `leads` stands before text on its line, the only one that may; `term` is what that defines.
    One that is `first_in_item` stands behind the bullet of a list item, which must not be left with nothing.
    """

    action: Action
    span: Span
    family: str
    name: str = ""
    length: int = 0
    exact: bool = False
    label: Span | None = None
    body: Body = "markdown"
    ends: re.Pattern[str] | None = None
    alternatives: Alternatives = ""
    key: str = ""
    variable: str = ""
    lone: bool = False
    role: Role = "prose"
    indent: int = STEP
    leads: bool = False
    term: Span | None = None
    first_in_item: bool = False


Recognise: TypeAlias = Callable[[str, int, int], Sequence[Sign]]
"""Asked with a text and the first and last offset of what stands on one of its lines, without indentation and signs of
quotes, never with one in code; answers with the signs there, in order, which may go on over the lines that follow, or
with nothing. Nothing else may stand on their lines: what does is found in a text as a whole (`Macros`)."""


class Macros(Struct, frozen=True):
    """What stands in lines and sentences and is to be replaced, in source order.

    `lines` are those that fill whole lines and become directives, `comments` those that
    only their author sees. An edit that takes away more or fewer characters than it puts
    in their place moves what follows, and all positions stay true; one at the start of a
    line must not leave so many blanks that code seems to follow.
    """

    edits: Sequence[Edit] = ()
    lines: Sequence[Span] = ()
    comments: Sequence[Span] = ()


FindMacros: TypeAlias = Callable[[str, int, Sequence[Span]], Macros]
"""Asked with a text, the offset at which to begin, and what it must not touch: code and signs, in order."""
