"""What the Markdown parser would take for something else, written so that it does not; code point for code point."""

from __future__ import annotations

import re

from endmark.document.late_pattern import compile_late

_FENCE_END = compile_late(r"(?:(?<=```)|(?<=~~~))[ \t]++(?=\r?$)", re.MULTILINE)
"""The blanks behind a fence that nothing follows. CommonMark lets them be tabs, which the parser does not."""

RAW_ELEMENTS = "pre|script|style|textarea"
"""Elements of HTML that go on over blank lines, and hold no Markdown."""

RAW_END = compile_late(rf"</(?:{RAW_ELEMENTS})>", re.IGNORECASE)
"""What ends one of them. CommonMark lets it be in capitals, which the parser does not."""


def adapt(text: str) -> str:
    """The text as the parser reads it right."""
    if "\t" in text and ("```" in text or "~~~" in text):
        text = _FENCE_END.sub(_blank, text)
    return RAW_END.sub(_lower, text) if "</" in text else text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _lower(found: re.Match[str]) -> str:
    return found[0].lower()
