"""Which patterns a rule may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct

from endmark.checks.text.regex import Pattern, PatternError
from endmark.phrase import Phrase, phrase, recognise

_NEEDS_MEMORY = ("invalid perl operator", "invalid escape sequence", "bad repetition operator")
_NOT_IN_RE2 = phrase(
    "Patterns must run in linear time, so they are written for RE2: "
    "look-around, back-references and possessive quantifiers are not available."
)

_NEEDS_TEXT = phrase("Let it match at least one character: `a+` instead of `a*`.")

_OF_RE2 = (
    phrase("missing )"),
    phrase("unexpected )"),
    phrase("missing ]"),
    phrase("invalid perl operator"),
    phrase("no argument for repetition operator"),
    phrase("bad repetition operator"),
    phrase("invalid repetition size"),
    phrase("invalid escape sequence"),
    phrase("invalid character class"),
    phrase("invalid character class range"),
    phrase("invalid named capture group"),
    phrase("trailing \\"),
)
"""What RE2 says of a pattern, before a colon and the place."""

LONGEST_PATTERN = 20_000
_DEEPEST_PATTERN = 100
"""Characters and groups in one another that a pattern may have: many times what anybody can read, and nothing
that an engine for patterns could stumble over."""

_GROUP_SIGNS = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|[()]", re.DOTALL)
"""A bracket of a group; or an escape or a class, in which the same characters are none."""


class Refusal(Struct, frozen=True):
    """What is wrong with a pattern, and what helps."""

    message: Phrase
    hint: Phrase
    kind: Literal["excess", "syntax", "empty"]


Judge: TypeAlias = Callable[[str, str, str, str], Pattern | Refusal]
"""What makes the pattern of an expression, a name, a language and a place, or says why there can be none."""


def judge_pattern(expression: str, name: str = "", language: str = "", place: str = "") -> Pattern | Refusal:
    """The pattern of that name for texts in that language, which counts at that place, or why there can be none."""
    if excess := _find_excess(expression):
        return Refusal(excess, phrase("Write several shorter patterns."), "excess")
    try:
        pattern = Pattern(expression, name, language, place)
    except PatternError as error:
        reason = str(error)
        hint = _NOT_IN_RE2 if reason.startswith(_NEEDS_MEMORY) else phrase("Patterns use the syntax of RE2.")
        what, colon, shown = reason.partition(": ")
        told = phrase("this is not a valid pattern: {reason}.", reason=recognise(what, _OF_RE2))
        if colon:
            told = phrase(
                "this is not a valid pattern: {reason}: {shown}.", reason=recognise(what, _OF_RE2), shown=shown
            )
        return Refusal(told, hint, "syntax")
    if pattern.matches_whole(""):
        return Refusal(phrase("this pattern matches where nothing stands."), _NEEDS_TEXT, "empty")
    return pattern


def _find_excess(pattern: str) -> Phrase | None:
    """Why a pattern is refused before anything is made of it; None when it is not."""
    if len(pattern) > LONGEST_PATTERN:
        return phrase(
            "this pattern has {count:,} characters; at most {most:,} are allowed.",
            count=len(pattern),
            most=LONGEST_PATTERN,
        )
    if pattern.count("(") <= _DEEPEST_PATTERN:  # however they stand
        return None
    depth = deepest = 0
    for sign in _GROUP_SIGNS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        deepest = max(deepest, depth)
    if deepest > _DEEPEST_PATTERN:
        return phrase(
            "this pattern has groups {deepest:,} deep; at most {most:,} are allowed.",
            deepest=deepest,
            most=_DEEPEST_PATTERN,
        )
    return None
