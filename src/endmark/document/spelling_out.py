"""What a block says, as a sentence about it quotes it: with its code, and with the words that stand for its images."""

from __future__ import annotations

import re

from endmark.document.blocks import ATOM, Text
from endmark.document.excerpt import shorten
from endmark.document.late_pattern import compile_late

_ATOMS = compile_late(f"{ATOM}+")
_IMAGE = compile_late(
    r"!\[((?:[^\[\]\\]|\\.)++)\](?:\([^()]*+\)|\[[^\[\]]*+\])?+"
    r"|<img\b[^<>]*?\balt\s*=\s*(?:\"([^\"<>]++)\"|'([^'<>]++)')[^<>]*+>",
    re.IGNORECASE,
)
"""An image for which words stand."""

_MOST = 40
"""Characters of what is no prose, at most."""


def spell_out(text: Text, source: str, start: int, end: int) -> str:
    """The visible text between two offsets, with what the source has where a reader sees no words."""
    parts = []
    done = start
    for atoms in _ATOMS.finditer(text.content, start, end):
        written = source[slice(*text.map_span(*atoms.span()))]
        parts += [text.content[done : atoms.start()], shorten(_IMAGE.sub(_get_words, written), _MOST)]
        done = atoms.end()
    return "".join([*parts, text.content[done:end]])


def _get_words(image: re.Match[str]) -> str:
    return image[1] or image[2] or image[3]
