"""What may end without a full stop."""

from __future__ import annotations

from itertools import pairwise

from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.remembering import remember_short
from endmark.document.sentences import CLOSERS, TERMINALS

_MARKUP_SIGNS = frozenset("#@|<{[")
_FIGURES = "0123456789.,:;-+/()[]%=_"
_NUMBER_AT_END = compile_late(r"(?:\d[.\d]*\.\S*\d|\s[\d.,]+[%a-zA-Z]?)$")
"""A version or an amount: what a table or a form says, rather than a sentence."""

_NAME = r"[A-Za-z0-9_À-ɏ.@-]+(?: [A-Za-z0-9_À-ɏ.@-]+)?"
_LISTED = 3
_FEWEST_COMMAS = 2
"""Those of a list of four, of which a word joins the last."""

_MORE_PEOPLE = 3
"""Names behind the first, before which stands what is said of them."""

_MOST_NAMES, _MOST_SMALL = 5, 2
_JOINING = r" [^\W\d_A-ZÀ-ÞА-Я]{1,3}"
_BETWEEN_PEOPLE = compile_late(rf",(?:{_JOINING})? |{_JOINING} (?=[^,]*$)")
"""A comma, a short word such as `and` before the last of them, or both."""

_IN_BRACKETS = compile_late(r"\([^()]*\)")
_DIVIDERS = "|•·"
_DIVIDING = frozenset(_DIVIDERS)
_QUOTATION_ENDS = '"”»」'
_LIST_OF_NAMES = compile_late(
    rf"(?:{_NAME} ?,\s+){{{_LISTED},}}{_NAME}(?:,? (?:and|und|et|y|e|en|ve|и) {_NAME})?$"
    r"|(?:[\"“„«「][^\"“”»」]+[\"”»」][,，、]\s*){2,}[\"“„«「][^\"“”»」]+[\"”»」]$"
    rf"|\s[{_DIVIDERS}]\s[^{_DIVIDERS}\n]+\s[{_DIVIDERS}]\s[^{_DIVIDERS}\n]+$"
)
"""With commas between them, in quotation marks, or with the signs that stand between the links of a menu."""

_JUDGED_TAIL = 400
"""Characters at the end that show what kind of text it is, however long the paragraph."""

_LONGEST_NUMBER = 40
_LONGEST_WORD = 60
_SHORTEST_TAG = 3

_ESCAPED_BULLETS = ("- ", "* ", "+ ")
"""Bullets that a sign before them keeps from being read as such."""

_PROMPT = (
    r"(?:[A-Z][A-Z0-9_]*=\S+\s+)+(?=\w)|(?:\$|#|>|%|C:\\[^>\n]{0,40}>|\[[\w.-]+@[^\]\n]{1,40}\][$#]|[\w.-]+@[\w.-]+[:~][^$#\n]{0,40}[$#])"
    r"[ \u00a0](?=[\w./~-])"
)
_STATEMENT = (
    r"from [\w.]+ import [\w*]+(?:, ?\w+)*|import [\w.]+(?: as \w+)?|import [\w{}*, ]+ from \S+"
    r"|(?:const|let|var) [\w{}, ]+ ?= ?\S.*|#include [<\"]\S+[>\"]"
)
"""What programs begin with in Python, JavaScript and C: no sentence has such words and no others."""

_COMMAND = compile_late(rf"{_PROMPT}|(?:{_STATEMENT})\s*\Z")
_SECTION_NUMBER = compile_late(r"\d{1,3}(?:\.\d{1,3}){1,4}\.?\s+(?=[^\W\d_])")
_ASCII_SYMBOLS = frozenset("/\\+=~")
_BULLETS = frozenset("•‣⁃・･·")
"""Punctuation that is a bullet where it stands first."""

_SYMBOLS = frozenset({"So", "Sm"})
"""Categories of Unicode: emojis, arrows, check marks, ©."""

_STOPS = tuple(f"{TERMINALS},，、،;；")
_LABEL = compile_late(r"\s*[^\W\d_][^\s:：]{0,20}[:：]\s")
_CLOSED = f"{CLOSERS} "


def begins_with_markup(block: Block) -> bool:
    """Whether markup is left over at its beginning, or a link or a title stands on the first line by itself."""
    content = block.text.content
    return begins_with_sign(content) or any(
        mark.start == 0 and content[mark.end : mark.end + 1] == "\n" for mark in block.marks
    )


def begins_with_sign(content: str) -> bool:
    """Whether a sign of markup, a fence that is none, or the bracket around the number of a reference stands first.

    So does the colon of a definition in dialects that have no lists of them.
    """
    return content[:1] in _MARKUP_SIGNS or content.startswith(("```", "~~~", ": "))


def ends_in_markup(block: Block) -> bool:
    """Whether the last thing is a link, an HTML tag or a line in italics: so captions and references end."""
    text = block.text
    end = len(text.content.rstrip())
    last_line = text.content.rfind("\n", 0, end) + 1
    marked = any(mark.end >= end and (mark.kind == "Link" or 0 < mark.start == last_line) for mark in block.marks)
    return marked or (block.kind == "paragraph" and text.map_span(0, end).end < block.span.end - _SHORTEST_TAG)


@remember_short(longest=999, kept=10)  # it is asked twice about each
def is_running_text(content: str) -> bool:
    """Words, and neither figures nor a list of names, nor signs in a row that are longer than a word is."""
    tail = content[-_JUDGED_TAIL:].rstrip()
    if len(tail) > _LONGEST_WORD and tail.isascii() and len(tail.split(maxsplit=1)) == 1:
        return False
    if 2 * sum(map(tail.count, _FIGURES)) >= len(tail) or 2 * tail.count("@") > tail.count(" "):
        return False
    if _NUMBER_AT_END.search(tail[-_LONGEST_NUMBER:]):
        return False
    may_list = tail.count(",") >= _FEWEST_COMMAS or not _DIVIDING.isdisjoint(tail) or tail[-1] in _QUOTATION_ENDS
    return not may_list or not (_LIST_OF_NAMES.search(tail) or _ends_in_people(tail))


def _ends_in_people(tail: str) -> bool:
    """Whether it ends with the names of several people, of two words or more each, behind commas."""
    _, *pieces = _BETWEEN_PEOPLE.split(tail)
    return len(pieces) >= _MORE_PEOPLE and all(map(_is_person, pieces[-_MORE_PEOPLE:]))


def _is_person(piece: str) -> bool:
    """Whether it is a first and a last name, with small words such as `de la` between, and a remark in brackets."""
    words = _IN_BRACKETS.sub("", piece).split()
    capitals = sum(word[0].isupper() for word in words)
    most = len(words) <= _MOST_NAMES and len(words) - capitals <= _MOST_SMALL
    return most and capitals > 1 and words[0][0].isupper() and words[-1][0].isupper()


def begins_with_symbol(content: str) -> bool:
    """Whether an emoji, an arrow or the like stands first as a bullet, or one that Markdown does not know."""
    first = content[0]
    if first.isalnum() or first == ATOM:
        return False
    if content.startswith(_ESCAPED_BULLETS):
        return True
    if first.isascii() or first in _BULLETS:
        return first in _BULLETS or first in _ASCII_SYMBOLS
    import unicodedata

    return unicodedata.category(first) in _SYMBOLS


def is_command(content: str) -> bool:
    """Whether the last line begins with the prompt of a shell, or is a line of a program that stands in no fence."""
    return _COMMAND.match(content, content.rfind("\n") + 1) is not None


def begins_with_section_number(content: str) -> bool:
    """Whether it is one line that begins with the number of a section and its parts."""
    return "\n" not in content and _SECTION_NUMBER.match(content) is not None


def count_own_lines(content: str) -> int:
    """How many lines of a text begin something new though the line before has no full stop; none where one goes on.

    A letter in small, one of a script without capitals, a figure and inline code may go on; a capital, a sign and a
    label begin.
    """
    count = 0
    for earlier, later in pairwise(content.split("\n")):
        if earlier.rstrip(_CLOSED).endswith(_STOPS):
            continue
        first = later.lstrip()[:1]
        opens = first.isupper() or not first.isalnum() or _LABEL.match(later)
        if not first or first == ATOM or not opens:
            return 0
        count += 1
    return count
