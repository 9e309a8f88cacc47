"""What a text says in somebody else's words: the stretches between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from endmark.document.span import Span

_QUOTED = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|「[^「」]*(?:「[^「」]*」[^「」]*)*」|『[^『』]*』|《[^《》]*》|〈[^〈〉]*〉"
    r"|‘[^‘’]*’(?!\w)|‚[^‚‘]*‘|‹[^‹›]*›|(?<!\w)'[^'\n]*'(?!\w)"
    r'|(?<!\w)"[^"]*"(?!\w)|``[^`]*\'\''
)
"""A quotation; a straight mark opens none inside a word, so that an inch or an apostrophe is no beginning."""


def iter_quotations(text: str) -> Iterator[Span]:
    """The quotations in the text of one block, with their marks, in order."""
    for found in _QUOTED.finditer(text):
        yield Span(*found.span())
