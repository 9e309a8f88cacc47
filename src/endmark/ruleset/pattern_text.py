"""The pattern in a file of patterns → the expression that RE2 reads, and back to the place of a mistake in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from endmark.checks.text.regex import Pattern, PatternError

_APOSTROPHES = "'’"
_CHANGED = re.compile(f"[<{_APOSTROPHES}\n]")
"""Without any of these the expression is what is written."""

_SIGNS = re.compile(
    r"""
    \\. | \(\?P?<\w+>                        # verbatim: an escape; the name of a group, which is no term
    | \[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]   # a set
    | <[a-z][a-z0-9]*(?:-[a-z0-9]+)*>         # a term
    | ['’]                                    # an apostrophe
    | (?:\n|[ \t]+\n)[ \t]*                   # the end of a line
    """,
    re.VERBOSE | re.DOTALL,
)
"""What each is can be told from its first character: that is quicker than groups."""

_ONE_BLANK = re.compile(r"\n[ \t](?![ \t\n]|$)")
"""A line that begins with one blank: nobody indents by so little, and a blank that is meant is lost."""

_BRACKETS = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|[()]", re.DOTALL)
"""A bracket of a group; or an escape or a class, in which the same characters are none."""

_LONGEST_SEARCHED = 2_000
"""Characters of an expression in which a mistake is looked for: each of its beginnings is tried."""


class Term(NamedTuple):
    """A term that a pattern uses, and where in its text that stands."""

    name: str
    offset: int


def find_terms(text: str) -> list[Term]:
    """The terms that a pattern uses."""
    if "<" not in text:
        return []
    return [Term(sign[0][1:-1], sign.start()) for sign in _SIGNS.finditer(text) if sign[0][0] == "<"]


def find_lost_blank(text: str) -> int | None:
    """Where a line of a pattern begins with a blank that somebody may have meant; None where none does."""
    found = _ONE_BLANK.search(text) if "\n" in text else None
    return found.end() - 1 if found else None


def expand(text: str, terms: Mapping[str, str]) -> str:
    """The expression that a pattern stands for.

    `<term>` is the expression of that name in `terms`; an apostrophe is either
    kind; the end of a line counts for nothing, with the blanks around it.
    """
    return _SIGNS.sub(lambda sign: _replace_sign(sign, terms), text) if _CHANGED.search(text) else text


def join_items(items: list[str]) -> str:
    """The expression of a term: any of its items."""
    return f"(?:{'|'.join(items)})"


def locate_mistake(text: str, terms: Mapping[str, str]) -> int:
    """Where in the text of a pattern that which RE2 refuses stands; a mistake in a term stands where that is used."""
    mistake = _find_mistake(expand(text, terms))
    end = 0
    for offset, piece in _iter_pieces(text, terms):
        end += len(piece)
        if end > mistake:
            # What stands as it is written is one piece.
            return offset + (len(piece) - (end - mistake) if text.startswith(piece, offset) else 0)
    return len(text)


def _iter_pieces(text: str, terms: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The pieces of the expression, each with the place of what it is made from."""
    end = 0
    for sign in _SIGNS.finditer(text):
        if end < sign.start():
            yield end, text[end : sign.start()]
        yield sign.start(), _replace_sign(sign, terms)
        end = sign.end()
    if end < len(text):
        yield end, text[end:]


def _replace_sign(sign: re.Match[str], terms: Mapping[str, str]) -> str:
    written = sign[0]
    match written[0]:
        case "<":
            return terms[written[1:-1]]
        case "'" | "’":
            return f"[{_APOSTROPHES}]"
        case "[":
            return re.sub(f"[{_APOSTROPHES}]+", _APOSTROPHES, written)
        case "\\" | "(":
            return written
        case _:
            return ""


def _find_mistake(expression: str) -> int:
    """Where that which RE2 refuses begins: from there on what is read is wrong in the same way."""
    if len(expression) > _LONGEST_SEARCHED:
        return 0
    what, shown = _explain(expression)
    if what == "missing )":
        return _find_open_bracket(expression)
    end = len(expression)
    while end > 1 and _explain(expression[: end - 1])[0] == what:
        end -= 1
        shown = _explain(expression[:end])[1]
    return end - len(shown) if len(shown) < end and expression[:end].endswith(shown) else end - 1


def _find_open_bracket(expression: str) -> int:
    """Where the last bracket stands that nothing closes."""
    opened = [0]
    for sign in _BRACKETS.finditer(expression):
        if sign[0] == "(":
            opened.append(sign.start())
        elif sign[0] == ")":
            opened.pop()
    return opened[-1]


def _explain(expression: str) -> tuple[str, str]:
    """Why RE2 refuses an expression, and what it shows of it; nothing when it does not."""
    try:
        Pattern(expression)
    except PatternError as error:
        what, _, shown = str(error).partition(": ")
        return what, shown
    return "", ""
