"""What may end without a full stop."""

from __future__ import annotations

import re

from endmark.document.blocks import Block

_LABEL = re.compile(r"\W{0,3}[^\n.。!?！？،:：(（]{1,32}[:：]")
"""A caption (`Figure 3: …`), a field of a form (`Date: …`), the line of a mail header."""

_COPYRIGHT = re.compile(r"\W{0,3}(?:©|copyright\b|\(c\) *\d)", re.IGNORECASE)
_MARKUP_SIGN = re.compile(r"[#@|<{\[]")
_FIGURES = frozenset("0123456789.,:;-+/()[]%=_")
_NUMBER_AT_END = re.compile(r"(?:\d[.\d]*\.\S*\d|\s[\d.,]+[%a-zA-Z]?)$")
"""A version or an amount: what a table or a form says, rather than a sentence."""

_NAME = r"[A-Za-z0-9_À-ɏ.@-]+(?: [A-Za-z0-9_À-ɏ.@-]+)?"
_LIST_OF_NAMES = (
    rf"(?:{_NAME},\s+){{3,}}{_NAME}(?:,? (?:and|und|et|y|e|en|ve|и) {_NAME})?$|\s[|•·]\s[^|•·\n]+\s[|•·]\s[^|•·\n]+$"
)
"""With commas between them, or with the signs that stand between the links of a menu."""

_JUDGED_TAIL = 400
"""Characters at the end that show what kind of text it is, however long the paragraph."""

_LONGEST_NUMBER = 40
_SHORTEST_TAG = 3


def is_labelled(block: Block) -> bool:
    """Captions, fields of forms, notices, entries under a link and leftover markup end without a full stop."""
    content = block.text.content
    if _LABEL.match(content) or _MARKUP_SIGN.match(content) or _COPYRIGHT.match(content):
        return True
    return any(mark.start == 0 and content[mark.end : mark.end + 1] == "\n" for mark in block.marks)


def is_wholly_marked(block: Block) -> bool:
    """A paragraph wholly in bold or italics is a heading or a note by another name."""
    content = block.text.content
    return any(mark.kind in ("Strong", "Emphasis") and mark.end - mark.start >= len(content) for mark in block.marks)


def ends_in_markup(block: Block) -> bool:
    """Whether the last thing is a link or an HTML tag: both end captions and references."""
    text = block.text
    end = len(text.content.rstrip())
    in_link = any(mark.kind == "Link" and mark.end >= end for mark in block.marks)
    return in_link or (block.kind == "paragraph" and text.map_span(0, end).end < block.span.end - _SHORTEST_TAG)


def is_running_text(content: str) -> bool:
    """Words, and neither figures nor a list of names."""
    tail = content[-_JUDGED_TAIL:].rstrip()
    if 2 * sum(map(_FIGURES.__contains__, tail)) >= len(tail) or 2 * tail.count("@") > tail.count(" "):
        return False
    return not _NUMBER_AT_END.search(tail[-_LONGEST_NUMBER:]) and not re.search(_LIST_OF_NAMES, tail)
