"""What each block is for.

Decided once, when the blocks and their languages are known, and by the block itself and
its neighbours alone. Ordinary prose is let through at its last character; a dialect
that knows what its own lines are says so first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from endmark.document.blocks import ATOM, Block, Kind, Role
from endmark.document.first_sight import CITING_SIGNS, LONGEST_LINE, LONGEST_STAMP
from endmark.document.late_pattern import compile_late
from endmark.document.packed_blocks import set_roles
from endmark.document.role_neighbours import OpenEnds, decide_open_roles
from endmark.document.sentences import CLOSERS, TERMINALS

MEANINGS: Mapping[Role, str] = {
    "prose": "sentences, or nothing that a reader could read",
    "label": "names what follows or stands beside it: words in bold, the title of a tab, a notice",
    "caption": "says what is shown: `Figure 3: …`",
    "attribution": "says whose words or whose picture it is: `— Name`, `Source: …`, `By …`",
    "signature": "is signed, or is how a letter closes",
    "lead-in": "introduces what follows: a list, code, a table, a definition",
    "embed": "shows something: an image, an address or a link alone",
    "formula": "mathematics on lines of its own, in which a sentence may go on",
    "include": "stands for the text of another file",
    "term": "is defined by what follows, with its definition where both stand in one block",
    "verse": "short lines that end where they end, or lines in two languages below each other",
    "stamp": "a date, a time, a price or a version alone",
    "field": "`Key: value` lines",
}
"""What a block of each role does."""

WEIGHTLESS: frozenset[Role] = frozenset({"attribution", "embed", "include", "stamp"})
"""Nothing is said in them: their like may stand on a page any number of times."""

_READ: frozenset[Kind] = frozenset({"paragraph", "list-item", "quote", "footnote"})
_INTRODUCED: frozenset[Kind] = frozenset({"list-item", "code", "html", "table", "directive", "quote"})
"""A paragraph may well stop openly in front of these: it introduces them."""

_INTRODUCED_ROLES: frozenset[Role] = frozenset({"term", "include"})
_ENDS = frozenset(TERMINALS)
_CLOSERS = frozenset(CLOSERS)

_LONG_PROSE = 100
"""Characters from which a text that ends with a full stop is prose, whatever it begins with."""

_BEGINNING = 40
"""Characters in which a key and its colon stand."""

_POINTING = 40
"""Characters at the end in which a line points at what is shown next."""

_SIGNS = frozenset(":：＝=/／｜\n")
_BRACKETS = {")": "(", "）": "（", "]": "[", "］": "［", "】": "【", "〕": "〔"}
_DIGIT = compile_late(r"\d")
_ITEM_BEGINNINGS = CITING_SIGNS | {ATOM, *"<hw"}
"""Those of attributions, images and addresses."""


def decide_roles(blocks: Sequence[Block], text: str, unseen: Collection[int] = ()) -> Sequence[Block]:
    """The blocks, each with its role; `text` is what they were read from.

    Blocks that start at `unseen` offsets show nothing, and stand between no others. A role
    other than prose that a block has already stays.
    """
    roles: list[Role] = []
    before: Block | None = None
    content = ""
    waiting = -1  # the number of `before`, when it is a paragraph that stops openly
    open_ends = OpenEnds()
    noted = False
    for number, block in enumerate(blocks):
        kind, role = block.kind, block.role
        if kind in _READ and role == "prose":
            content = block.text.content
            if content and not (_is_plain_item(block, content) if kind == "list-item" else _is_plain(content)):
                from endmark.document.role_reading import read_role  # an article of plain paragraphs has none

                role = read_role(block, text, before)
        elif kind == "heading" and role == "prose" and _is_subtitle(block, before):
            role = "label"
        roles.append(role)
        if kind == "comment" or (unseen and block.span.start in unseen):
            continue
        if waiting >= 0 and before is not None:
            if kind in _INTRODUCED or role in _INTRODUCED_ROLES or (role == "embed" and _points_on(before)):
                roles[waiting] = "lead-in"
            waiting = -1
        if kind == "paragraph" and role == "prose" and content and content[-1] not in _ENDS:
            waiting = number
            open_ends.add(number, block)
        noted = noted or kind == "footnote"
        before = block
    if open_ends.all:
        decide_open_roles(blocks, roles, open_ends, text, unseen)
    if noted and (last := _find_notes_heading(blocks)) is not None:
        roles[last] = "lead-in"
    return set_roles(blocks, roles)


def _is_plain(content: str) -> bool:
    """Whether it is prose at first sight, as most is: a text without any sign of something else, and its full stop."""
    if content[-1] not in _ENDS and (content[-1] not in _CLOSERS or content[-2:-1] not in _ENDS):
        return False
    return len(content) >= _LONG_PROSE or (content[0] not in CITING_SIGNS and _SIGNS.isdisjoint(content[:_BEGINNING]))


def _is_plain_item(block: Block, content: str) -> bool:
    """Whether nothing at its beginning shows that it is more than one of a list; few have a full stop."""
    if content[0] in _ITEM_BEGINNINGS or (block.marks and block.marks[0].end >= len(content)):
        return content[-1] in _ENDS and len(content) >= _LONG_PROSE
    return len(content) > LONGEST_STAMP or not _DIGIT.search(content)


def _is_subtitle(block: Block, before: Block | None) -> bool:
    """Whether a heading goes on with the one before it, or with the title, in brackets: `(Or why not)`."""
    content = block.text.content
    return (
        content[-1:] in _BRACKETS
        and content[0] == _BRACKETS[content[-1]]
        and (before is None or before.kind == "heading")
    )


def _points_on(block: Block) -> bool:
    """Whether a paragraph that stops openly says that something is shown next."""
    from endmark.document.role_words import get_role_words

    content = block.text.content
    words = get_role_words(block.language, block.script)
    return len(content) <= LONGEST_LINE and words.points_on(content[-_POINTING:])


def _find_notes_heading(blocks: Sequence[Block]) -> int | None:
    """The number of the last heading, when nothing stands under it but the footnotes that a renderer puts there."""
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        if block.kind not in ("footnote", "comment"):
            from endmark.document.role_words import get_role_words

            named = block.text.content.strip().casefold()
            words = get_role_words(block.language, block.script)
            return number if block.kind == "heading" and named in words.notes else None
    return None
