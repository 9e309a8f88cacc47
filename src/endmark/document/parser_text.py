"""What the Markdown parser would take for something else, written so that it does not; code point for code point."""

from __future__ import annotations

import re

from endmark.document.dialect import Dialect

_FENCE_END = re.compile(r"(?:(?<=```)|(?<=~~~))[ \t]*\t[ \t]*(?=\r?$)", re.MULTILINE)
"""What stands behind a fence and nothing else does. CommonMark lets it be tabs, which the parser does not."""

_IMAGE_SIZE = re.compile(
    r"(!\[[^\[\]\n]*+\]\([^()\s]++(?:[ \t]++\"[^\"\n]*+\")?+)([ \t]++=(?:[0-9]++x[0-9]*+|x[0-9]++)[ \t]*+)(?=\))"
)
_SIZED: frozenset[Dialect] = frozenset({"markdown", "zenn"})
"""Those in which the size of an image may stand behind its address, as in `![](a.png =500x)`."""


def adapt(text: str, dialect: Dialect) -> str:
    """The text as the parser reads it right."""
    if "\t" in text and ("```" in text or "~~~" in text):
        text = _FENCE_END.sub(_blank, text)
    if " =" in text and dialect in _SIZED:
        text = _IMAGE_SIZE.sub(_blank_size, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _blank_size(found: re.Match[str]) -> str:
    return found[1] + " " * len(found[2])
