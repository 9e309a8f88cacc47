"""Markdown that is opened and never closed, so that it swallows what follows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.document.model import Document
from endmark.violation import Match

KIND: CheckKind = "markup"
MARKUPS = frozenset({"markdown", "html", "notebook"})
VALUES = frozenset({"opening", "what"})

_OPENING_OF_COMMENT = "<!--"
_SIGNS_OF_FENCES = ("```", "~~~")


class Options(Struct, frozen=True):
    """What is never closed.

    `construct`: `fence` is a code fence, `comment` an HTML comment.
    """

    construct: Literal["fence", "comment"]


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the opening of each construct that is not closed, or closed by the end of another one only."""
    # Where the sign of none stands, what would look for it is not loaded.
    text = document.source.text
    if options.construct == "comment":
        if _OPENING_OF_COMMENT in text:
            from endmark.checks.markup.unclosed_comments import find_unclosed_comments

            yield from find_unclosed_comments(document)
        return
    if not any(map(text.__contains__, _SIGNS_OF_FENCES)):
        return
    from endmark.checks.markup.unclosed_fences import find_unclosed_fences

    fences = find_unclosed_fences(document, FirstPlaces(scope))
    first = list(islice(fences, 2))
    for match in chain(first, fences):
        # A last fence that closes nothing may be what another one lacks.
        yield match if match.fix is None or len(first) == 1 else replace(match, fix=None)
