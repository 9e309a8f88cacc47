"""Wiki links, embeds and comments of Obsidian."""

from __future__ import annotations

import re
from collections.abc import Sequence

from endmark.document.blocks import ATOM
from endmark.document.dialects.covering import cover, keep_outside
from endmark.document.dialects.places import Edit
from endmark.document.dialects.signs import Macros
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_LINK = compile_late(r"(!?)\[\[([^\[\]|\n]{1,300}(?:\\?\|))?([^\[\]|\n]{1,300})\]\]")
_COMMENT = compile_late(r"%%(?:[^%]|%(?!%))*%%")

_BLOCK_NAME = compile_late(r"(?<=[ \t\n])\^[A-Za-z0-9-]+(?=[ \t\r]*$)", re.MULTILINE)


def find_wiki_links(text: str, start: int, untouched: Sequence[Span]) -> Macros:
    """`[[Page|words]]` shows its words, `[[Page]]` the name, `![[file]]` the file.

    `%%comments%%` show nothing, nor does `^name`, which blocks end with so that others can link to them.
    """
    silent = (Span(*found.span()) for pattern in (_COMMENT, _BLOCK_NAME) for found in pattern.finditer(text, start))
    edits = [cover(text, span, " ") for span in keep_outside(silent, untouched)]
    links = {found.span(): found for found in _LINK.finditer(text, start)}
    for span in keep_outside(map(Span._make, links), untouched):
        found = links[span]
        if found[1]:
            edits.append(cover(text, span, ATOM))
        else:
            edits += (Edit(span.start, found.start(3), ""), Edit(found.end(3), span.end, ""))
    return Macros(edits)
