"""Whether a text may hold two versions of a passage: nearly none does, and what would read them is not loaded."""

from __future__ import annotations

from endmark.document.line_pattern import LinePattern

_SIGN = LinePattern(
    r"[ \t]{0,3}(?=[<>+*@d-])(?:<{7}|>{7}|-{7}[ \t]|\+{7}[ \t]|\*{3} [BEUAD]|@@ -|diff --git |--- a/|\+{3} b/)"
)
"""Without one of these there is no conflict: a row of equal signs alone underlines a heading."""


def may_have_conflicts(text: str) -> bool:
    """Whether there is a sign of one."""
    return _SIGN.occurs(text)
