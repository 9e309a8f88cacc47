"""Lines that a screen would break inside of words are broken between them."""

from __future__ import annotations

from endmark.reporters import Style
from endmark.reporters.width import wrap_text

NARROWEST = 24
"""Columns below which a screen is taken to be so wide nevertheless."""

_HANGING = "    "


def fold(text: str, style: Style, *, used: int = 0, hanging: str = _HANGING) -> str:
    """Harmless text, broken at words where a person looks at a screen; else as it is.

    `used` columns of its first line are taken; the others begin further in than it does, after `hanging`.
    """
    if not style.wraps:
        return text
    lead = text[: len(text) - len(text.lstrip(" "))]
    width = max(style.columns, NARROWEST) - len(lead) - len(hanging)
    lines = wrap_text(text, width, used=used - len(hanging))
    if not used and lines[:1] == [""]:  # one word alone is wider than the screen
        del lines[0]
    return lead + f"\n{lead}{hanging}".join(lines)
