"""How deep YAML, TOML and JSON may be nested.

Their parsers answer for themselves only far beyond what anybody writes: one with
a syntax error, one with RecursionError, one by ending the process.
"""

from __future__ import annotations

import re
from typing import Any

from endmark.document.late_pattern import compile_late
from endmark.phrase import phrase

MAX_DEPTH = 100
"""How many collections may stand in each other."""

TOO_DEEP = phrase("it is nested more than {most} levels deep", most=MAX_DEPTH)

TOKEN = compile_late(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]', re.DOTALL
)
"""In TOML and JSON: a string or a comment, in which brackets and line ends mean nothing, or one of these."""


def is_too_deep(value: Any) -> bool:
    """Whether dicts and lists stand in each other deeper than allowed; itself it bears any depth."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def place_too_deep(text: str) -> int:
    """The offset of the first bracket in TOML or JSON that stands too deep, else 0: dotted keys nest without any."""
    depth = 0
    for token in TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return token.start()
        elif token[0] in "]}":
            depth -= 1
    return 0
