"""Titles that say of themselves that they go on with another one: `The gate (continued)`."""

from __future__ import annotations

import re

from endmark.document.late_pattern import compile_late

_CONTINUED = compile_late(
    r"\s*[(（\[［【]\s*(?:"
    # ja, zh, ko
    r"(?:前回の)?(?:続き|つづき)|承前|[续續](?:上|前)?|接上[文节節]|上接|계속|이어서"
    # en; de, nl, sv, da, nb
    r"|continued|continuation|cont['’.]?(?:d\.?)?|fortsetzung|forts\.|vervolg|forts(?:ättning|ættelse|ettelse)"
    # fr, es, pt, it
    r"|suite|continuaci[óo]n|cont(?:inúa|inuação|inua(?:zione)?)|segue"
    # ru, uk, pl, cs
    r"|продолжение|продовження|ciąg dalszy|c\. ?d\.|cd\.|pokračování"
    # tr, vi, id
    r"|devam[ıi]?|tiếp(?: theo)?|lanjutan"
    r")\s*[)）\]］】]\s*$",
    re.IGNORECASE,
)


def drop_continued(title: str) -> str:
    """A title without the words in brackets at its end that say that it goes on with another."""
    return _CONTINUED.sub("", title)
