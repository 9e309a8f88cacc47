"""The roles of paragraphs that stop openly, by what stands around them.

A line without a full stop may be the rest of a sentence that was cut: each of these roles
asks for more than that the line is short.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Sequence
from operator import methodcaller

from endmark.document.blocks import Block, Role
from endmark.document.late_pattern import compile_late
from endmark.document.line_forms import weigh
from endmark.document.packed_blocks import find_kinds, iter_contents, select_kinds
from endmark.document.scripts import CJK
from endmark.document.sentences import COLONS, TERMINALS, is_one_sentence

_LINE_WEIGHT = 80
"""Of a title or a caption, in letters, a Chinese, Japanese or Korean character counting as two: they fit on a line."""

_LONGEST_FOREIGN = 200
"""Characters of a caption in another script than the article's."""

_LONGEST_TERM = 40
_KEY_WEIGHT = 24
"""Of a key above its value, in the same letters: `Opening hours:`. A sentence that introduces something is longer."""

_LONGEST_CLOSING = 80
_SLIPPED = 2
"""Headings of several sentences from which it is no slip of a hand that paragraphs are set as headings."""

_ENDS = frozenset(TERMINALS)
_END_IN_COLON = methodcaller("endswith", COLONS)
_COMMAS = frozenset(",，、،")
_CLAUSES = compile_late(r"[，、；،]|[,;]\s")
"""What parts clauses, as titles and captions have them seldom."""

_CJK = compile_late(f"[{CJK}]")
"""Names in Latin letters stand among these, and may be most of a line."""

_OPENLY_ENDED = _ENDS | set(COLONS)
"""What a paragraph that is complete ends with, or one that leads into what follows."""

_SIGNS = "*_ "
"""Halves of an emphasis that nobody closed, beside a line."""
_LAST_SIGNS = _COMMAS | set(_SIGNS)
_AFTER_NAMES = ("thematic-break", "footnote")
_SHOWING_TAGS = ("<img", "<video", "<iframe", "<picture", "<figure", "<embed", "<object")


def decide_open_roles(
    blocks: Sequence[Block], roles: list[Role], open_ends: OpenEnds, text: str, unseen: Collection[int]
) -> None:
    """Change the roles of those of these paragraphs that are no prose.

    Blocks that start at `unseen` offsets show nothing.
    """
    neighbours = _Neighbours(blocks, roles, text, unseen)
    neighbours.decide(open_ends.all if neighbours.tell_of_plain_lines() else open_ends.signed)


class OpenEnds:
    """The numbers of paragraphs without a full stop, in order, and of those that have marks or a sign at the end."""

    def __init__(self) -> None:
        self.all = array("I")
        self.signed = array("I")

    def add(self, number: int, block: Block) -> None:
        """Take one up."""
        self.all.append(number)
        if block.marks or block.text.content[-1] in _LAST_SIGNS:
            self.signed.append(number)


class _Neighbours:
    """Lives for one article."""

    def __init__(self, blocks: Sequence[Block], roles: list[Role], text: str, unseen: Collection[int]) -> None:
        self._blocks = blocks
        self._roles = roles
        self._text = text
        self._unseen = unseen
        self._script: str | None = None
        self._slipped: bool | None = None
        kinds = find_kinds(blocks)
        self._all_shown = not unseen and "comment" not in kinds
        self._showing = not kinds.isdisjoint(("code", "html"))

    def tell_of_plain_lines(self) -> bool:
        """Whether any may show what a line is for that has neither marks nor a comma; of very many it is asked once."""
        return self._showing or "embed" in self._roles or self._have_keys() or self._have_slipped()

    def decide(self, open_ends: Sequence[int]) -> None:
        """Look at each of them in order: what is known of the one before tells something of the next."""
        for number in open_ends:
            if self._roles[number] != "prose":
                continue
            block = self._blocks[number]
            content = block.text.content.strip(_SIGNS)
            if not content or not (role := self._read(number, block, content)) or not is_one_sentence(content):
                continue
            self._roles[number] = role
            if role == "signature":
                self._roles[self._step(number, 1)] = role

    def _read(self, number: int, block: Block, content: str) -> Role | None:
        """The role of a paragraph, if it holds one sentence at most."""
        if content[-1] in _COMMAS:
            return "signature" if self._closes(number, content) else None
        if not _begins(content):
            return None
        before, after = self._step(number, -1), self._step(number, 1)
        if block.marks and _explains_term(block) and (self._explains_term(before) or self._explains_term(after)):
            return "term"
        if "\n" in content:
            return None
        if before >= 0 and self._is_caption(before, block, content):
            return "caption"
        if weigh(content) > _LINE_WEIGHT or "，" in content:
            return None
        if self._is_key(before) and self._is_key(after):
            return "field"
        return "label" if not _CLAUSES.search(content) and self._have_slipped() else None

    def _step(self, number: int, by: int) -> int:
        """The number of the block that readers see next to that one; -1 when there is none."""
        number += by
        if self._all_shown:
            return number if number < len(self._blocks) else -1
        while 0 <= number < len(self._blocks):
            block = self._blocks[number]
            if block.kind != "comment" and not (self._unseen and block.span.start in self._unseen):
                return number
            number += by
        return -1

    def _explains_term(self, number: int) -> bool:
        return number >= 0 and _explains_term(self._blocks[number])

    def _is_key(self, number: int) -> bool:
        return number >= 0 and _is_key(self._blocks[number])

    def _closes(self, number: int, content: str) -> bool:
        """Whether it is how a letter closes: a line with a comma, and nothing but names below it."""
        after = self._step(number, 1)
        if after < 0 or len(content) > _LONGEST_CLOSING:
            return False
        names = self._blocks[after]
        beyond = self._step(after, 1)
        if names.kind != "paragraph" or (beyond >= 0 and self._blocks[beyond].kind not in _AFTER_NAMES):
            return False
        from endmark.document.names import are_names  # few articles close so

        return are_names(names.text.content.strip(), names.script)

    def _is_caption(self, before: int, block: Block, content: str) -> bool:
        """Whether a line stands right below what is shown, and no sentence runs around that."""
        if not self._shows(before):
            return False
        if block.script != self._get_script() and not (block.script == "Latn" and _CJK.search(content)):
            # No sentence goes on in another script.
            return len(content) <= _LONGEST_FOREIGN
        if weigh(content) > _LINE_WEIGHT or _CLAUSES.search(content):
            return False
        if self._blocks[before].kind == "code" and not _begins_in_italics(block):
            return False
        above = before
        while above >= 0 and self._shows(above):
            above = self._step(above, -1)
        return above < 0 or not self._is_open(above)

    def _is_open(self, number: int) -> bool:
        block = self._blocks[number]
        content = block.text.content.rstrip()
        return block.kind == "paragraph" and self._roles[number] == "prose" and content[-1:] not in _OPENLY_ENDED

    def _shows(self, number: int) -> bool:
        """Whether a picture, a film or code stands there."""
        if not self._showing and self._roles[number] != "embed":
            return False
        block = self._blocks[number]
        if block.kind == "code":
            return True
        if block.kind == "html":
            return any(tag in self._text[block.span.start : block.span.end].lower() for tag in _SHOWING_TAGS)
        if self._roles[number] != "embed":
            return False
        return block.kind == "directive" or any(mark.kind == "Image" for mark in block.marks)

    def _get_script(self) -> str:
        """The script of most paragraphs."""
        if self._script is None:
            scripts = Counter(block.script for block in self._blocks if block.kind == "paragraph")
            self._script = scripts.most_common(1)[0][0]
        return self._script

    def _have_keys(self) -> bool:
        """Whether any block may be a key above its value."""
        return any(map(_END_IN_COLON, map(str.rstrip, iter_contents(self._blocks))))

    def _have_slipped(self) -> bool:
        """Whether paragraphs are set as headings here: then headings stand as paragraphs, as slipshod converters do."""
        if self._slipped is None:
            headings = iter_contents(select_kinds(self._blocks, {"heading"}))
            several = sum(content[-1:] in _ENDS and not is_one_sentence(content) for content in headings)
            self._slipped = several >= _SLIPPED
        return self._slipped


def _begins(content: str) -> bool:
    return not content[0].islower() and content[0] not in _ENDS


def _begins_in_italics(block: Block) -> bool:
    return any(mark.kind == "Emphasis" and mark.start == 0 for mark in block.marks)


def _is_key(block: Block) -> bool:
    content = block.text.content.rstrip()
    return block.kind == "paragraph" and content.endswith(COLONS) and weigh(content) <= _KEY_WEIGHT


def _explains_term(block: Block) -> bool:
    """Whether it is words in bold, and what they mean, without a full stop."""
    content = block.text.content.rstrip()
    if block.kind != "paragraph" or not block.marks or content[-1] in _ENDS or not is_one_sentence(content):
        return False
    mark = block.marks[0]
    rest = content[mark.end :]
    return mark.kind == "Strong" and mark.start == 0 and mark.end <= _LONGEST_TERM and rest[:1].isspace()
