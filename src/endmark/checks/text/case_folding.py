"""Text without upper and lower case."""

from __future__ import annotations

_AT_ONCE = 50_000
"""Code points that are folded together: Python takes twelve bytes for each, until it is done."""


def fold_case(text: str) -> str:
    """What `str.casefold` makes of a text, which it does letter by letter, in as much memory for a long one."""
    if len(text) <= _AT_ONCE or text.isascii():
        return text.casefold()
    return "".join([text[start : start + _AT_ONCE].casefold() for start in range(0, len(text), _AT_ONCE)])
