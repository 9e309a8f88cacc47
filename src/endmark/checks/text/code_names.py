"""Names of parts of programs, which entries of a reference are headed by."""

from __future__ import annotations

from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late

_CALL = compile_late(r"\w\((?!s\))")
"""A call without its signs of code; a letter in brackets behind a word makes a plural."""

_NAME = compile_late(r"[a-z$_@.#-][a-z0-9$_-]{2,}|(?=\S*(?:[a-z][A-Z]|\w_\w|\w::\w|[a-z]\.[a-z]))[\w$@.:/#-]+")
"""One word that is written small, or as only programs write: `click`, `maxLength`, `max_length`, `std::env`."""

_LONGEST = 80


def shows_code(title: str) -> bool:
    """Whether a title shows inline code, or writes a call without its signs."""
    return ATOM in title or _CALL.search(title) is not None


def names_code(title: str) -> bool:
    """Whether a title shows code, or is a name as programs have them."""
    return shows_code(title) or (len(title) <= _LONGEST and _is_name(title))


def _is_name(title: str) -> bool:
    return _NAME.fullmatch(title.strip("*_ ")) is not None
