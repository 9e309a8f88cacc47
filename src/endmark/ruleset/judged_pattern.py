"""Which patterns a rule may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct

from endmark.checks.text.regex import Pattern, PatternError

_NEEDS_MEMORY = ("invalid perl operator", "invalid escape sequence", "bad repetition operator")
_NOT_IN_RE2 = (
    "Patterns must run in linear time, so they are written for RE2: "
    "look-around, back-references and possessive quantifiers are not available."
)

_NEEDS_TEXT = "Let it match at least one character: `a+` instead of `a*`."

LONGEST_PATTERN = 20_000
_DEEPEST_PATTERN = 100
"""Characters and groups in one another that a pattern may have: many times what anybody can read, and nothing
that an engine for patterns could stumble over."""

_GROUP_SIGNS = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|[()]", re.DOTALL)
"""A bracket of a group; or an escape or a class, in which the same characters are none."""


class Refusal(Struct, frozen=True):
    """What is wrong with a pattern, and what helps."""

    message: str
    hint: str
    kind: Literal["excess", "syntax", "empty"]


Judge: TypeAlias = Callable[[str, str, str, str], Pattern | Refusal]
"""What makes the pattern of an expression, a name, a language and a place, or says why there can be none."""


def judge_pattern(expression: str, name: str = "", language: str = "", place: str = "") -> Pattern | Refusal:
    """The pattern of that name for texts in that language, which counts at that place, or why there can be none."""
    if reason := _find_excess(expression):
        return Refusal(reason, "Write several shorter patterns.", "excess")
    try:
        pattern = Pattern(expression, name, language, place)
    except PatternError as error:
        reason = str(error)
        hint = _NOT_IN_RE2 if reason.startswith(_NEEDS_MEMORY) else "Patterns use the syntax of RE2."
        return Refusal(f"this is not a valid pattern: {reason}.", hint, "syntax")
    if pattern.matches_whole(""):
        return Refusal("this pattern matches where nothing stands.", _NEEDS_TEXT, "empty")
    return pattern


def _find_excess(pattern: str) -> str:
    """Why a pattern is refused before anything is made of it; empty when it is not."""
    if len(pattern) > LONGEST_PATTERN:
        return f"this pattern has {len(pattern):,} characters; at most {LONGEST_PATTERN:,} are allowed."
    if pattern.count("(") <= _DEEPEST_PATTERN:  # however they stand
        return ""
    depth = deepest = 0
    for sign in _GROUP_SIGNS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        deepest = max(deepest, depth)
    if deepest > _DEEPEST_PATTERN:
        return f"this pattern has groups {deepest:,} deep; at most {_DEEPEST_PATTERN:,} are allowed."
    return ""
