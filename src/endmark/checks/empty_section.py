"""A heading with nothing under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from endmark.checks import Scope
from endmark.document.blocks import ATOM, Block
from endmark.document.model import Document
from endmark.violation import Match

VALUES = frozenset({"heading", "next"})


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as empty, and when it is a habit.

    `at_end`: whether a heading that is the last thing in the file counts. A
    document in which headings follow each other more than `most` times groups
    its sections that way, and is left alone.
    """

    at_end: bool = True
    most: int = field(default=2, metadata={"min": 1})


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each heading that the next heading of its level or above, a marker or the end follows at once.

    Anything else fills a section, a component or a macro as well as a
    paragraph; a heading directly above a deeper one introduces it.
    """
    heading: Block | None = None
    followed: list[Match] = []
    for block in document.blocks:
        if block.kind == "comment":
            continue
        if heading is not None and heading in scope and ATOM not in heading.text.content:
            if block.kind == "marker":
                yield _match(heading, "an end marker follows")
            elif block.kind == "heading" and block.level <= heading.level:
                followed.append(_match(heading, "the next heading follows"))
        heading = block if block.kind == "heading" and block.text.content else None
    if len(followed) <= options.most:
        yield from followed
    if heading is not None and heading in scope and options.at_end:
        yield _match(heading, "the file ends")


def _match(heading: Block, following: str) -> Match:
    return Match(heading.span, {"heading": heading.text.content, "next": following})
