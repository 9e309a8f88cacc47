"""What the Markdown parser would take for something else, written so that it does not; code point for code point."""

from __future__ import annotations

import re

from endmark.document.late_pattern import compile_late

_FENCE_END = compile_late(r"(?:(?<=```)|(?<=~~~))[ \t]++(?=\r?$)", re.MULTILINE)
"""The blanks behind a fence that nothing follows. CommonMark lets them be tabs, which the parser does not."""


def adapt(text: str) -> str:
    """The text as the parser reads it right."""
    if "\t" in text and ("```" in text or "~~~" in text):
        return _FENCE_END.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
