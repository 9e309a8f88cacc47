"""The roles of paragraphs that stop openly, by what stands around them.

A line without a full stop may be the rest of a sentence that was cut: each of these roles
asks for more than that the line is short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from endmark.document.blocks import Block, Role
from endmark.document.line_forms import weigh
from endmark.document.names import are_names
from endmark.document.sentences import TERMINALS, is_one_sentence

_LINE_WEIGHT = 80
"""Of a title or a caption, in letters, a Chinese, Japanese or Korean character counting as two: they fit on a line."""

_LONGEST_FOREIGN = 200
"""Characters of a caption in another script than the article's."""

_LONGEST_KEY = 40
_LONGEST_CLOSING = 80
_SLIPPED = 2
"""Headings of several sentences from which it is no slip of a hand that paragraphs are set as headings."""

_ENDS = frozenset(TERMINALS)
_COLONS = (":", "：")
_COMMAS = (",", "，", "、", "،")
_SIGNS = "*_ "
"""Halves of an emphasis that nobody closed, beside a line."""
_SHOWING_TAGS = ("<img", "<video", "<iframe", "<picture", "<figure", "<embed", "<object")


def decide_open_roles(
    blocks: Sequence[Block], roles: list[Role], shown: Sequence[int], open_ends: Sequence[int], text: str
) -> None:
    """Change the roles of those of these paragraphs that are no prose.

    `shown` are the numbers of the blocks that readers see, `open_ends` those of paragraphs
    without a full stop, both in order.
    """
    _Neighbours(blocks, roles, shown, open_ends, text).decide()


class _Neighbours:
    """Lives for one article."""

    def __init__(
        self, blocks: Sequence[Block], roles: list[Role], shown: Sequence[int], open_ends: Sequence[int], text: str
    ) -> None:
        self._blocks = blocks
        self._roles = roles
        self._shown = shown
        self._places = {number: place for place, number in enumerate(shown)}
        self._open = open_ends
        self._text = text
        self._script: str | None = None
        self._slipped: bool | None = None

    def decide(self) -> None:
        """Look at each of them in order: what is known of the one before tells something of the next."""
        for number in self._open:
            if self._roles[number] == "prose" and (role := self._read(number)):
                self._roles[number] = role

    def _read(self, number: int) -> Role | None:
        place = self._places[number]
        block = self._blocks[number]
        content = block.text.content.strip(_SIGNS)
        before = self._get(place - 1)
        after = self._get(place + 1)
        if not content or not is_one_sentence(content):
            return None
        if self._closes(place, content):
            self._roles[self._shown[place + 1]] = "signature"
            return "signature"
        if content.endswith(_COMMAS) or not _begins(content):
            return None
        for neighbour in (before, after):
            if neighbour is not None and _explains_term(block) and _explains_term(neighbour):
                return "term"
        if "\n" in content:
            return None
        if before is not None and self._is_caption(place, block, content):
            return "caption"
        if weigh(content) > _LINE_WEIGHT:
            return None
        if before is not None and after is not None and _is_key(before) and _is_key(after):
            return "field"
        return "label" if self._have_slipped() else None

    def _get(self, place: int) -> Block | None:
        return self._blocks[self._shown[place]] if 0 <= place < len(self._shown) else None

    def _closes(self, place: int, content: str) -> bool:
        """Whether it is how a letter closes: a line with a comma, and nothing but names below it."""
        names = self._get(place + 1)
        if names is None or not content.endswith(_COMMAS) or len(content) > _LONGEST_CLOSING:
            return False
        beyond = self._get(place + 2)
        return (
            names.kind == "paragraph"
            and (beyond is None or beyond.kind in ("thematic-break", "footnote"))
            and are_names(names.text.content.strip(), names.script)
        )

    def _is_caption(self, place: int, block: Block, content: str) -> bool:
        """Whether a line stands right below what is shown, and no sentence runs around that."""
        if not self._shows(place - 1):
            return False
        if block.script != self._get_script():  # no sentence goes on in another script
            return len(content) <= _LONGEST_FOREIGN
        first = place - 1
        while first > 0 and self._shows(first - 1):
            first -= 1
        above = self._get(first - 1)
        if above is not None and self._is_open(first - 1, above):
            return False
        below_code = self._blocks[self._shown[place - 1]].kind == "code"
        return weigh(content) <= _LINE_WEIGHT and (not below_code or _begins_in_italics(block))

    def _is_open(self, place: int, block: Block) -> bool:
        content = block.text.content.rstrip()
        return (
            block.kind == "paragraph"
            and self._roles[self._shown[place]] == "prose"
            and content[-1:] not in _ENDS
            and not content.endswith(_COLONS)
        )

    def _shows(self, place: int) -> bool:
        """Whether a picture, a film or code stands there."""
        block = self._blocks[self._shown[place]]
        if block.kind == "code":
            return True
        if block.kind == "html":
            return any(tag in self._text[block.span.start : block.span.end].lower() for tag in _SHOWING_TAGS)
        if self._roles[self._shown[place]] != "embed":
            return False
        return block.kind == "directive" or any(mark.kind == "Image" for mark in block.marks)

    def _get_script(self) -> str:
        """The script of most paragraphs."""
        if self._script is None:
            scripts = Counter(block.script for block in self._blocks if block.kind == "paragraph")
            self._script = scripts.most_common(1)[0][0]
        return self._script

    def _have_slipped(self) -> bool:
        """Whether paragraphs are set as headings here: then headings stand as paragraphs, as slipshod converters do."""
        if self._slipped is None:
            headings = (block.text.content for block in self._blocks if block.kind == "heading")
            several = sum(content[-1:] in _ENDS and not is_one_sentence(content) for content in headings)
            self._slipped = several >= _SLIPPED
        return self._slipped


def _begins(content: str) -> bool:
    return not content[0].islower() and content[0] not in _ENDS


def _begins_in_italics(block: Block) -> bool:
    return any(mark.kind == "Emphasis" and mark.start == 0 for mark in block.marks)


def _is_key(block: Block) -> bool:
    content = block.text.content.rstrip()
    return block.kind == "paragraph" and len(content) <= _LONGEST_KEY and content.endswith(_COLONS)


def _explains_term(block: Block) -> bool:
    """Whether it is words in bold, and what they mean, without a full stop."""
    content = block.text.content.rstrip()
    if block.kind != "paragraph" or not block.marks or content[-1] in _ENDS or not is_one_sentence(content):
        return False
    mark = block.marks[0]
    rest = content[mark.end :]
    return mark.kind == "Strong" and mark.start == 0 and mark.end <= _LONGEST_KEY and rest[:1].isspace()
